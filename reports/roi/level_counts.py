"""Count people and session time by role and level: two million sessions are read by a job, never by a page."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from mentoring.people.models import PersonAttributes
from programs.enums import ParticipantRole, SessionState
from programs.models import Participant, Program, Session
from reports.models import LevelCount
from reports.roi.actions.plan import locked_plan

ROLES = (ParticipantRole.MENTOR, ParticipantRole.MENTEE)


def count_levels(program: Program, *, until: date) -> list[LevelCount]:
    """Return the counts of a program up to a day, unsaved. Reads the history."""
    found: dict[tuple[str, str], LevelCount] = {}

    def row_of(role: str, level: str) -> LevelCount:
        return found.setdefault((role, level), LevelCount(program=program, role=role, level=level))

    people = (
        Participant.objects.filter(program=program)
        .annotate(level=_level("person", Value(program.starts_on)))
        .values("role", "level")
        .annotate(n=Count("id"))
    )
    for row in people:
        row_of(row["role"], row["level"]).people = row["n"]
    for role in ROLES:
        for row in _sessions(program, role, until):
            counted = row_of(role, row["level"])
            counted.sessions, counted.minutes, counted.unrecorded = (
                row["n"], row["minutes_held"], row["without"],
            )  # fmt: skip
    return list(found.values())


@transaction.atomic
def store_levels(program: Program, *, today: date) -> None:
    """Replace the program's counts: up to today, or to the day on which its costs were closed."""
    # Two jobs would both insert.
    plan = locked_plan(program)
    until = plan.costs_closed_on or today
    rows = count_levels(program, until=until)
    LevelCount.objects.filter(program=program).delete()
    LevelCount.objects.bulk_create(rows)
    plan.counted_until = until
    plan.save(update_fields=["counted_until"])


def _sessions(program: Program, role: str, until: date) -> Any:
    held = Session.objects.filter(program=program, state=SessionState.HELD, happens_on__lte=until)
    if role == ParticipantRole.MENTOR:
        # A mentor who meets several mentees at once spends the time once; each of the mentees spends it, too.
        held = held.filter(counts_minutes=True)
    return (
        held.annotate(level=_level(f"match__{role}__person", OuterRef("happens_on")))
        .values("level")
        .annotate(
            n=Count("id"),
            minutes_held=Coalesce(Sum("minutes"), 0),
            without=Count("id", filter=Q(minutes__isnull=True)),
        )
        .order_by("level")
    )


def _level(person: str, day: Any) -> Coalesce:
    """Return the person's level on the day; where nothing is known so early, the first later one."""
    rows = PersonAttributes.objects.filter(person=OuterRef(person))
    return Coalesce(
        Subquery(rows.filter(valid_from__lte=day).order_by("-valid_from").values("level")[:1]),
        Subquery(rows.order_by("valid_from").values("level")[:1]),
        Value(""),
    )
