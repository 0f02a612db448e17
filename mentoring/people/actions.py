"""Add people to the directory, link them to accounts, and export the directory."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.email_address import normalize_email, validate_address
from mentoring.people.exports import people_table
from mentoring.people.models import Person, PersonAttributes
from mentoring.people.names import search_name
from mentoring.people.selectors import PeopleFilters
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import MembershipState
from mentoring.tenancy.models import Membership
from mentoring.ui.tabular import Table
from mentoring.visible_text import validate_name


@transaction.atomic
def create_person(
    *,
    first_name: str,
    last_name: str,
    email: str,
    by: Actor,
    today: date,
    employee_id: str = "",
    job_title: str = "",
    department: str = "",
    level: str = "",
    location: str = "",
    hired_on: date | None = None,
    language: str = "",
    manager: Person | None = None,
) -> Person:
    """Add one person to the directory. Department, level, location and manager hold from today on.

    Refuses an address or employee ID that somebody has already. An account with this address here is linked.
    """
    if email:
        try:
            validate_address(email)
        except ValidationError:
            raise ValidationError({"email": _("Enter a valid email address.")}) from None
    name = f"{first_name} {last_name}".strip()
    if not name:
        raise ValidationError({"first_name": _("Enter a name.")})
    validate_name(name)
    person = Person(
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        name_norm=search_name(first_name, last_name),
        email=email.strip(),
        email_norm=normalize_email(email) or None,
        employee_id=employee_id.strip() or None,
        job_title=job_title.strip(),
        hired_on=hired_on,
        language=language,
    )
    person.full_clean(exclude=["organization"])
    person.save()
    if department or level or location or manager:
        attributes = PersonAttributes(
            person=person,
            valid_from=today,
            department=department.strip(),
            level=level.strip(),
            location=location.strip(),
            manager=manager,
        )
        attributes.full_clean(exclude=["organization"])
        attributes.save()
    if person.email_norm:
        link_accounts(emails=[person.email_norm])
        person.refresh_from_db(fields=["membership"])
    record("people.create_person", person, by=by)
    return person


@transaction.atomic
def link_accounts(*, emails: Collection[str] | None = None) -> int:
    """Link the people of the directory to the members who sign in with their address; return how many changed.

    `emails` (normalized) limits the search to these addresses. Only verified addresses count, and an account has no
    other. A link stays when an account or the directory gets another address, unless that address belongs to another
    member: then the person is linked to that member. A membership belongs to one person at most. Three queries.
    """
    members = Membership.objects.filter(state=MembershipState.ACTIVE)
    member = members.filter(user__email=OuterRef("email_norm"))
    # From the members, who are fewer than the people of a directory.
    people = Person.objects.filter(email_norm__in=members.values("user__email") if emails is None else emails)
    found = list(
        people.annotate(found_id=Subquery(member.values("id")[:1]))
        .filter(Q(membership__isnull=True) | ~Q(membership=F("found_id")), found_id__isnull=False)
        .order_by("id")
    )
    if not found:
        return 0
    # First taken from whoever had them: unique constraints are checked row by row.
    Person.objects.filter(membership__in=[person.found_id for person in found]).update(membership=None)
    for person in found:
        person.membership_id = person.found_id
    Person.objects.bulk_update(found, ["membership"], batch_size=1000)
    return len(found)


@transaction.atomic
def link_person(membership: Membership, *, email: str) -> bool:
    """Link a member to the person with an address that the member has proven to read; return whether this was done.

    Changes nothing when either of the two is linked already.
    """
    if Person.objects.filter(membership=membership).exists():
        return False
    return bool(Person.objects.filter(email_norm=email, membership=None).update(membership=membership))


@transaction.atomic
def export_people(filters: PeopleFilters, *, day: date, by: Actor) -> Table:
    """Return the filtered people as of that day as a table and record the export."""
    table = people_table(day, filters, membership=by.membership)
    used = sorted(name for name, value in vars(filters).items() if value)
    record("people.export_people", by=by, values={"rows": len(table.rows), "filters": used})
    return table
