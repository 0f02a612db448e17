"""A program's matches as a list, filtered and ordered as the query string says."""

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
TO_LOOK_AT = "to_look_at"
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
class Asked:
    """Which matches are wanted, in which order. Empty is all of them, worst first."""

    health: str = ""
    q: str = ""
    only: str = ""
    sort: str = DEFAULT_SORT

    @property
    def is_everything(self) -> bool:
        return not (self.health or self.q or self.only)

    @property
    def query(self) -> str:
        """Return the query string that asks the same."""
        given = {"health": self.health, "q": self.q, "only": self.only}
        if self.sort != DEFAULT_SORT:
            given["sort"] = self.sort
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class MatchPage:
    """A page of matches and how many there are on all of them."""

    rows: list[Match]
    total: int
    number: int

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.total


def listed_matches(program: Program | UUID | None, asked: Asked) -> QuerySet[Match]:
    """Return the introduced matches that are asked for, in order, with their people; of all programs without one.

    Page, file and API read this one, so that their rows and numbers cannot differ.
    """
    found = Match.objects.introduced().with_people()
    if program is not None:
        found = found.filter(program=program)
    if asked.health == TO_LOOK_AT:
        found = found.filter(health__in=[Health.ATTENTION, Health.AT_RISK])
    elif asked.health:
        found = found.filter(health=asked.health)
    if asked.only == NO_GOAL:
        found = found.filter(goals_agreed=0)
    elif asked.only == OVERRIDDEN:
        found = found.exclude(override="")
    if name := normalize_name(asked.q):
        found = found.of_somebody_called(name)
    if asked.sort in ORDERS:
        return found.order_by(*ORDERS[asked.sort])
    return found.worst_first(best_first=asked.sort == f"-{DEFAULT_SORT}")


def match_page(program: Program, asked: Asked, *, number: int = 1) -> MatchPage:
    """Return one page with the total, by one query: both come from counted columns of the program's matches."""
    found = listed_matches(program, asked).annotate(total=Window(Count("id")))
    rows = list(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return MatchPage(rows, rows[0].total if rows else 0, number)
