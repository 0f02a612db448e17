"""Queries of the directory: people as of a day, and one person's dated attributes.

Leaving dates after that day are stored but not disclosed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mentoring.people.models import EmploymentEvent, Person, PersonAttributes
from mentoring.people.names import normalize_name
from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import sees_assigned_programs_only
from mentoring.tenancy.scope import current_organization_id

CHOICES_SHOWN = 200
ATTRIBUTES = ("department", "level", "location")


@dataclass(frozen=True)
class PeopleFilters:
    """The filters of the directory; `has_left` selects people who have left instead of current ones."""

    q: str = ""
    department: str = ""
    level: str = ""
    location: str = ""
    has_left: bool = False


@dataclass(frozen=True)
class PersonHistory:
    """A person's attributes and events up to a day, newest first."""

    attributes: list[PersonAttributes]
    events: list[EmploymentEvent]


def people_on(day: date, filters: PeopleFilters, *, membership: Membership) -> QuerySet[Person]:
    """Return the people matching the filters whom the member may see.

    Department, level and location are annotated as of that day.
    """
    people = Person.objects.visible_to(membership)
    people = people.departed(day) if filters.has_left else people.not_departed(day)
    if name := normalize_name(filters.q):
        people = people.matching_name(name)
    people = people.with_attributes(day)
    chosen = {name: value for name in ATTRIBUTES if (value := getattr(filters, name))}
    return people.filter(**chosen) if chosen else people


def attribute_choices(day: date, *, membership: Membership) -> dict[str, list[str]]:
    """Return the departments, levels and locations of the people whom the member may see, by one query."""
    attributes = PersonAttributes.objects.as_of(day)
    if sees_assigned_programs_only(membership):
        attributes = attributes.filter(person__in=Person.objects.visible_to(membership).values("pk"))
    rows = list(attributes.values_list(*ATTRIBUTES))
    return {
        name: sorted({row[n] for row in rows if row[n]})[:CHOICES_SHOWN] for n, name in enumerate(ATTRIBUTES)
    }


LINES_ABOVE = """
WITH RECURSIVE line AS (
    SELECT start.person_id, start.person_id AS above_id, 0 AS steps
    FROM unnest(%(people)s::uuid[]) AS start(person_id)
    UNION ALL
    SELECT line.person_id, latest.manager_id, line.steps + 1
    FROM line CROSS JOIN LATERAL (
        SELECT a.manager_id FROM people_personattributes a
        WHERE a.organization_id = %(organization)s AND a.person_id = line.above_id AND a.valid_from <= %(day)s
        ORDER BY a.valid_from DESC LIMIT 1
    ) latest
    WHERE latest.manager_id IS NOT NULL AND line.steps < 20
)
SELECT DISTINCT person_id, above_id FROM line WHERE steps > 0
"""


def lines_above(person_ids: Collection[UUID], *, day: date) -> dict[UUID, set[UUID]]:
    """Return the ids of each person's manager on that day, the manager's manager, and so on. One query.

    Twenty steps at most, so that two people who manage each other do no harm.
    """
    found: dict[UUID, set[UUID]] = {person_id: set() for person_id in person_ids}
    values = {"people": list(found), "organization": current_organization_id(), "day": day}
    with connection.cursor() as cursor:
        cursor.execute(LINES_ABOVE, values)
        for person_id, above_id in cursor.fetchall():
            found[person_id].add(above_id)
    return found


def history_of(person: Person, *, day: date) -> PersonHistory:
    """Return what was known of the person on that day. Two queries."""
    attributes = PersonAttributes.objects.filter(person=person, valid_from__lte=day).select_related("manager")
    events = EmploymentEvent.objects.filter(person=person).known_on(day)
    return PersonHistory(
        list(attributes.order_by("-valid_from")), list(events.order_by("-happened_on", "id"))
    )
