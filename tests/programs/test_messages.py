"""Messages between the two of a match: emailed to the partner, kept for the two, taken back within two minutes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.messages import cancel_match_message, send_match_message
from programs.emails import match_message_context
from programs.models import MatchMessage
from programs.selectors.parties import parties_in
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def sides(pair, organization):  # noqa: F811
    with tenant_scope(organization.id):
        yield parties_in(pair)


def test_message_is_emailed_with_the_sender_as_reply_to(sides):
    mentor, _mentee = sides
    sent = send_match_message(mentor, body="MARK-body", by=Actor.system("test"), at=NOW)
    message = OutboxMessage.objects.get()
    assert (message.recipient_email, message.reply_to_email) == ("ben@example.org", "ada@example.org")
    context = match_message_context(message)
    assert context is not None
    assert (context["sender"], context["lines"]) == ("Ada Mentor", ["MARK-body"])
    assert context["action_url"].endswith(f"/o/acme/my/matches/{sent.match_id}/#messages")


def test_message_taken_back_is_not_emailed(sides):
    mentor, _mentee = sides
    sent = send_match_message(mentor, body="Hello", by=Actor.system("test"), at=NOW)
    cancel_match_message(sent, by=Actor.system("test"), at=NOW + timedelta(minutes=1))
    message = OutboxMessage.objects.get()
    assert message.state == "cancelled"
    assert match_message_context(message) is None
    with pytest.raises(ValidationError, match="sent already"):
        cancel_match_message(sent, by=Actor.system("test"), at=NOW)


def test_partner_without_address_is_said_so(sides):
    mentor, mentee = sides
    mentee.person.email = ""
    with pytest.raises(ValidationError, match="Ben Mentee has no email address"):
        send_match_message(mentor, body="Hello", by=Actor.system("test"), at=NOW)
    assert not MatchMessage.objects.exists()


def test_ended_match_takes_no_messages(sides):
    mentor, _mentee = sides
    mentor.match.state = "ended"
    with pytest.raises(ValidationError, match="has ended"):
        send_match_message(mentor, body="Hello", by=Actor.system("test"), at=NOW)


def test_pages_show_it_to_the_two_and_undo_it(pair, mentor, mentee, organization, client_of):  # noqa: F811
    address = f"/o/acme/my/matches/{pair.pk}/messages/"
    client = client_of(mentor)
    client.post(address, {"body": "MARK-body"})
    assert "MARK-body" in client_of(mentee).get(address).content.decode()
    with tenant_scope(organization.id):
        sent = MatchMessage.objects.get()
    cancel = f"{address}{sent.pk}/cancel/"
    assert client_of(mentee).post(cancel).status_code == 404
    assert client.post(cancel).status_code == 302
    assert "MARK-body" not in client_of(mentee).get(address).content.decode()


def test_others_read_none_of_it(pair, mentor, administrator, organization, client_of):  # noqa: F811
    client_of(mentor).post(f"/o/acme/my/matches/{pair.pk}/messages/", {"body": "MARK-body"})
    client = client_of(administrator)
    with tenant_scope(organization.id):
        outbox_id = OutboxMessage.objects.get().pk
        assert "MARK-" not in str(list(AuditEvent.objects.values()))
    for page in (
        f"/o/acme/my/matches/{pair.pk}/messages/",
        f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/",
        "/o/acme/mail/",
        f"/o/acme/mail/{outbox_id}/",
        "/o/acme/audit/",
    ):
        assert "MARK-" not in client.get(page).content.decode()


def test_empty_message_is_refused(pair, mentor, organization, client_of):  # noqa: F811
    answer = client_of(mentor).post(f"/o/acme/my/matches/{pair.pk}/messages/", {"body": "  "})
    assert answer.status_code == 422
    with tenant_scope(organization.id):
        assert not OutboxMessage.objects.exists()
