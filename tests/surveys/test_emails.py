"""The invitation and the reminder: when they are sent, what they say, and when they are not sent any more."""

from datetime import UTC, datetime, timedelta

import pytest

from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import TemplateCache, render_email
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import record_answers
from surveys.emails import contexts
from surveys.models import Invitation
from surveys.periodic import run
from surveys.working_hours import next_working_hour
from tests.surveys.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def rendered(message, organization):
    """Return the email with its links, as it is sent."""
    kind = MESSAGE_KINDS[message.kind]
    found = kind.context(message)
    return render_email(message, kind, found, organization, at=NOON, cache=TemplateCache())


def message_to(mentee, kind="surveys.invitation") -> OutboxMessage:
    return OutboxMessage.objects.get(recipient_email=mentee.person.email, kind=kind)


def test_the_invitation(organization, launched, mentees):
    launched()
    with tenant_scope(organization.id):
        email = rendered(message_to(mentees[0]), organization)
    assert email.subject == "How is your mentoring going? (3 questions, 2 minutes)"
    assert "Open until the end of Monday, November 16, 2026." in email.text
    assert "Confidential: your answers are stored without your name." in email.text
    assert f"/l/survey/{organization.slug}/" in email.text
    assert "Stop survey emails" in email.text


def test_the_reminder_has_the_first_question_with_its_answers(organization, launched, mentees):
    launched()
    run(organization.id, now=NOON + timedelta(days=4))
    with tenant_scope(organization.id):
        email = rendered(message_to(mentees[0], "surveys.reminder"), organization)
    assert email.subject == "Meetings happen as planned. Do you agree?"
    assert "Strongly agree: http" in email.text
    assert "?meetings_happen=5" in email.text
    assert "?meetings_happen=1" in email.html


def test_in_german(organization, mentees, launched):
    with tenant_scope(organization.id):
        mentees[0].person.language = "de"
        mentees[0].person.save()
    launched()
    run(organization.id, now=NOON + timedelta(days=4))
    with tenant_scope(organization.id):
        invitation = rendered(message_to(mentees[0]), organization)
        reminder = rendered(message_to(mentees[0], "surveys.reminder"), organization)
    assert invitation.subject == "Wie läuft Ihr Mentoring? (3 Fragen, 2 Minuten)"
    assert "Montag, 16. November 2026" in invitation.text
    assert "Die Treffen finden wie geplant statt." in reminder.text
    assert "Stimme voll zu" in reminder.text


def test_who_has_answered_gets_nothing_more(organization, launched, mentees, by):
    launched()
    with tenant_scope(organization.id):
        waiting = list(OutboxMessage.objects.filter(kind="surveys.invitation"))
        assert len(contexts(waiting)) == 3
        record_answers(Invitation.objects.get(person=mentees[0].person), {}, by=by, now=NOON, is_last=True)
        assert message_to(mentees[0]).pk not in contexts(waiting)
        assert len(contexts(waiting)) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_a_fixed_number_of_queries_for_any_number_of_emails(
    organization, launched, count, django_assert_num_queries
):
    launched()
    with tenant_scope(organization.id):
        waiting = list(OutboxMessage.objects.filter(kind="surveys.invitation"))
        # Invitations, waves, questions, organization.
        with django_assert_num_queries(4):
            contexts(waiting[:count])


@pytest.mark.parametrize(
    ("at", "time_zone", "sent"),
    [
        (datetime(2026, 11, 6, 12, tzinfo=UTC), "Europe/Berlin", datetime(2026, 11, 6, 12, tzinfo=UTC)),
        # Friday at 17:00 in Berlin: Monday at 9:00.
        (datetime(2026, 11, 6, 16, tzinfo=UTC), "Europe/Berlin", datetime(2026, 11, 9, 8, tzinfo=UTC)),
        (datetime(2026, 11, 6, 3, tzinfo=UTC), "Europe/Berlin", datetime(2026, 11, 6, 8, tzinfo=UTC)),
        # Friday evening in New York is Saturday in Auckland.
        (datetime(2026, 11, 6, 21, tzinfo=UTC), "Pacific/Auckland", datetime(2026, 11, 8, 20, tzinfo=UTC)),
    ],
)
def test_emails_are_sent_in_working_hours(at, time_zone, sent):
    assert next_working_hour(at, time_zone) == sent
