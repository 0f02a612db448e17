"""Lists of matches, filtered and ordered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, QuerySet, Window

from mentoring.people.names import normalize_name
from programs.enums import Health
from programs.models import Match, Program

PAGE_SIZE = 25
NEEDS_ACTION = "needs_action"
NO_GOAL, OVERRIDDEN = "no_goal", "overridden"
DEFAULT_SORT = "health"
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "match": ("mentor__person__name_norm", "id"),
    "-match": ("-mentor__person__name_norm", "-id"),
    "last": (F("last_held_on").asc(nulls_first=True), "id"),
    "-last": (F("last_held_on").desc(nulls_last=True), "-id"),
    "held": ("held_count", "id"),
    "-held": ("-held_count", "-id"),
    "goals": ("goals_agreed", "id"),
    "-goals": ("-goals_agreed", "-id"),
}


@dataclass(frozen=True)
class MatchFilters:
    """Filters and order of a list of matches; empty means all, worst first. `only` may be the code of a signal."""

    health: str = ""
    q: str = ""
    only: str = ""
    sort: str = DEFAULT_SORT

    @property
    def is_empty(self) -> bool:
        return not (self.health or self.q or self.only)

    @property
    def query(self) -> str:
        """Return the filters as a query string."""
        given = {"health": self.health, "q": self.q, "only": self.only}
        if self.sort != DEFAULT_SORT:
            given["sort"] = self.sort
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class MatchPage:
    """A page of matches, and the number of matches on all pages."""

    rows: list[Match]
    total: int
    number: int

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.total


def listed_matches(program: Program | UUID | None, filters: MatchFilters) -> QuerySet[Match]:
    """Return the filtered introduced matches of a program (or of all programs) with their people, in order.

    Page, export and API all use it, so that they show the same rows.
    """
    found = Match.objects.introduced().with_people()
    if program is not None:
        found = found.filter(program=program)
    if filters.health == NEEDS_ACTION:
        found = found.filter(health__in=[Health.ATTENTION, Health.AT_RISK])
    elif filters.health:
        found = found.filter(health=filters.health)
    if filters.only == NO_GOAL:
        found = found.filter(goals_agreed=0)
    elif filters.only == OVERRIDDEN:
        found = found.exclude(override="")
    elif filters.only:
        found = found.with_main_signal(filters.only)
    if name := normalize_name(filters.q):
        found = found.with_name_starting(name)
    if filters.sort in ORDERS:
        return found.order_by(*ORDERS[filters.sort])
    return found.worst_first(best_first=filters.sort == f"-{DEFAULT_SORT}")


def match_page(program: Program, filters: MatchFilters, *, number: int = 1) -> MatchPage:
    """Return one page of matches with the total. One query."""
    found = listed_matches(program, filters).annotate(total=Window(Count("id")))
    rows = list(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return MatchPage(rows, rows[0].total if rows else 0, number)
