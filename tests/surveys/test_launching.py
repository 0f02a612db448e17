"""Who is invited when a survey is sent, and who is left out and why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import MailPreference, OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import (
    archive_survey,
    close_wave,
    create_survey,
    launch_wave,
    schedule_survey,
    update_survey,
)
from surveys.emails import queue_invitations
from surveys.models import Invitation, Skip, Wave
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_participant
from tests.surveys.conftest import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_everybody_of_the_role_is_invited_until_the_end_of_their_day(
    organization, program, mentees, launched
):
    with tenant_scope(organization.id):
        make_participant(program=program, role="mentor")
        make_participant(program=program, role="mentee", state="applied")
        mentees[1].person.time_zone = "Pacific/Auckland"
        mentees[1].person.save()
    wave = launched()
    with tenant_scope(organization.id):
        ends = dict(Invitation.objects.filter(wave=wave).values_list("person__first_name", "closes_at"))
    assert set(ends) == {"Ana", "Ben", "Chi"}
    assert ends["Ana"] == datetime(2026, 11, 17, tzinfo=UTC)
    # In Auckland it is November 3 already, but nobody has longer than the others: November 16 ends there at 11:00 UTC.
    assert ends["Ben"] == datetime(2026, 11, 16, 11, tzinfo=UTC)


def test_an_audience_by_attributes(organization, program, mentees, launched):
    with tenant_scope(organization.id):
        make_attributes(person=mentees[0].person, department="Sales", location="Berlin")
        make_attributes(person=mentees[1].person, department="Sales", location="Oslo")
    wave = launched(audience={"department": ["Sales"], "location": ["Oslo", "Bergen"]})
    with tenant_scope(organization.id):
        assert [each.person_id for each in wave.invitations.all()] == [mentees[1].person_id]


def test_who_cannot_be_invited_is_logged_with_the_reason(organization, program, mentees, launched):
    with tenant_scope(organization.id):
        MailPreference.objects.create(
            email_norm=mentees[0].person.email, category="surveys", is_wanted=False, changed_at=NOON
        )
        make_participant(program=program, role="mentee", person=make_person(email=""))
        make_participant(
            program=program, role="mentee", person=make_person(left_on=datetime(2026, 11, 1).date())
        )
    wave = launched()
    with tenant_scope(organization.id):
        assert sorted(Skip.objects.values_list("reason", flat=True)) == ["left", "no_address", "unsubscribed"]
        assert wave.invitations.count() == 2


def test_a_survey_is_not_sent_twice(organization, survey, by, launched):
    wave = launched()
    with pytest.raises(ValidationError, match="open already"):
        launched()
    with tenant_scope(organization.id):
        close_wave(wave, by=by, now=NOON)
    launched()
    with tenant_scope(organization.id):
        assert Wave.objects.count() == 2


def test_what_cannot_be_sent(organization, program, survey, by, mentees):
    with tenant_scope(organization.id):
        texts = {"kind": "pulse", "mode": "named", "languages": ["en"], "title": {"en": "x"}, "by": by}
        template = create_survey(None, name="Template", role="mentee", **texts)
        empty = create_survey(program, name="Empty", role="mentee", **texts)
        update_survey(survey, {"mode": "anonymous"}, by=by)
        for which, message in (
            (template, "is a template"),
            (empty, "no questions"),
            (survey, "needs at least 5 people"),
        ):
            with pytest.raises(ValidationError, match=message):
                launch_wave(which, organization=organization, by=by, now=NOON)
        assert not Wave.objects.exists()


def test_an_archived_survey_is_neither_sent_nor_scheduled(organization, survey, by, mentees):
    with tenant_scope(organization.id):
        archive_survey(survey, by=by, now=NOON)
        archive_survey(survey, by=by, now=NOON + timedelta(hours=1))
        with pytest.raises(ValidationError, match="This survey is archived"):
            launch_wave(survey, organization=organization, by=by, now=NOON)
        with pytest.raises(ValidationError, match="This survey is archived"):
            schedule_survey(survey, trigger="closing", by=by, today=TODAY)
        survey.refresh_from_db()
        assert survey.archived_at == NOON
        assert AuditEvent.objects.filter(action="surveys.archive_survey").count() == 1
        assert not Wave.objects.exists()


@pytest.mark.parametrize("others", [0, 20])
def test_the_number_of_statements_does_not_depend_on_the_number_of_people(
    organization, program, mentees, launched, django_assert_num_queries, others
):
    with tenant_scope(organization.id):
        for _n in range(others):
            make_participant(program=program, role="mentee")
    with django_assert_num_queries(44):
        launched()


def test_a_large_wave_is_invited_and_queued_by_copy(organization, program, survey, by, monkeypatch):
    """Above a number of people the rows are copied in: the same rows, and again nobody twice."""
    monkeypatch.setattr("surveys.actions.inviting.MANY", 2)
    monkeypatch.setattr("mentoring.mail.actions.MANY", 2)
    with tenant_scope(organization.id):
        for name in ("Ana\tB", "Ben\\", "Chi"):
            make_participant(program=program, role="mentee", person=make_person(first_name=name))
        wave = launch_wave(survey, organization=organization, by=by, now=NOON)
        invitations = list(wave.invitations.select_related("person"))
        messages = {message.about_id: message for message in OutboxMessage.objects.all()}
        assert len(invitations) == len(messages) == 3
        for each in invitations:
            assert (each.invited_at, each.reminders, each.link_version) == (NOON, 0, 0)
            assert messages[each.pk].recipient_email == each.person.email
            assert messages[each.pk].dedup_key == f"surveys.invitation:{each.pk.hex}"
        queue_invitations(invitations, wave=wave, organization=organization, by=by, now=NOON)
        assert OutboxMessage.objects.count() == 3
