"""While an anonymous wave is open, no page, export or email status tells who has answered, or how many."""

from datetime import timedelta

import pytest

from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.mail.selectors import filter_messages
from mentoring.tenancy.scope import tenant_scope
from programs.selectors.send_calendar import send_calendar
from surveys.actions import send_reminders
from surveys.emails import contexts
from surveys.forecast import SurveyForecast
from tests.surveys.anonymous import answer, invitations_of, open_anonymous
from tests.surveys.conftest import NOON, TODAY

pytestmark = pytest.mark.django_db
FRIDAY = NOON + timedelta(days=4)


@pytest.fixture
def wave(organization, program, by, monkeypatch):
    """Eight of twelve have answered, and the others are reminded."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)
    wave = open_anonymous(organization, program, by)
    with tenant_scope(organization.id):
        for n, invitation in enumerate(invitations_of(wave)[:8]):
            answer(invitation, n)
        assert send_reminders(wave.pk, organization=organization, by=by, now=FRIDAY) == 4
        assert OutboxMessage.objects.filter(kind="surveys.anonymous_reminder").count() == 4
    return wave


def test_reminders_are_in_no_list_of_emails(client_of, administrator, organization, wave):
    api = client_of(administrator)
    with tenant_scope(organization.id):
        reminder = OutboxMessage.objects.filter(kind="surveys.anonymous_reminder").first()
        assert {each.kind for each in filter_messages()} == {"surveys.invitation"}
    page = api.get("/o/acme/emails/").content.decode()
    assert "Reminder of an anonymous survey" not in page
    csv = api.post("/o/acme/emails/export/").content.decode()
    assert "anonymous" not in csv and "person3@acme.example" in csv
    listed = api.get("/api/v1/o/acme/emails/").json()["results"]
    assert {each["kind"] for each in listed} == {"surveys.invitation"}
    assert api.get(f"/o/acme/emails/{reminder.pk}/").status_code == 404
    assert api.get(f"/api/v1/o/acme/emails/{reminder.pk}/").status_code == 404


def test_the_send_calendar_does_not_count_who_has_answered(organization, program, wave):
    with tenant_scope(organization.id):
        planned = SurveyForecast().planned(program, first=TODAY, last=TODAY + timedelta(days=29), today=TODAY)
        assert [(each.kind, each.count) for each in planned] == [("surveys.anonymous_reminder", 12)] * 2
        found = send_calendar(program, organization=organization, now=FRIDAY)
        waiting = [each for _day, day in found.days for each in day if not each.is_estimate]
        assert {each.kind for each in waiting} <= {"surveys.invitation"}


def test_an_invitation_says_the_same_before_and_after_the_answer(organization, wave):
    with tenant_scope(organization.id):
        OutboxMessage.objects.filter(kind="surveys.invitation").update(state=MessageState.WAITING)
        assert len(contexts(list(OutboxMessage.objects.filter(kind="surveys.invitation")))) == 12
        assert len(contexts(list(OutboxMessage.objects.filter(kind="surveys.anonymous_reminder")))) == 4
