"""Answers to "Did you meet?" about a session with a time: in the zone of whoever answers, and in calendars."""

from datetime import UTC, datetime, time, timedelta

import pytest

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.models import Session
from programs.session_emails import SESSION_INVITATION
from tests.programs.meeting_answers.answering import answer, questions


@pytest.fixture
def timed(inquiry, organization, yesterday):
    """The inquiry to a mentee in Lagos about a session at 14:00 in UTC, 15:00 there all year, and its question."""
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
        at = datetime.combine(yesterday, time(14), UTC)
        Session.objects.filter(pk=question.session_id).update(starts_at=at, time_zone="UTC", minutes=45)
        type(asked.person).objects.filter(pk=asked.person_id).update(time_zone="Africa/Lagos")
    return asked, question


def test_times_are_the_readers_own(timed, link, client, organization, yesterday):
    asked, question = timed
    page = client.get(link(asked)).content.decode()
    assert 'value="15:00"' in page
    client.post(link(asked), answer(question, met="yes", held_on=yesterday, held_at="16:30"))
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert session.starts_at == datetime.combine(yesterday, time(15, 30), UTC)
        assert (session.state, session.minutes, session.time_zone) == ("held", 45, "Africa/Lagos")


def test_moving_tells_calendars_and_undo_takes_that_back(timed, link, client, organization, today):
    asked, question = timed
    with tenant_scope(organization.id):
        before = Session.objects.filter(match=question.match).values("happens_on", "starts_at", "state").get()
    new_day = today + timedelta(days=3)
    client.post(link(asked), answer(question, met="moved", moved_to=new_day, moved_at="10:00"))
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert session.starts_at == datetime.combine(new_day, time(9), UTC)
        waiting = OutboxMessage.objects.filter(kind=SESSION_INVITATION)
        assert set(waiting.values_list("state", flat=True)) == {"waiting"}
        assert waiting.count() == 2
    client.post(link(asked), {"undo": question.pk})
    with tenant_scope(organization.id):
        after = Session.objects.filter(match=question.match).values("happens_on", "starts_at", "state").get()
        assert after == before
        assert set(waiting.values_list("state", flat=True)) == {"cancelled"}
