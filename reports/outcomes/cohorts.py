"""Read cohorts from the directory, its events and the programs, in a few statements whatever the size."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from mentoring.people.enums import ExitReason
from programs.models import Match, Program
from reports.enums import Direction, LeaveKind
from reports.models import Kpi, KpiReading
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.figures.assemble import ROLES
from reports.outcomes.figures.change import KpiDefinition
from reports.outcomes.figures.people import Cohort, Employee, months_between


def cohorts_of(history: EmploymentHistory, program: Program) -> list[Cohort]:
    """Return the cohort of each role that has participants in the program.

    The index date of both groups is the program's first day, also for somebody who joined later: their own day
    would leave out those who had left by then. Who was not employed on it is in neither group, and counted.
    """
    index = program.starts_on
    if index > history.known_until:
        return []
    roles: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    for program_id, person, role, participant in history.participations:
        if program_id == program.pk:
            roles[role][person] = participant
    here = {person for members in roles.values() for person in members}
    busy, joined = _other_program_members(history, program, here)
    readings = KpiValues(program, history.readings_until or history.known_until)
    matched = _matched(program)
    people: dict[UUID, Employee] = {}
    undated: set[UUID] = set()
    later: set[UUID] = set()
    for person, hired_on, left_on, is_departed in history.people:
        gone_on, reason = history.left(person, hired_on=hired_on, left_on=left_on, index=index) or (
            None,
            "",
        )
        if gone_on is not None and gone_on <= index:
            continue
        came_back = hired_on is not None and gone_on is not None and gone_on < hired_on
        if hired_on is not None and hired_on > index and not came_back:
            continue
        if gone_on is None and left_on is None and is_departed:
            undated.add(person)
            continue
        level, department, location, is_later = _attributes_on(history, person, index)
        if is_later:
            later.add(person)
        people[person] = Employee(
            key=str(person),
            level=level,
            department=department,
            location=location,
            tenure_months=None if hired_on is None or hired_on > index else months_between(hired_on, index),
            exit_month=None if gone_on is None else months_between(index, gone_on),
            exit_counts=_counts(history, reason),
            promotion_month=_promotion(history, person, index, gone_on),
            **readings.of(person),
        )
    others = tuple(it for person, it in people.items() if person not in here and person not in busy)
    common: dict[str, Any] = {
        "program": str(program.pk),
        "name": program.name,
        "index_on": index,
        "known_until": history.known_until,
        "readings_until": history.readings_until,
        "others": others,
        "only_resignations": history.leave_kind == LeaveKind.RESIGNATION,
        "contaminated": len(joined - here),
        "excluded_other_program": len((busy & people.keys()) - here),
        "is_over": program.ends_on is not None
        and program.ends_on <= (history.readings_until or history.known_until),
        "promotions_seen": any(day > index for days in history.promotions.values() for day, _level in days),
    }
    return [
        Cohort(
            role=role,
            participants=tuple(people[person] for person in sorted(roles[role]) if person in people),
            never_matched=sum(participant not in matched for participant in roles[role].values()),
            not_employed=sum(person not in people and person not in undated for person in roles[role]),
            left_undated=sum(person in undated for person in roles[role]),
            later_attributes=sum(person in later for person in roles[role]),
            **common,
        )
        for role in ROLES
        if roles[role]
    ]


def employed_on(history: EmploymentHistory, day: date) -> Iterator[tuple[str, str, str]]:
    """Yield everybody employed on the day, with department and location on it."""
    for person, hired_on, left_on, is_departed in history.people:
        left = history.left(person, hired_on=hired_on, left_on=left_on, index=day)
        is_gone = left[0] <= day if left else is_departed
        if not is_gone and not (hired_on and hired_on > day):
            _level, department, location, _is_later = _attributes_on(history, person, day)
            yield str(person), department, location


def phase_of(program: Program, day: date) -> str:
    """Return the phase of a day: before, during or after the program."""
    if day <= program.starts_on:
        return "before"
    return "after" if program.ends_on is not None and day >= program.ends_on else "during"


def kpi_definitions() -> dict[str, KpiDefinition]:
    """Return the organization's KPIs by name."""
    return {
        name: KpiDefinition(name, direction == Direction.UP, definition, unit)
        for name, direction, definition, unit in Kpi.objects.values_list(
            "name", "direction", "definition", "unit"
        )
    }


def _other_program_members(
    history: EmploymentHistory, program: Program, here: set[UUID]
) -> tuple[set[UUID], set[UUID]]:
    """Return who was in another program when this one began, and who joined one later.

    The first are excluded from the comparison, because they have mentoring. The second stay in it, because excluding
    them would depend on what came after the index date; they make the difference smaller than it is.
    """
    busy: set[UUID] = set()
    joined: set[UUID] = set()
    for program_id, person, _role, _participant in history.participations:
        other = history.programs.get(program_id)
        if other is None or other.pk == program.pk or person in here:
            continue
        if other.starts_on <= program.starts_on:
            if other.ends_on is None or other.ends_on >= program.starts_on:
                busy.add(person)
        elif other.starts_on <= history.known_until:
            joined.add(person)
    return busy, joined - busy


def _matched(program: Program) -> set[UUID]:
    return {
        participant
        for pair in Match.objects.filter(program=program).values_list("mentor_id", "mentee_id")
        for participant in pair
    }


def _attributes_on(history: EmploymentHistory, person: UUID, index: date) -> tuple[str, str, str, bool]:
    """Return level, department and location on the day, and whether they come from a later row.

    Where no row is older, the first later one counts; promotions in between name the level that was left.
    """
    rows = history.attributes.get(person)
    if not rows:
        return "", "", "", False
    at = bisect_right(rows, index, key=lambda row: row[0])
    if at:
        return (*rows[at - 1][1:], False)
    seen_on, level, department, location = rows[0]
    for day, from_level in history.promotions.get(person, ()):
        if index < day <= seen_on and from_level:
            return from_level, department, location, True
    return level, department, location, True


def _counts(history: EmploymentHistory, reason: str) -> bool:
    """Return whether an exit counts; one without a known reason does."""
    return history.leave_kind == LeaveKind.ALL or reason in ("", ExitReason.RESIGNATION)


def _promotion(history: EmploymentHistory, person: UUID, index: date, gone_on: date | None) -> float | None:
    """Return the months to the first promotion; one after the exit belongs to another employment."""
    days = (day for day, _level in history.promotions.get(person, ()) if day > index)
    first = min(days, default=None)
    return (
        None if first is None or (gone_on is not None and first > gone_on) else months_between(index, first)
    )


class KpiValues:
    """Everybody's KPI values by phase: up to the program's first day, from its last day on, and in between."""

    def __init__(self, program: Program, until: date) -> None:
        self.phases: dict[UUID, dict[str, dict[str, float]]] = {}
        rows = (
            KpiReading.objects.filter(Q(person__isnull=False), taken_on__lte=until)
            .order_by("taken_on")
            .values_list("person_id", "kpi__name", "taken_on", "value")
        )
        for person, name, day, value in rows.iterator(chunk_size=20000):
            phase = phase_of(program, day)
            values = self.phases.setdefault(person, {"readings": {}, "during": {}, "after": {}})[
                "readings" if phase == "before" else phase
            ]
            # The latest value counts; after the program, the first.
            if phase != "after" or name not in values:
                values[name] = value

    def of(self, person: UUID) -> dict[str, dict[str, float]]:
        return self.phases.get(person, {})


def siblings_of(
    history: EmploymentHistory, program: Program, programs: Iterable[Program]
) -> dict[str, Sequence[Cohort]]:
    """Return the cohorts of the organization's other programs by role, for pooling."""
    found: dict[str, list[Cohort]] = defaultdict(list)
    for other in sorted(programs, key=lambda it: (it.starts_on, str(it.pk))):
        if other.pk != program.pk:
            for cohort in cohorts_of(history, other):
                found[cohort.role].append(cohort)
    return dict(found)
