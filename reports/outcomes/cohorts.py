"""Read cohorts from the directory, its events and the programs, in a few statements whatever the size."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from mentoring.people.enums import ExitReason
from programs.models import Match, Program
from reports.enums import ComparedWith, Direction, LeaveKind
from reports.models import Kpi, KpiReading
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.figures.assemble import ROLES
from reports.outcomes.figures.change import KpiDefinition
from reports.outcomes.figures.first_days import FirstDays
from reports.outcomes.figures.people import Cohort, Employee, months_between
from reports.outcomes.participant_starts import ParticipantStart, applied_on, participant_starts

# First and last day in another program; None while there is no last one.
Spell = tuple[date, date | None]
# Added to the key of a participant who is compared with others until their own first day.
EARLIER = "/earlier"


def cohorts_of(history: EmploymentHistory, program: Program) -> list[Cohort]:
    """Return the cohort of each role that has participants in the program.

    Each participant is followed from their own first day, each colleague from that of a participant. Who was not
    employed on it is in neither group, and counted.
    """
    starts = participant_starts(history, program)
    busy = _spells_in_other_programs(history, program)
    readings = KpiValues(program, history.readings_until or history.known_until)
    matched = _matched(program)
    return [
        cohort
        for role in ROLES
        if starts.get(role)
        and (cohort := _cohort(history, program, role, starts, busy, readings, matched)) is not None
    ]


def _cohort(
    history: EmploymentHistory,
    program: Program,
    role: str,
    starts: Mapping[str, Mapping[UUID, ParticipantStart]],
    busy: Mapping[UUID, Sequence[Spell]],
    readings: "KpiValues",
    matched: set[UUID],
) -> Cohort | None:
    mine = {person: it for person, it in starts[role].items() if it.day <= history.known_until}
    if not mine:
        return None
    # The day on which somebody began in the program, in whichever role came first.
    began: dict[UUID, date] = {}
    for of_role in starts.values():
        for person, start in of_role.items():
            began[person] = min(start.day, began.get(person, start.day))
    earliest = min(start.day for start in mine.values())
    first_days = FirstDays.of(
        (start.day, _attributes_on(history, person, earliest)[0]) for person, start in mine.items()
    )
    is_of_applicants = history.compares_with == ComparedWith.APPLICANTS
    applied = applied_on(history, program, role) if is_of_applicants else {}
    participants: list[Employee] = []
    others: list[Employee] = []
    counts: Counter[str] = Counter()
    for row in history.people:
        person, key = row[0], str(row[0])
        if person in mine:
            day = mine[person].day
            found = _employee(history, readings, row, day, key)
            if isinstance(found, Employee):
                participants.append(found)
                counts["later_attributes"] += _attributes_on(history, person, day)[3]
            else:
                counts[found] += 1
        day = first_days.draw(key, _attributes_on(history, person, earliest)[0])
        if person in began and began[person] <= day:
            continue
        if is_of_applicants and not (person in applied and applied[person] <= day):
            continue
        # Who takes part later is compared until then: they are sure to have stayed so long, and without them those
        # who were about to leave would weigh more among the others.
        found = _employee(history, readings, row, day, key + EARLIER if person in mine else key)
        if not isinstance(found, Employee):
            continue
        spells = busy.get(person, ())
        if any(first <= day and (last is None or last >= day) for first, last in spells):
            counts["excluded_other_program"] += 1
            continue
        others.append(found)
        joined = any(day < first <= history.known_until for first, _last in spells)
        counts["contaminated"] += joined or (person in began and began[person] <= history.known_until)
    return Cohort(
        program=str(program.pk),
        name=program.name,
        role=role,
        index_on=first_days.first,
        index_until=first_days.last,
        known_until=history.known_until,
        readings_until=history.readings_until,
        participants=tuple(sorted(participants, key=lambda person: person.key)),
        others=tuple(others),
        primary_months=history.primary_months,
        is_random=history.is_random,
        only_resignations=history.leave_kind == LeaveKind.RESIGNATION,
        never_matched=sum(start.participant not in matched for start in mine.values()),
        undated_start=sum(not start.is_known for start in mine.values())
        if first_days.last > first_days.first
        else 0,
        not_employed=counts["not_employed"],
        left_undated=counts["left_undated"],
        later_attributes=counts["later_attributes"],
        contaminated=counts["contaminated"],
        excluded_other_program=counts["excluded_other_program"],
        compares_with=history.compares_with,
        is_over=program.ends_on is not None
        and program.ends_on <= (history.readings_until or history.known_until),
        promotions_seen=any(
            day > first_days.first for days in history.promotions.values() for day, _level in days
        ),
    )


def _employee(
    history: EmploymentHistory, readings: "KpiValues", row: tuple, index: date, key: str
) -> Employee | str:
    """Return a person as of the index date, or why they are not counted: not_employed or left_undated."""
    person, hired_on, left_on, is_departed = row
    gone_on, reason = history.left(person, hired_on=hired_on, left_on=left_on, index=index) or (None, "")
    if gone_on is not None and gone_on <= index:
        return "not_employed"
    came_back = hired_on is not None and gone_on is not None and gone_on < hired_on
    if hired_on is not None and hired_on > index and not came_back:
        return "not_employed"
    if gone_on is None and left_on is None and is_departed:
        return "left_undated"
    level, department, location, _is_later = _attributes_on(history, person, index)
    return Employee(
        key=key,
        level=level,
        department=department,
        location=location,
        tenure_months=None if hired_on is None or hired_on > index else months_between(hired_on, index),
        exit_month=None if gone_on is None else months_between(index, gone_on),
        exit_counts=_counts(history, reason),
        promotion_month=_promotion(history, person, index, gone_on),
        index_on=index,
        followed=history.months_followed(index),
        has_objected=person in history.objected,
        **readings.of(person, index),
    )


def person_of(key: str) -> str:
    """Return the id of the person behind a key of a cohort."""
    return key.removesuffix(EARLIER)


def employed_on(history: EmploymentHistory, day: date) -> Iterator[tuple[str, str, str]]:
    """Yield everybody employed on the day, with department and location on it."""
    for person, hired_on, left_on, is_departed in history.people:
        left = history.left(person, hired_on=hired_on, left_on=left_on, index=day)
        is_gone = left[0] <= day if left else is_departed
        if not is_gone and not (hired_on and hired_on > day):
            _level, department, location, _is_later = _attributes_on(history, person, day)
            yield str(person), department, location


def phase_of(program: Program, day: date, index: date | None = None) -> str:
    """Return the phase of a day: before, during or after the program of somebody whose first day is `index`."""
    if day <= (index or program.starts_on):
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


def _spells_in_other_programs(history: EmploymentHistory, program: Program) -> dict[UUID, list[Spell]]:
    """Return from when to when each person was in other programs.

    Who is in one on their first day has mentoring already and is not compared. Who joins one later stays in the
    comparison, because leaving them out would depend on what came afterwards; that makes the difference smaller.
    """
    found: dict[UUID, list[Spell]] = defaultdict(list)
    for participation in history.participations:
        other = history.programs.get(participation.program)
        if participation.takes_part and other is not None and other.pk != program.pk:
            found[participation.person].append((participation.enrolled_on or other.starts_on, other.ends_on))
    return found


def _matched(program: Program) -> set[UUID]:
    return {
        participant
        for pair in Match.objects.filter(program=program).introduced().values_list("mentor_id", "mentee_id")
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
    """Everybody's KPI values by phase: up to a person's first day, from the program's last day on, and in between."""

    def __init__(self, program: Program, until: date) -> None:
        self.program = program
        self.values: dict[UUID, list[tuple[str, date, float]]] = defaultdict(list)
        rows = (
            KpiReading.objects.filter(Q(person__isnull=False), taken_on__lte=until)
            .order_by("taken_on")
            .values_list("person_id", "kpi__name", "taken_on", "value")
        )
        for person, name, day, value in rows.iterator(chunk_size=20000):
            self.values[person].append((name, day, value))

    def of(self, person: UUID, index: date) -> dict[str, dict[str, float]]:
        """Return the values of a person by phase. The latest value counts; after the program, the first."""
        rows = self.values.get(person)
        if not rows:
            return {}
        phases: dict[str, dict[str, float]] = {"readings": {}, "during": {}, "after": {}}
        for name, day, value in rows:
            phase = phase_of(self.program, day, index)
            values = phases["readings" if phase == "before" else phase]
            if phase != "after" or name not in values:
                values[name] = value
        return phases


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
