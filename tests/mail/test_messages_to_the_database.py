"""What delivery sends to the database for each email, as a distributed PostgreSQL needs it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from psycopg2 import extensions

from mentoring.mail.delivery_state import DeliveryState
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_organization
from tests.mail.test_claiming import unsaved

CLAIM = uuid4()


@pytest.fixture
def organization(committed_db):
    return make_organization()


@pytest.fixture
def messages(organization) -> list[str]:
    """The messages that are sent to the database from now on."""
    sent: list[str] = []

    class Recording(extensions.cursor):
        def execute(self, query, parameters=None):
            super().execute(query, parameters)
            sent.append(self.query.decode())

    connection.connection.cursor_factory = Recording
    yield sent
    connection.connection.cursor_factory = extensions.cursor


def claimed(organization, **fields) -> OutboxMessage:
    with tenant_scope(organization.id):
        message = unsaved(
            str(uuid4()), claim_id=CLAIM, lease_until=timezone.now() + timedelta(minutes=1), **fields
        )
        message.save()
    return message


def read(organization, message) -> OutboxMessage:
    with tenant_scope(organization.id):
        return OutboxMessage.objects.get(pk=message.pk)


def test_scope_is_a_message_of_its_own(organization, messages):
    message = claimed(organization)
    messages.clear()

    assert DeliveryState(organization.id, CLAIM).mark_sending(message.pk)

    scope, call = messages
    assert scope == f"SET LOCAL app.organization_id = '{organization.id}'"
    assert call.startswith("SELECT public.mail_advance(")
    assert ";" not in call


def test_mark_is_committed_with_the_time_of_the_call(organization, messages):
    message = claimed(organization)
    before = timezone.now()

    DeliveryState(organization.id, CLAIM).mark_sending(message.pk)
    connection.close()  # what is not committed is gone

    stored = read(organization, message)
    assert (stored.state, stored.attempts) == ("sending", 1)
    assert before <= stored.state_at <= timezone.now()
    assert stored.lease_until > message.lease_until


def test_scope_does_not_outlive_the_call(organization, messages):
    DeliveryState(organization.id, CLAIM).mark_sending(claimed(organization).pk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.organization_id', true)")
        assert not cursor.fetchone()[0]
    assert connection.connection.autocommit


def test_message_whose_lease_has_ended_is_not_sent(organization, messages):
    message = claimed(organization)
    with tenant_scope(organization.id):
        OutboxMessage.objects.filter(pk=message.pk).update(lease_until=timezone.now() - timedelta(seconds=1))

    assert not DeliveryState(organization.id, CLAIM).mark_sending(message.pk)
    assert read(organization, message).state == "waiting"
