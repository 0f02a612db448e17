"""Keeps people linked to accounts: when somebody joins, after an import, and when an address changes."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed

from mentoring.accounts.actions import adopt_name
from mentoring.accounts.models import User
from mentoring.email_address import normalize_email
from mentoring.imports.models import ImportRun
from mentoring.imports.signals import rows_imported
from mentoring.members.signals import member_joined
from mentoring.people.actions import link_accounts, link_person
from mentoring.people.models import Person
from mentoring.tenancy.definers import my_memberships
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope


def connect() -> None:
    member_joined.connect(link_member, dispatch_uid="people.link_member")
    rows_imported.connect(link_imported_people, dispatch_uid="people.link_imported_people")
    email_changed.connect(link_changed_address, dispatch_uid="people.link_changed_address")


def link_member(sender: Any, *, membership: Membership, proven_email: str = "", **kwargs: Any) -> None:
    link_accounts(emails=[membership.user.email])
    if proven_email and proven_email != membership.user.email:
        link_person(membership, email=proven_email)
    person = Person.objects.filter(membership=membership).first()
    if person is not None:
        adopt_name(membership.user, f"{person.first_name} {person.last_name}".strip()[:150])


def link_imported_people(sender: Any, *, run: ImportRun, **kwargs: Any) -> None:
    if run.kind == "directory":
        link_accounts()


def link_changed_address(sender: Any, *, user: User, to_email_address: EmailAddress, **kwargs: Any) -> None:
    """An account belongs to no organization, so each of the user's organizations is searched in its own scope."""
    for mine in my_memberships(user.pk):
        with tenant_scope(mine.organization_id):
            link_accounts(emails=[normalize_email(to_email_address.email)])
