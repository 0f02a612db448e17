"""Programs as lists: which there are, the one that is open beside the others, and how each stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Value, When

from programs.enums import Health, MatchState
from programs.health.evaluate import is_over
from programs.models import Program

SWITCHED_BETWEEN = 20


@dataclass(frozen=True)
class Listed:
    """A program with its numbers of matches."""

    program: Program
    matches: int
    on_track: int
    to_look_at: int
    is_over: bool


def program_beside_others(program_id: UUID) -> list[Program]:
    """Return the program, if it exists, and then the newest others: what the page and its switcher need, at once."""
    first = Case(When(pk=program_id, then=Value(0)), default=Value(1))
    return list(
        Program.objects.with_quiet_days()
        .annotate(rank=first)
        .order_by("rank", "-starts_on", "name", "id")[: SWITCHED_BETWEEN + 1]
    )


def listed_programs(*, today: date) -> list[Listed]:
    """Return every program, those under way first, with its matches counted. One query."""
    introduced = ~Q(matches__state__in=[MatchState.PROPOSED, MatchState.APPROVED])
    programs = with_match_counts(Program.objects.newest_first(), introduced)
    found = [
        Listed(p, p.match_count, p.on_track_count, p.to_look_at_count, is_over(p, today)) for p in programs
    ]
    return sorted(found, key=lambda listed: listed.is_over)


def with_match_counts(programs: QuerySet[Program], introduced: Q) -> QuerySet[Program]:
    look = Q(matches__health__in=[Health.ATTENTION, Health.AT_RISK])
    return programs.annotate(
        match_count=Count("matches", filter=introduced & Q(matches__isnull=False)),
        on_track_count=Count("matches", filter=introduced & Q(matches__health=Health.ON_TRACK)),
        to_look_at_count=Count("matches", filter=introduced & look),
    )
