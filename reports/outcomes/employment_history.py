"""The employment history of an organization, read once: dates, exits, promotions, attributes, participations."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, QuerySet, TextField
from django.db.models.functions import Cast

from mentoring.imports.enums import RunState
from mentoring.imports.models import ImportRun
from mentoring.people.enums import EventKind
from mentoring.people.models import EmploymentEvent, Person, PersonAttributes
from programs.enums import ParticipantState
from programs.models import Participant, Program
from programs.selectors.programs import made_up_people
from reports.enums import ComparedWith, LeaveKind
from reports.models import ComparisonObjection
from reports.outcomes.figures.people import months_between

# Intention to treat: matched or not, to the end or not. Who was declined never took part.
TAKING_PART = frozenset({ParticipantState.APPLIED, ParticipantState.ACCEPTED, ParticipantState.LEFT})
# Kinds of file with employment dates and events.
EMPLOYMENT_FILES = ("directory", "employment-events")
READINGS_FILE = "kpi-readings"


def known_until(today: date) -> tuple[date, date]:
    """Return the days up to which employment events and KPI values are known.

    Each is the date of the latest such file, or today where there is no file.
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


class Participation(NamedTuple):
    """A person who applied to a program in one role; `enrolled_on` is None where it is not known."""

    program: UUID
    person: UUID
    role: str
    participant: UUID
    enrolled_on: date | None
    takes_part: bool


@dataclass
class EmploymentHistory:
    """Hold everybody's employment dates and events, once for all cohorts of an organization.

    Six statements, each one pass over its table. What is dated after `known_until` has not happened yet.
    """

    known_until: date
    leave_kind: str = LeaveKind.ALL
    readings_until: date | None = None
    primary_months: int = 12
    is_random: bool = False
    compares_with: str = ComparedWith.COLLEAGUES
    people: list[tuple] = field(default_factory=list)
    exits: dict[UUID, list[tuple[date, str]]] = field(default_factory=dict)
    promotions: dict[UUID, list[tuple[date, str]]] = field(default_factory=dict)
    attributes: dict[UUID, list[tuple]] = field(default_factory=dict)
    participations: list[Participation] = field(default_factory=list)
    programs: dict[UUID, Program] = field(default_factory=dict)
    # People who objected to being compared.
    objected: frozenset[UUID] = frozenset()
    _followed: dict[date, float] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        *,
        until: date,
        leave_kind: str = LeaveKind.ALL,
        readings_until: date | None = None,
        primary_months: int = 12,
        is_random: bool = False,
        compares_with: str = ComparedWith.COLLEAGUES,
    ) -> "EmploymentHistory":
        """Read the history of the open scope as it was known on that day."""
        found = cls(until, leave_kind, readings_until, primary_months, is_random, compares_with)
        people = Person.objects.exclude(pk__in=made_up_people())
        found.people = list(_rows(people, "id", "hired_on", "left_on", "is_departed"))
        events = EmploymentEvent.objects.known_on(until).exclude(kind=EventKind.MOVE).order_by("happened_on")
        exits: dict[UUID, list] = defaultdict(list)
        promotions: dict[UUID, list] = defaultdict(list)
        attributes: dict[UUID, list] = defaultdict(list)
        columns = ("person_id", "kind", "happened_on", "from_level", "exit_reason")
        for person, kind, day, from_level, reason in _rows(events, *columns):
            if kind == EventKind.EXIT:
                exits[person].append((day, reason))
            else:
                promotions[person].append((day, from_level))
        rows = PersonAttributes.objects.order_by("person_id", "valid_from")
        for person, *values in _rows(rows, "person_id", "valid_from", "level", "department", "location"):
            mine = attributes[person]
            # Monthly directories repeat the same attributes.
            if not mine or list(mine[-1][1:]) != values[1:]:
                mine.append(tuple(values))
        found.exits, found.promotions, found.attributes = dict(exits), dict(promotions), dict(attributes)
        applied = Participant.objects.filter(program__is_test_run=False).values_list(
            "program_id", "person_id", "role", "id", "enrolled_on", "state"
        )
        found.participations = [
            Participation(program, person, role, participant, day, takes_part=state in TAKING_PART)
            for program, person, role, participant, day, state in applied
        ]
        found.objected = frozenset(ComparisonObjection.objects.values_list("person_id", flat=True))
        found.programs = {program.pk: program for program in Program.objects.without_test_runs()}
        return found

    def months_followed(self, index: date) -> float:
        """Return the months from a first day to the data cut. Few different days occur, so each is calculated once."""
        if index not in self._followed:
            self._followed[index] = months_between(index, self.known_until)
        return self._followed[index]

    def left(
        self, person: UUID, *, hired_on: date | None, left_on: date | None, index: date
    ) -> tuple[date, str] | None:
        """Return date and reason of the exit from the employment that covers `index`; None if still employed.

        Somebody can leave and come back: the first exit after the index date counts. One before the last hire does
        not, unless it lies after the index date: then the person was employed on it and came back later.
        """
        days = dict(self.exits.get(person, ()))
        if left_on is not None and left_on <= self.known_until:
            days.setdefault(left_on, "")
        mine = sorted(day for day in days if hired_on is None or day >= hired_on or day > index)
        later = [day for day in mine if day > index]
        day = later[0] if later else mine[-1] if mine else None
        return None if day is None else (day, days[day])


def _rows(found: QuerySet, *columns: str) -> Iterator[tuple]:
    """Yield the columns of every row, sharing equal values: half a million rows repeat a few thousand.

    The first column is an ID. It is read as text, and each person's is made a UUID once for their consecutive rows.
    """
    known: dict = {}
    newest, person = "", UUID(int=0)
    rows = found.annotate(id_text=Cast(columns[0], TextField())).values_list("id_text", *columns[1:])
    for text, *rest in rows.iterator(chunk_size=5000):
        if text != newest:
            newest, person = text, UUID(text)
        yield (person, *[known.setdefault(value, value) for value in rest])
