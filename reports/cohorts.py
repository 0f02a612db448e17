"""Read cohorts from the directory, its events and the programs: a few statements over sets, whatever the size."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from mentoring.imports.enums import RunState
from mentoring.imports.models import ImportRun
from mentoring.people.enums import EventKind, ExitReason
from mentoring.people.models import EmploymentEvent, Person, PersonAttributes
from programs.enums import ParticipantState
from programs.models import Match, Participant, Program
from reports.enums import Direction, LeaveKind
from reports.models import Kpi, KpiReading
from reports.outcomes.changes import Kpi as KpiFacts
from reports.outcomes.outcome import ROLES
from reports.outcomes.people import Cohort, Employee, months_between

# Whoever was to take part is analyzed, matched or not, to the end or not; who was turned down never was.
TAKING_PART = (ParticipantState.APPLIED, ParticipantState.ACCEPTED, ParticipantState.LEFT)
# Files that say who works here and what became of them.
EMPLOYMENT_FILES = ("directory", "employment-events")
READINGS_FILE = "kpi-readings"


def known_until(today: date) -> tuple[date, date]:
    """Return the days up to which exits and promotions, and KPI values, are known.

    Each is the latest such file's; without any file it is today: the facts then came in by themselves.
    """
    latest = dict(
        ImportRun.objects.filter(
            kind__in=(*EMPLOYMENT_FILES, READINGS_FILE), state=RunState.DONE, as_of__lte=today
        )
        .values_list("kind")
        .annotate(day=Max("as_of"))
    )
    readings = latest.pop(READINGS_FILE, None)
    until = max(latest.values(), default=today)
    return until, max(readings or until, until)


@dataclass
class Directory:
    """Hold what is known of everybody, once for all cohorts of an organization: dates, exits and promotions.

    Five statements, each one pass over its table. What lies after `known_until` has not happened yet.
    """

    known_until: date
    leave_kind: str = LeaveKind.ALL
    readings_until: date | None = None
    people: list[tuple] = field(default_factory=list)
    exits: dict[UUID, tuple[date, str]] = field(default_factory=dict)
    promotions: dict[UUID, list[tuple[date, str]]] = field(default_factory=dict)
    attributes: dict[UUID, list[tuple]] = field(default_factory=dict)
    participations: list[tuple] = field(default_factory=list)
    programs: dict[UUID, Program] = field(default_factory=dict)

    @classmethod
    def read(
        cls, *, until: date, leave_kind: str = LeaveKind.ALL, readings_until: date | None = None
    ) -> "Directory":
        """Read the open scope's directory as it was known on that day."""
        found = cls(until, leave_kind, readings_until)
        found.people = list(
            Person.objects.values_list("id", "hired_on", "left_on", "is_departed").iterator(chunk_size=20000)
        )
        events = EmploymentEvent.objects.known_on(until).exclude(kind=EventKind.MOVE).order_by("happened_on")
        promotions = defaultdict(list)
        for person, kind, day, from_level, reason in events.values_list(
            "person_id", "kind", "happened_on", "from_level", "exit_reason"
        ).iterator(chunk_size=20000):
            if kind == EventKind.EXIT:
                found.exits[person] = (day, reason)
            else:
                promotions[person].append((day, from_level))
        found.promotions = dict(promotions)
        attributes = defaultdict(list)
        rows = PersonAttributes.objects.order_by("person_id", "valid_from")
        for person, *values in rows.values_list(
            "person_id", "valid_from", "level", "department", "location"
        ).iterator(chunk_size=20000):
            attributes[person].append(tuple(values))
        found.attributes = dict(attributes)
        found.participations = list(
            Participant.objects.filter(state__in=TAKING_PART).values_list(
                "program_id", "person_id", "role", "id"
            )
        )
        found.programs = {program.pk: program for program in Program.objects.all()}
        return found

    def gone_on(self, person: UUID, left_on: date | None) -> date | None:
        """Return the day a person left, when it is known to have come."""
        if person in self.exits:
            return self.exits[person][0]
        return left_on if left_on is not None and left_on <= self.known_until else None


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
        gone_on = directory.gone_on(person, left_on)
        if (hired_on is not None and hired_on > index) or (gone_on is not None and gone_on <= index):
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
            tenure_months=None if hired_on is None else months_between(hired_on, index),
            exit_month=None if gone_on is None else months_between(index, gone_on),
            exit_counts=_counts(directory, person),
            promotion_month=_promotion(directory, person, index),
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


def _counts(directory: Directory, person: UUID) -> bool:
    """Tell whether this person's leaving counts; one whose reason nobody knows does."""
    if directory.leave_kind == LeaveKind.ALL or person not in directory.exits:
        return True
    return directory.exits[person][1] in ("", ExitReason.RESIGNATION)


def _promotion(directory: Directory, person: UUID, index: date) -> float | None:
    days = (day for day, _level in directory.promotions.get(person, ()) if day > index)
    first = min(days, default=None)
    return None if first is None else months_between(index, first)


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
            if day <= program.starts_on:
                phase = "readings"
            elif program.ends_on is not None and day >= program.ends_on:
                phase = "after"
            else:
                phase = "during"
            values = self.phases.setdefault(person, {"readings": {}, "during": {}, "after": {}})[phase]
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
