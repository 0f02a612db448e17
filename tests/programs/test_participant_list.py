"""The participants of a program and their accounts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from mentoring.mail.models import Suppression
from mentoring.tenancy.scope import tenant_scope
from programs.selectors.accounts import account_summary
from programs.selectors.participants import participants_of
from tests.factories.members import make_invite
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant
from tests.factories.tenancy import make_membership
from tests.programs.conftest import TODAY
from tests.programs.queries import queries_of

SENT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def everybody(organization, program):
    """One participant in each account state, and one who is invited for the second time."""
    now = timezone.now()

    def take_part(name: str, **fields):
        person = make_person(first_name=name, last_name="Raman", **fields)
        return make_participant(program=program, person=person)

    with tenant_scope(organization.id):
        take_part("Active", email="active@example.org", membership=make_membership())
        ended = make_membership(state="ended", ended_at=now)
        take_part("Ended", email="ended@example.org", membership=ended)
        take_part("Unknown", email="")
        take_part("Bounced", email="bounced@example.org")
        Suppression.objects.create(email_norm="bounced@example.org", reason="bounced", created_at=now)
        take_part("Invited", email="invited@example.org")
        make_invite(email="invited@example.org", sent_at=now, expires_at=now + timedelta(days=1))
        take_part("Expired", email="expired@example.org")
        make_invite(email="expired@example.org", sent_at=SENT, invited_at=SENT, expires_at=SENT)
        take_part("Withdrawn", email="withdrawn@example.org")
        make_invite(email="withdrawn@example.org", state="withdrawn", closed_at=now)
        take_part("New", email="new@example.org")
    return program


def test_account_state_of_each_participant(everybody, organization):
    with tenant_scope(organization.id):
        found = {it.person.first_name: it.account_state for it in participants_of(everybody, today=TODAY)}
    assert found == {
        "Active": "active",
        "Ended": "ended",
        "Unknown": "no_address",
        "Bounced": "undeliverable",
        "Invited": "invited",
        "Expired": "invited",
        "Withdrawn": "none",
        "New": "none",
    }


def test_summary_counts_states_and_whom_to_invite_and_remind(everybody, organization):
    now = timezone.now()
    with tenant_scope(organization.id):
        gone = make_person(left_on=now.date() - timedelta(days=3))
        make_participant(program=everybody, person=gone)
        make_participant(program=everybody, state="waiting")
        both = make_person()
        for role in ("mentor", "mentee"):
            make_participant(program=everybody, person=both, role=role)
        summary = account_summary(everybody, at=now, today=now.date())
    assert summary.by_state == {
        "active": 1,
        "ended": 1,
        "no_address": 1,
        "undeliverable": 1,
        "invited": 2,
        "none": 6,
    }
    # Not: who has left, who is on the waiting list; and the person with two roles once.
    assert (summary.invitable, summary.remindable) == (3, 1)


def test_page_shows_and_filters_account_states(everybody, client_of, coordinator):
    client, url = client_of(coordinator), f"/o/acme/programs/{everybody.pk}/participants/"
    page = client.get(url).content.decode()
    assert "1 of 8 have an account" in page
    assert "Invited on Nov 3" in page
    assert "Email not deliverable" in page
    page = client.get(f"{url}?account=invited").content.decode()
    assert "Expired Raman" in page
    assert "Withdrawn Raman" not in page
    page = client.get(f"{url}?account=no_address&role=mentor").content.decode()
    assert "No participants found" in page


def test_matches_are_the_current_ones(organization, program, client_of, coordinator):
    with tenant_scope(organization.id):
        mentor = make_participant(program=program, role="mentor", capacity=2)
        make_match(program=program, mentor=mentor)
        make_match(program=program, mentor=mentor, state="ended", ended_on=program.starts_on + timedelta(30))
    page = client_of(coordinator).get(f"/o/acme/programs/{program.pk}/participants/?role=mentor")
    assert "1 of 2" in page.content.decode()


def test_page_costs_the_same_for_1_and_50_participants(organization, program, client_of, coordinator):
    client, url = client_of(coordinator), f"/o/acme/programs/{program.pk}/participants/"
    with tenant_scope(organization.id):
        make_participant(program=program)
    client.get(url)
    before = queries_of(client, url)
    with tenant_scope(organization.id):
        for number in range(49):
            person = make_person()
            make_participant(program=program, person=person, role="mentor")
            if number % 2:
                make_invite(email=person.email_norm)
    assert queries_of(client, url) == before == 8
