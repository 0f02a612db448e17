from datetime import timedelta

import pytest
from django.core.mail import get_connection

from mentoring.mail.actions import cancel_messages
from mentoring.mail.delivery import deliver_due
from mentoring.mail.models import OutboxMessage, Suppression
from mentoring.mail.transport import SmtpTransport
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.mail.conftest import use_smtp
from tests.mail.sink import aiosmtpd_server


def test_message_is_sent_once_and_marked_as_sent(kind, queue, deliver, sink, reload):
    kind()
    message = queue()
    assert deliver() == 1
    assert deliver() == 0
    (mail,) = sink.mails
    assert (mail["Message-ID"], mail["To"]) == (message.message_id, "Mia <mia@example.org>")
    kept = reload(message)
    assert (kept.state, kept.reason, kept.attempts, kept.lease_until) == ("sent", "", 1, None)
    assert kept.sent_at is not None


def test_server_without_pipelining_gets_the_same(kind, queue, deliver, settings, reload):
    kind()
    with aiosmtpd_server() as (keep, port):
        use_smtp(settings, port)
        queue(email="first@example.org")
        refused = queue(email="nobody@example.org")
        queue(email="last@example.org")
        keep.refuse["nobody@example.org"] = "550 5.1.1 no such mailbox"
        assert deliver() == 2
    assert sorted(mail["To"] for mail in keep.mails) == ["Mia <first@example.org>", "Mia <last@example.org>"]
    assert (reload(refused).state, reload(refused).attempts) == ("failed", 1)


def test_many_messages_share_one_connection(kind, queue, deliver, sink):
    kind()
    for number in range(5):
        queue(email=f"p{number}@example.org")
    assert deliver() == 5
    assert (len(sink.mails), sink.connections) == (5, 1)


def test_each_message_is_written_with_the_next_envelope(kind, queue, deliver, sink):
    kind()
    for number in range(3):
        queue(email=f"p{number}@example.org")
    deliver()
    # DATA of the next is there before the yes to the one before it was given.
    assert sink.waiting_at_yes == [True, True, False]


def test_message_cancelled_after_it_was_prepared_is_not_sent(kind, queue, sink, reload, organization, now_is):
    kind()
    messages = [queue(email=f"p{number}@example.org") for number in range(3)]
    cancelled = max(messages, key=lambda message: message.pk)  # all are due at the same time or later
    with tenant_scope(organization.id):
        OutboxMessage.objects.update(claim_at=now_is - timedelta(hours=1))

    class Cancelling(SmtpTransport):
        def send(self, email, *, following=None):
            super().send(email, following=following)
            if following is not None and following.message_id == cancelled.message_id:
                with tenant_scope(organization.id):
                    assert cancel_messages(ids=[cancelled.pk], by=Actor.system("test")) == 1

    assert deliver_due(organization.id, clock=lambda: now_is, transport=Cancelling(get_connection())) == 2
    assert cancelled.message_id not in [mail["Message-ID"] for mail in sink.mails]
    assert len(sink.mails) == 2
    assert reload(cancelled).state == "cancelled"


def test_accepted_messages_are_marked_together(kind, queue, deliver, sink, organization):
    kind()
    for number in range(5):
        queue(email=f"p{number}@example.org")
    assert deliver() == 5
    with tenant_scope(organization.id):
        rows = list(OutboxMessage.objects.values_list("state", "claim_at", "lease_until", "attempts"))
    assert rows == [("sent", None, None, 1)] * 5


def test_unknown_address_fails_and_is_suppressed(kind, queue, deliver, sink, reload, organization):
    kind()
    sink.answers["RCPT", "mia@example.org"] = "550 5.1.1 no such mailbox"
    message = queue()
    assert deliver() == 0
    kept = reload(message)
    assert (kept.state, kept.reason) == ("failed", "refused")
    assert "no such mailbox" in kept.last_error
    with tenant_scope(organization.id):
        assert list(Suppression.objects.values_list("email_norm", "reason")) == [
            ("mia@example.org", "bounced")
        ]
    assert queue(dedup_key="another").state == "suppressed"
    assert deliver() == 0
    assert sink.mails == []


def test_temporary_refusal_is_retried_with_growing_delay_and_fails_finally(
    kind, queue, deliver, sink, reload, now_is
):
    kind()
    sink.answers["BODY", "mia@example.org"] = "451 try later"
    message, at, waits = queue(), now_is, []
    for _ in range(8):
        deliver(at)
        kept = reload(message)
        waits.append((kept.due_at - at).total_seconds() / 60)
        at = kept.due_at
    assert waits == [1, 5, 15, 60, 240, 720, 1440, 0]
    assert (kept.state, kept.attempts) == ("failed", 8)


def test_refusal_of_one_does_not_stop_the_others(kind, queue, deliver, sink):
    kind()
    for name in ("a", "b", "c"):
        queue(email=f"{name}@example.org")
    sink.answers["RCPT", "a@example.org"] = "450 busy"
    sink.answers["BODY", "b@example.org"] = "554 spam"
    assert deliver() == 1
    assert [mail["To"] for mail in sink.mails] == ["Mia <c@example.org>"]


@pytest.mark.parametrize("answer", ["hang up", "250 and hang up"])
def test_connection_lost_before_the_answer_puts_only_that_message_in_doubt(
    kind, queue, deliver, sink, reload, answer
):
    kind()
    first = queue(email="first@example.org")
    other = queue(email="second@example.org")
    sink.answers["BODY", "first@example.org"] = answer
    deliver()
    assert (reload(first).state, reload(other).state) == ("in_doubt", "sent")
    sent_before = len(sink.mails)
    deliver()
    assert len(sink.mails) == sent_before


def test_connection_lost_before_data_sends_again(kind, queue, deliver, sink, reload):
    kind()
    message = queue()
    sink.answers["DATA", "mia@example.org"] = "hang up"
    deliver()
    assert (reload(message).state, reload(message).reason) == ("waiting", "retry")
    sink.answers.clear()
    assert deliver() == 1
    assert len(sink.mails) == 1


def test_server_with_a_limit_per_connection_gets_all(kind, queue, deliver, sink):
    kind()
    sink.most_per_connection = 2
    for number in range(5):
        queue(email=f"p{number}@example.org")
    deliver()
    deliver()
    assert sorted(mail["To"] for mail in sink.mails) == [f"Mia <p{n}@example.org>" for n in range(5)]


def test_unreachable_server_leaves_everything_queued(kind, queue, deliver, settings, reload):
    kind()
    use_smtp(settings, 1)
    message = queue()
    assert deliver() == 0
    kept = reload(message)
    assert (kept.state, kept.lease_until, kept.claim_id) == ("waiting", None, None)


def test_outdated_message_is_cancelled(kind, queue, deliver, sink, reload):
    kind(context=lambda message: None)
    message = queue()
    assert deliver() == 0
    assert (reload(message).state, reload(message).reason) == ("cancelled", "outdated")
    assert sink.mails == []


def test_message_that_cannot_be_rendered_fails_alone(kind, queue, deliver, sink, reload):
    def context(message):
        if message.recipient_email.startswith("bad"):
            OutboxMessage.objects.raw("SELECT broken")[0]
        return {}

    kind(context=context)
    bad, good = queue(email="bad@example.org"), queue(email="good@example.org")
    assert deliver() == 1
    assert (reload(bad).state, reload(bad).reason, reload(bad).last_error) == (
        "failed",
        "broken",
        "ProgrammingError",
    )
    assert reload(good).state == "sent"
