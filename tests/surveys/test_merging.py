"""Surveys that are merged for people over their contact budget: one email lists both, and it is one contact."""

from datetime import timedelta

import pytest

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import create_survey, launch_wave, record_answers
from surveys.emails import contexts
from surveys.models import Invitation, PostponedInvitation, Skip
from surveys.periodic import run
from tests.factories.programs import make_participant, make_program
from tests.factories.surveys import make_survey_invitation
from tests.surveys.conftest import NOON, QUESTIONS

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)


@pytest.fixture
def merged(organization, program, survey, mentees, by, monkeypatch):
    """Ana is over budget, so the pulse waits for her; two days later the end survey is sent to everybody."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    with tenant_scope(organization.id):
        other = make_participant(program=make_program(ends_on=None), role="mentee", person=mentees[0].person)
        make_survey_invitation(participant=other, invited_at=NOON - timedelta(days=1))
        pulse = launch_wave(survey, organization=organization, by=by, now=NOON, merges=True)
        assert pulse.invitations.count() == 2
        assert PostponedInvitation.objects.get().is_merged
        end = create_survey(
            program, name="End", kind="end", role="mentee", mode="named", languages=["en"], title={"en": "The end"},
            questions=QUESTIONS, by=by,
        )  # fmt: skip
        launch_wave(end, organization=organization, by=by, now=LATER)
        ana = Invitation.objects.filter(person=mentees[0].person, invited_at=LATER)
        return ana.get(wave__survey=end), ana.get(wave__survey=survey)


def test_the_next_survey_lists_the_one_that_waited_in_one_email(organization, merged):
    main, other = merged
    assert other.merged_with_id == main.pk
    with tenant_scope(organization.id):
        assert not PostponedInvitation.objects.exists()
        assert not Skip.objects.exists()
        sent = OutboxMessage.objects.filter(kind="surveys.invitation", about_id__in=[main.pk, other.pk])
        [message] = sent
        found = contexts([message])[message.pk]
        assert (found["title"], [each["title"] for each in found["others"]]) == (
            "The end",
            ["How is your mentoring going?"],
        )
        assert found["action_url"] != found["others"][0]["action_url"]


def test_the_email_is_about_the_other_survey_once_the_first_is_answered(organization, merged, by):
    main, other = merged
    with tenant_scope(organization.id):
        record_answers(main, {}, by=by, now=LATER, is_last=True)
        [message] = OutboxMessage.objects.filter(kind="surveys.invitation", about_id=main.pk)
        found = contexts([message])[message.pk]
        assert (found["title"], found["others"]) == ("How is your mentoring going?", [])
        record_answers(other, {}, by=by, now=LATER, is_last=True)
        assert contexts([message]) == {}


def test_both_are_reminded_of_separately_and_only_of_what_is_open(organization, merged, by):
    main, other = merged
    for days in range(1, 6):
        run(organization.id, now=LATER + timedelta(days=days))
    with tenant_scope(organization.id):
        reminders = OutboxMessage.objects.filter(kind="surveys.reminder", about_id__in=[main.pk, other.pk])
        assert {each.about_id for each in reminders} == {main.pk, other.pk}
        assert {found["title"] for found in contexts(list(reminders)).values()} == {
            "The end",
            "How is your mentoring going?",
        }
        assert all(not found["others"] for found in contexts(list(reminders)).values())


def test_without_another_survey_in_time_the_person_is_skipped(organization, survey, mentees, by):
    with tenant_scope(organization.id):
        other = make_participant(program=make_program(ends_on=None), role="mentee", person=mentees[0].person)
        make_survey_invitation(participant=other, invited_at=NOON - timedelta(days=1))
        wave = launch_wave(survey, organization=organization, by=by, now=NOON, merges=True)
    for days in range(1, 16):
        run(organization.id, now=NOON + timedelta(days=days))
    with tenant_scope(organization.id):
        assert wave.invitations.count() == 2
        assert [each.reason for each in Skip.objects.all()] == ["budget"]
        assert not PostponedInvitation.objects.exists()
