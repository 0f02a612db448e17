"""Lists of programs with their numbers of matches."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from mentoring.tenancy.models import Membership
from programs.enums import DRAFTS, ApplicationState, Health
from programs.health.evaluate import is_over
from programs.models import Application, Participant, Program

SWITCHED_BETWEEN = 20
# How the employee id of a person begins who was made up for a test run.
MADE_UP = "TEST-"


@dataclass(frozen=True)
class ListedProgram:
    """A program and its numbers of matches."""

    program: Program
    matches: int
    on_track: int
    needs_action: int
    is_over: bool


def program_and_others(program_id: UUID, *, membership: Membership) -> list[Program]:
    """Return the program first, if the member may see it, and then the newest others, for the program switcher.

    `to_decide` of each is the number of applications of the first that are to be decided, for the menu.
    """
    first = Case(When(pk=program_id, then=Value(0)), default=Value(1))
    submitted = Application.objects.filter(program=program_id, state=ApplicationState.SUBMITTED).order_by()
    to_decide = Subquery(submitted.values("program").annotate(n=Count("id")).values("n"))
    return list(
        Program.objects.visible_to(membership)
        .with_breaks()
        .annotate(rank=first, to_decide=Coalesce(to_decide, 0))
        .order_by("rank", "-starts_on", "name", "id")[: SWITCHED_BETWEEN + 1]
    )


def listed_programs(*, membership: Membership, today: date) -> list[ListedProgram]:
    """Return the programs that the member may see with their numbers of matches, those under way first. One query."""
    introduced = ~Q(matches__state__in=DRAFTS)
    programs = with_match_counts(Program.objects.visible_to(membership).newest_first(), introduced)
    found = [
        ListedProgram(p, p.match_count, p.on_track_count, p.needs_action_count, is_over(p, today))
        for p in programs
    ]
    return sorted(found, key=lambda listed: listed.is_over)


def with_match_counts(programs: QuerySet[Program], introduced: Q) -> QuerySet[Program]:
    look = Q(matches__health__in=[Health.ATTENTION, Health.AT_RISK])
    return programs.annotate(
        match_count=Count("matches", filter=introduced & Q(matches__isnull=False)),
        on_track_count=Count("matches", filter=introduced & Q(matches__health=Health.ON_TRACK)),
        needs_action_count=Count("matches", filter=introduced & look),
    )


def made_up_people() -> QuerySet[Participant, UUID]:
    """Return the ids of the people who were made up for test runs, for use in another query."""
    rows = Participant.objects.filter(program__is_test_run=True, person__employee_id__startswith=MADE_UP)
    return rows.values_list("person", flat=True)


def test_runs_among(program_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these are test runs. One query."""
    return set(Program.objects.filter(pk__in=program_ids, is_test_run=True).values_list("pk", flat=True))
