"""Reads of the directory: people as they are on a day, and one person's dated attributes.

A leaving date after that day is in none of them: it is stored and shown to nobody until it has passed.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mentoring.people.models import EmploymentEvent, Person, PersonAttributes
from mentoring.people.names import normalize_name

CHOICES_SHOWN = 200
ATTRIBUTES = ("department", "level", "location")


@dataclass(frozen=True)
class AskedPeople:
    """Who is wanted. Empty is everybody who works here; `has_left` asks for those who have left instead."""

    q: str = ""
    department: str = ""
    level: str = ""
    location: str = ""
    has_left: bool = False


@dataclass(frozen=True)
class PersonHistory:
    """What the directory said of a person, newest first, and what happened, up to a day."""

    attributes: list[PersonAttributes]
    events: list[EmploymentEvent]


def people_on(day: date, asked: AskedPeople) -> QuerySet[Person]:
    """Return the people that were asked for, with department, level and location as they are on that day."""
    people = Person.objects.gone(day) if asked.has_left else Person.objects.not_gone(day)
    if name := normalize_name(asked.q):
        people = people.called(name)
    people = people.with_attributes(day)
    chosen = {name: value for name in ATTRIBUTES if (value := getattr(asked, name))}
    return people.filter(**chosen) if chosen else people


def attribute_choices(day: date) -> dict[str, list[str]]:
    """Return the departments, levels and locations that people have on that day, by one query."""
    found = PersonAttributes.objects.as_of(day).values_list(*ATTRIBUTES)
    rows = list(found)
    return {
        name: sorted({row[n] for row in rows if row[n]})[:CHOICES_SHOWN] for n, name in enumerate(ATTRIBUTES)
    }


def history_of(person: Person, *, day: date) -> PersonHistory:
    """Return what was known of the person on that day. Two queries."""
    attributes = PersonAttributes.objects.filter(person=person, valid_from__lte=day).select_related("manager")
    events = EmploymentEvent.objects.filter(person=person).known_on(day)
    return PersonHistory(
        list(attributes.order_by("-valid_from")), list(events.order_by("-happened_on", "id"))
    )
