"""/readyz says for how long the oldest due mail has waited, and that a poller has stopped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.health import state
from mentoring.mail.readiness import OLDEST, oldest_due_mail
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import make_message


def waiting(organization, seconds: float, **fields) -> None:
    with tenant_scope(organization.id):
        make_message(due_at=timezone.now() - timedelta(seconds=seconds), **fields)


def test_nothing_is_due(organization):
    waiting(organization, -3600)
    waiting(organization, OLDEST + 3600, state="sent")
    assert state(oldest_due_mail) == {"ready": True, "state": "nothing is due"}


@pytest.mark.parametrize(("seconds", "ready"), [(OLDEST - 60, True), (OLDEST + 60, False)])
def test_oldest_due_message_of_any_organization_counts(organization, other_organization, seconds, ready):
    waiting(organization, 5)
    waiting(other_organization, seconds)
    found = state(oldest_due_mail)
    assert (found["ready"], found["state"].startswith("the oldest due email is ")) == (ready, True)
    assert int(found["state"].split()[-3]) in range(seconds - 60, seconds + 60)  # by the database's clock


def test_retry_is_due_at_its_next_attempt(organization):
    with tenant_scope(organization.id):
        make_message(
            due_at=timezone.now() - timedelta(days=1),
            claim_at=timezone.now() + timedelta(minutes=5),
            attempts=3,
        )
    assert state(oldest_due_mail) == {"ready": True, "state": "nothing is due"}


def test_messages_of_a_closed_organization_are_ignored(organization):
    waiting(organization, OLDEST + 60)
    assert state(oldest_due_mail)["ready"] is False
    organization.is_active = False
    organization.save()
    assert state(oldest_due_mail)["ready"] is True


def test_readyz_includes_the_check(client, organization):
    waiting(organization, OLDEST + 60)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    [found] = [check for name, check in answer.json()["checks"].items() if "mail" in name]
    assert found["ready"] is False
    assert "example.org" not in answer.content.decode()
