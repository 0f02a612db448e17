"""People of the directory are linked to the accounts that sign in with their address."""

import pytest

from mentoring.members.actions.members import restore_member
from mentoring.people.actions import link_accounts, link_person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import MembershipState
from mentoring.tenancy.scope import tenant_scope
from tests.factories.people import make_person
from tests.factories.tenancy import make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield organization


def member(email, **fields):
    return make_membership(user=make_user(email=email), **fields)


def test_person_is_linked_to_the_member_with_the_same_address(scope):
    ada, ben = make_person(email="ada@example.org"), make_person(email="ben@example.org")
    membership = member("ada@example.org")
    assert link_accounts() == 1
    ada.refresh_from_db()
    ben.refresh_from_db()
    assert (ada.membership_id, ben.membership_id) == (membership.pk, None)
    assert link_accounts() == 0


def test_link_moves_when_the_address_now_belongs_to_another_person(scope):
    membership = member("ada@example.org")
    wrong = make_person(email="old@example.org", membership=membership)
    right = make_person(email="ada@example.org")
    assert link_accounts() == 1
    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.membership_id, right.membership_id) == (None, membership.pk)


def test_ended_membership_is_not_linked(scope):
    person = make_person(email="ada@example.org")
    member("ada@example.org", state=MembershipState.ENDED, ended_at="2026-01-01T00:00Z")
    assert link_accounts() == 0
    person.refresh_from_db()
    assert person.membership is None


def test_link_is_made_when_somebody_is_restored(scope, owner):
    person = make_person(email="ada@example.org")
    membership = member("ada@example.org", state=MembershipState.ENDED, ended_at="2026-01-01T00:00Z")
    restore_member(membership, by=Actor.member(owner))
    person.refresh_from_db()
    assert person.membership_id == membership.pk


def test_address_proven_by_an_invitation_links_the_person_once(scope):
    person, other = make_person(email="ada@work.example"), make_person(email="ben@work.example")
    membership = member("ada@home.example")
    assert link_person(membership, email="ada@work.example") is True
    assert link_person(membership, email="ben@work.example") is False
    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.membership_id, other.membership_id) == (membership.pk, None)
