"""The directory as a table to download, with the columns that its import knows."""

from datetime import date

from django.utils.translation import gettext as _

from mentoring.people.models import Person
from mentoring.people.selectors import PeopleFilters, people_on
from mentoring.tenancy.models import Membership
from mentoring.ui.tabular import Table


def people_table(day: date, filters: PeopleFilters, *, membership: Membership) -> Table:
    """Return the filtered people by name, with their attributes on that day. One query."""
    heads = [
        _("Employee ID"),
        _("First name"),
        _("Last name"),
        _("Email"),
        _("Job title"),
        _("Level"),
        _("Department"),
        _("Location"),
        _("Hire date"),
        _("Left on"),
    ]
    people = people_on(day, filters, membership=membership).by_name()
    return Table(heads, [_row(person, day) for person in people.iterator(chunk_size=2000)])


def _row(person: Person, day: date) -> list:
    # A leaving date that lies ahead is shown to nobody.
    left_on = person.left_on if person.has_left(day) else None
    return [
        person.employee_id,
        person.first_name,
        person.last_name,
        person.email,
        person.job_title,
        person.level,
        person.department,
        person.location,
        person.hired_on,
        left_on,
    ]
