"""Read cohorts from the directory, its events and the programs: a few statements over sets, whatever the size."""

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
from reports.outcomes.directory import Directory
from reports.outcomes.figures.assemble import ROLES
from reports.outcomes.figures.change import Kpi as KpiFacts
from reports.outcomes.figures.people import Cohort, Employee, months_between


def cohorts_of(directory: Directory, program: Program) -> list[Cohort]:
    """Return the cohort of each role that somebody has in the program.

    Both groups' clock starts on the program's first day, also for somebody who joined later: their own day would
    leave out those who were gone by then. Who was not employed on that day is in neither group, and counted.
    """
    index = program.starts_on
    if index > directory.known_until:
        return []
    roles: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    for program_id, person, role, participant in directory.participations:
        if program_id == program.pk:
            roles[role][person] = participant
    here = {person for members in roles.values() for person in members}
    busy, joined = _elsewhere(directory, program, here)
    readings = _Readings(program, directory.readings_until or directory.known_until)
    matched = _matched(program)
    people: dict[UUID, Employee] = {}
    undated: set[UUID] = set()
    later: set[UUID] = set()
    for person, hired_on, left_on, is_departed in directory.people:
        gone_on, reason = directory.left(person, hired_on=hired_on, left_on=left_on, index=index) or (
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
        level, department, location, is_later = _attributes_on(directory, person, index)
        if is_later:
            later.add(person)
        people[person] = Employee(
            key=str(person),
            level=level,
            department=department,
            location=location,
            tenure_months=None if hired_on is None or hired_on > index else months_between(hired_on, index),
            exit_month=None if gone_on is None else months_between(index, gone_on),
            exit_counts=_counts(directory, reason),
            promotion_month=_promotion(directory, person, index, gone_on),
            **readings.of(person),
        )
    others = tuple(it for person, it in people.items() if person not in here and person not in busy)
    common: dict[str, Any] = {
        "program": str(program.pk),
        "name": program.name,
        "index_on": index,
        "known_until": directory.known_until,
        "readings_until": directory.readings_until,
        "others": others,
        "only_resignations": directory.leave_kind == LeaveKind.RESIGNATION,
        "contaminated": len(joined - here),
        "elsewhere": len((busy & people.keys()) - here),
        "is_over": program.ends_on is not None
        and program.ends_on <= (directory.readings_until or directory.known_until),
        "promotions_seen": any(day > index for days in directory.promotions.values() for day, _level in days),
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


def employed_on(directory: Directory, day: date) -> Iterator[tuple[str, str, str]]:
    """Yield everybody who was employed on the day, with department and place on it."""
    for person, hired_on, left_on, is_departed in directory.people:
        left = directory.left(person, hired_on=hired_on, left_on=left_on, index=day)
        is_gone = left[0] <= day if left else is_departed
        if not is_gone and not (hired_on and hired_on > day):
            _level, department, location, _is_later = _attributes_on(directory, person, day)
            yield str(person), department, location


def phase_of(program: Program, day: date) -> str:
    """Return whether a value of that day is from before the program, from during it or from after it."""
    if day <= program.starts_on:
        return "before"
    return "after" if program.ends_on is not None and day >= program.ends_on else "during"


def kpi_facts() -> dict[str, KpiFacts]:
    """Return the organization's KPIs by name."""
    return {
        name: KpiFacts(name, direction == Direction.UP, definition, unit)
        for name, direction, definition, unit in Kpi.objects.values_list(
            "name", "direction", "definition", "unit"
        )
    }


def _elsewhere(directory: Directory, program: Program, here: set[UUID]) -> tuple[set[UUID], set[UUID]]:
    """Return who was in another program already when this one began, and who joined one later.

    The first cannot be compared: they have mentoring. The second stay in the comparison, because whom to keep
    must not depend on what came after the index date; they make the difference smaller than it is.
    """
    busy: set[UUID] = set()
    joined: set[UUID] = set()
    for program_id, person, _role, _participant in directory.participations:
        other = directory.programs.get(program_id)
        if other is None or other.pk == program.pk or person in here:
            continue
        if other.starts_on <= program.starts_on:
            if other.ends_on is None or other.ends_on >= program.starts_on:
                busy.add(person)
        elif other.starts_on <= directory.known_until:
            joined.add(person)
    return busy, joined - busy


def _matched(program: Program) -> set[UUID]:
    return {
        side
        for pair in Match.objects.filter(program=program).values_list("mentor_id", "mentee_id")
        for side in pair
    }


def _attributes_on(directory: Directory, person: UUID, index: date) -> tuple[str, str, str, bool]:
    """Return level, department and location on the day; from the first later row where none is older.

    Such a later level is brought back to the day by the promotions in between, which name the level they left.
    """
    rows = directory.attributes.get(person)
    if not rows:
        return "", "", "", False
    at = bisect_right(rows, index, key=lambda row: row[0])
    if at:
        return (*rows[at - 1][1:], False)
    seen_on, level, department, location = rows[0]
    for day, from_level in directory.promotions.get(person, ()):
        if index < day <= seen_on and from_level:
            return from_level, department, location, True
    return level, department, location, True


def _counts(directory: Directory, reason: str) -> bool:
    """Tell whether a leaving counts; one whose reason nobody knows does."""
    return directory.leave_kind == LeaveKind.ALL or reason in ("", ExitReason.RESIGNATION)


def _promotion(directory: Directory, person: UUID, index: date, gone_on: date | None) -> float | None:
    """Return the months to the first promotion; one after leaving is of another employment."""
    days = (day for day, _level in directory.promotions.get(person, ()) if day > index)
    first = min(days, default=None)
    return (
        None if first is None or (gone_on is not None and first > gone_on) else months_between(index, first)
    )


class _Readings:
    """Everybody's KPI values by phase: up to the program's first day, from its last day on, and between."""

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
            # The latest counts, but the first of those after: nearest to the program on either side.
            if phase != "after" or name not in values:
                values[name] = value

    def of(self, person: UUID) -> dict[str, dict[str, float]]:
        return self.phases.get(person, {})


def siblings_of(
    directory: Directory, program: Program, programs: Iterable[Program]
) -> dict[str, Sequence[Cohort]]:
    """Return the cohorts of the organization's other programs by role, for pooling."""
    found: dict[str, list[Cohort]] = defaultdict(list)
    for other in sorted(programs, key=lambda it: (it.starts_on, str(it.pk))):
        if other.pk != program.pk:
            for cohort in cohorts_of(directory, other):
                found[cohort.role].append(cohort)
    return dict(found)
