from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.mail.actions import BulkItem, cancel_messages, queue_bulk, resend_in_doubt
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient, ReplyTo
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import make_message, make_preference, make_suppression
from tests.mail.conftest import BY


def test_same_key_is_queued_once(kind, queue, organization):
    kind()
    assert queue() is not None
    assert queue() is None
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.count() == 1


def test_message_stores_copies_of_the_recipient(kind, queue):
    kind()
    message = queue(
        recipient=Recipient("Mia@Example.org", "Mia\r\nBcc: x", "de", "Europe/Berlin"),
        reply_to=ReplyTo("carl@example.org", "Carl"),
    )
    assert (message.recipient_email, message.recipient_email_norm) == ("Mia@Example.org", "mia@example.org")
    assert (message.recipient_name, message.language, message.time_zone) == (
        "Mia Bcc: x",
        "de",
        "Europe/Berlin",
    )
    assert (message.reply_to_email, message.reply_to_name, message.queued_by_kind) == (
        "carl@example.org",
        "Carl",
        "system",
    )


def test_language_and_time_zone_default_to_the_organization(kind, queue, organization):
    kind()
    organization.language, organization.time_zone = "de", "Europe/Berlin"
    organization.save()
    message = queue(recipient=Recipient("mia@example.org"))
    assert (message.language, message.time_zone) == ("de", "Europe/Berlin")


def test_queueing_in_a_failed_transaction_stores_nothing(kind, queue, organization):
    kind()
    with pytest.raises(KeyError), tenant_scope(organization.id):
        queue()
        raise KeyError
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.count() == 0


def test_category_that_is_unsubscribed_is_stored_and_not_sent(kind, queue, organization, deliver, sink):
    kind()
    with tenant_scope(organization.id):
        make_preference(email_norm="mia@example.org", category="reminders")
        make_preference(email_norm="max@example.org", category="surveys")
    assert (queue().state, queue(email="max@example.org").state) == ("suppressed", "waiting")
    assert deliver() == 1
    assert [mail["To"] for mail in sink.mails] == ["Mia <max@example.org>"]


def test_account_email_ignores_preferences_but_not_bounces(queue, organization):
    with tenant_scope(organization.id):
        make_preference(email_norm="mia@example.org", category="account")
        make_suppression(email_norm="max@example.org")
    assert queue("mail.test").state == "waiting"
    assert queue("mail.test", email="max@example.org").state == "suppressed"


def test_unsubscribing_after_queueing_suppresses_the_message(
    kind, queue, organization, deliver, sink, reload
):
    kind()
    message = queue()
    with tenant_scope(organization.id):
        make_preference(email_norm="mia@example.org", category="reminders")
    assert deliver() == 0
    assert (reload(message).state, reload(message).reason) == ("suppressed", "unsubscribed")
    assert sink.mails == []


def items(count: int) -> list[BulkItem]:
    return [BulkItem(Recipient(f"p{n}@example.org"), dedup_key=f"k{n}") for n in range(count)]


@pytest.mark.parametrize("count", [1, 3])
def test_bulk_costs_the_same_number_of_queries_for_any_number(kind, scope, count, django_assert_num_queries):
    kind()
    with django_assert_num_queries(8):
        assert len(queue_bulk("test.note", items(count), by=BY).messages) == count


def test_bulk_can_be_cancelled_within_two_minutes(kind, scope, deliver, sink):
    kind()
    batch = queue_bulk("test.note", items(3), by=BY)
    waits = {m.due_at - m.created_at for m in batch.messages}
    assert waits == {timedelta(minutes=2)}
    assert cancel_messages(batch_id=batch.id, by=BY) == 3
    assert set(OutboxMessage.objects.values_list("state", "reason")) == {("cancelled", "undone")}
    assert list(AuditEvent.objects.order_by("happened_at").values_list("action", flat=True)) == [
        "mail.queue_bulk",
        "mail.cancel_messages",
    ]


def test_message_cancelled_after_the_claim_is_not_sent(kind, queue, organization, deliver, sink, reload):
    """The race of the undo: a worker holds the message already, but has not announced it."""

    message = None

    def take_back(asked):
        cancel_messages(ids=[message.pk], by=BY)
        return {}

    kind(context=take_back)
    message = queue()
    assert deliver() == 0
    assert (reload(message).state, sink.mails) == ("cancelled", [])


def test_sent_messages_cannot_be_cancelled(scope):
    message = make_message(state="sent")
    assert cancel_messages(ids=[message.pk], by=BY) == 0


def test_resending_in_doubt_uses_the_same_message_id(organization, deliver, sink):
    with tenant_scope(organization.id):
        message = make_message(state="in_doubt")
        resend_in_doubt(message, by=BY)
        with pytest.raises(ValidationError):
            resend_in_doubt(message, by=BY)
    assert deliver() == 1
    assert [mail["Message-ID"] for mail in sink.mails] == [message.message_id]


@pytest.mark.parametrize(
    "address",
    ["no address", "a@b", "a@example.org\r\nBcc: b@example.org", '"a\rb"@example.org', "<a@example.org>", ""],
)
def test_address_that_could_break_a_header_is_refused(kind, queue, organization, address):
    kind()
    with pytest.raises(ValidationError):
        queue(email=address)
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.count() == 0


def test_automatic_email_in_quiet_hours_is_due_in_the_morning(kind, queue):
    kind(is_automatic=True)
    late = datetime(2099, 3, 4, 22, tzinfo=UTC)
    message = queue(due_at=late)
    assert (message.due_at, message.reason) == (datetime(2099, 3, 5, 8, tzinfo=UTC), "quiet_hours")


def test_requested_email_ignores_quiet_hours(kind, queue):
    kind()
    late = timezone.now().replace(hour=23)
    assert queue(due_at=late).due_at == late
