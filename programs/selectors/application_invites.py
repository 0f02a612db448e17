"""Who gets an invitation to apply."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.mail.headers import checked_address
from mentoring.mail.recipients import Recipient
from mentoring.people.models import Person
from mentoring.people.selectors import PeopleFilters, people_on
from mentoring.tenancy.models import Membership
from programs.models import Application, Participant, Program


@dataclass(frozen=True)
class InvitePlan:
    """Who gets an invitation to apply, and who does not, by reason."""

    included: list[Person]
    excluded: dict[str, list[Person]]


def recipient_of_person(person: Person) -> Recipient:
    return Recipient(person.email, person.name, person.language, person.time_zone)


def invite_plan(
    program: Program,
    *,
    role: str,
    department: str = "",
    level: str = "",
    location: str = "",
    membership: Membership,
    today: date,
) -> InvitePlan:
    """Return the people of a segment of the directory who can be invited in this role. Three queries."""
    filters = PeopleFilters(department=department, level=level, location=location)
    people = list(people_on(today, filters, membership=membership).by_name())
    in_role = Participant.objects.filter(program=program, role=role)
    taking_part = set(in_role.values_list("person_id", flat=True))
    known = Application.objects.current().filter(program=program, role=role)
    known_people: set[object] = set()
    known_addresses = set()
    for person_id, address in known.values_list("person_id", "email_norm"):
        known_people.add(person_id)
        known_addresses.add(address)
    included: list[Person] = []
    excluded: dict[str, list[Person]] = {}
    for person in people:
        if person.pk in taking_part:
            why = _("Takes part already")
        elif person.pk in known_people or (person.email_norm or "") in known_addresses:
            why = _("Has applied or was invited already")
        else:
            why = _address_problem(person)
        if why:
            excluded.setdefault(why, []).append(person)
        else:
            included.append(person)
    return InvitePlan(included, excluded)


def _address_problem(person: Person) -> str:
    if not person.email:
        return _("No email address in the directory")
    try:
        checked_address(person.email)
    except ValidationError:
        return _("Invalid email address in the directory")
    return ""
