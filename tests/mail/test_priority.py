"""Which automatic email goes first, what expires, and what is paused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.audit.selectors import lines
from mentoring.mail import claiming
from mentoring.mail.enums import Priority
from mentoring.mail.models import SendingPause
from mentoring.mail.pausing import pause_sending, resume_sending
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import make_message
from tests.factories.programs import make_program


@pytest.fixture
def kinds(kind):
    kind("test.exempt", is_automatic=True, priority=Priority.EXEMPT)
    kind("test.meeting", is_automatic=True, priority=Priority.MEETING)
    kind("test.reminder", is_automatic=True)


@pytest.fixture
def sent(organization, now_is):
    """Have an automatic email of a kind sent to mia a day ago."""

    def send(kind: str) -> None:
        with tenant_scope(organization.id):
            make_message(
                kind=kind,
                recipient_email="mia@example.org",
                is_automatic=True,
                state="sent",
                state_at=now_is - timedelta(days=1),
            )

    return send


def test_exempt_email_goes_although_the_cap_is_reached(kinds, queue, deliver, sink, sent):
    sent("test.reminder")
    sent("test.reminder")
    queue("test.exempt")
    assert deliver() == 1


def test_exempt_email_does_not_count_towards_the_cap(kinds, queue, deliver, sink, sent):
    for _n in range(3):
        sent("test.exempt")
    queue("test.reminder")
    assert deliver() == 1


def test_the_question_goes_before_a_reminder_that_was_queued_first(kinds, queue, deliver, sink, sent, reload):
    sent("test.reminder")
    reminder = queue("test.reminder")
    question = queue("test.meeting")
    assert deliver() == 1
    assert reload(question).state == "sent"
    assert (reload(reminder).state, reload(reminder).reason) == ("waiting", "weekly_cap")


def test_a_question_beyond_the_batch_is_not_overtaken(
    kinds, queue, deliver, sink, sent, reload, now_is, monkeypatch
):
    sent("test.reminder")
    reminder = queue("test.reminder", due_at=now_is - timedelta(hours=2))
    question = queue("test.meeting", due_at=now_is - timedelta(hours=1))
    monkeypatch.setattr(claiming.claim_due, "__kwdefaults__", {"limit": 1})
    deliver()
    assert reload(question).state == "sent"
    assert reload(reminder).reason == "weekly_cap"


def test_email_that_has_waited_too_long_expires(kind, queue, deliver, sink, reload, now_is):
    kind(is_automatic=True, expires_after=timedelta(days=3))
    message = queue()  # about now, long before now_is
    assert deliver() == 0
    assert (reload(message).state, reload(message).reason) == ("cancelled", "expired")
    assert sink.mails == []


def test_email_that_the_cap_would_delay_too_long_expires_at_once(
    kind, queue, deliver, sink, sent, reload, now_is
):
    kind("test.reminder", is_automatic=True)
    kind(is_automatic=True, expires_after=timedelta(days=3))
    sent("test.reminder")
    sent("test.reminder")
    message = queue(due_at=now_is)  # the cap lets it go in six days
    assert deliver() == 0
    assert (reload(message).state, reload(message).reason) == ("cancelled", "expired")


def test_automatic_email_expires_after_a_week_and_other_email_never(kind, queue, now_is):
    kind(is_automatic=True, expires_after=None)
    kind("test.code", expires_after=None)
    assert queue(due_at=now_is).expires_at == now_is + timedelta(days=7)
    assert queue("test.code").expires_at is None


def test_paused_email_waits_and_goes_when_it_is_resumed(
    kind, queue, deliver, sink, reload, now_is, organization, administrator
):
    kind(is_automatic=True)
    by = Actor.member(administrator)
    with tenant_scope(organization.id):
        program, other = make_program(), make_program()
        pause_sending("test.note", scope_id=program.pk, label="Leaders", by=by, at=now_is)
        pause_sending("test.note", scope_id=program.pk, label="Leaders", by=by, at=now_is)
    paused = queue(scope_id=program.pk, due_at=now_is)
    going = queue(email="other@example.org", scope_id=other.pk, due_at=now_is)
    assert deliver() == 1
    assert reload(going).state == "sent"
    assert (reload(paused).state, reload(paused).reason) == ("waiting", "paused")
    with tenant_scope(organization.id):
        resume_sending("test.note", scope_id=program.pk, label="Leaders", by=by, at=now_is)
        assert SendingPause.objects.count() == 0
    assert deliver() == 1
    with tenant_scope(organization.id):
        said = [line.sentence for line in lines(AuditEvent.objects.order_by("happened_at"))]
    assert said == [
        "Ada paused automatic emails in Leaders: Note.",
        "Ada resumed automatic emails in Leaders: Note.",
    ]


def test_pausing_everywhere_holds_back_every_program(
    kind, queue, deliver, sink, now_is, organization, administrator
):
    kind(is_automatic=True)
    with tenant_scope(organization.id):
        pause_sending("test.note", scope_id=None, label="Acme", by=Actor.member(administrator), at=now_is)
        program = make_program()
    queue(scope_id=program.pk, due_at=now_is)
    assert deliver() == 0


def test_what_somebody_waits_for_cannot_be_paused(kind, scope, administrator, now_is):
    kind()
    with pytest.raises(ValidationError, match="Only automatic emails can be paused"):
        pause_sending("test.note", scope_id=None, label="Acme", by=Actor.member(administrator), at=now_is)
