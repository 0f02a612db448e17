"""When anonymous waves open: with ten people, or with five after 30 days."""

from datetime import date, timedelta

import pytest

from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import schedule_survey
from surveys.emails import ANONYMOUS_REMINDER, contexts
from surveys.models import AnswerToken, Invitation, Skip, Wave
from surveys.periodic import run
from surveys.selectors.likely_answers import LikelyAnswers, likely_answers
from surveys.selectors.waiting import people_due
from tests.factories.programs import make_match, make_session
from tests.surveys.anonymous import (
    answer,
    invitations_of,
    make_anonymous_survey,
    make_mentees,
    open_anonymous,
)
from tests.surveys.answered import closed_wave, mentees_of, survey_of
from tests.surveys.conftest import TODAY, noon

pytestmark = pytest.mark.django_db
STARTED = date(2026, 8, 10)


@pytest.fixture
def due(organization, program, by):
    """Make so many mentees due, the first ones on TODAY and the others so many days later."""

    def make(first: int, later: int = 0, days: int = 0, **fields):
        with tenant_scope(organization.id):
            survey = make_anonymous_survey(program, by, segments=[])
            schedule = schedule_survey(survey, trigger="match_days", every=84, by=by, today=TODAY, **fields)
            for n, participant in enumerate(make_mentees(program, first + later)):
                started = STARTED + timedelta(days=0 if n < first else days)
                make_match(
                    program=program,
                    mentee=participant,
                    started_on=started,
                    state="active",
                    overridden_by=None,
                )
            return schedule

    return make


def opened(organization) -> list[tuple[date, int]]:
    with tenant_scope(organization.id):
        return [(wave.opens_on, wave.invitations.count()) for wave in Wave.objects.order_by("opens_on")]


def days_from(first: date, number: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(number)]


def test_nine_people_wait_and_the_tenth_opens_the_wave_for_all(organization, due):
    schedule = due(9, 1, days=7)
    for day in days_from(TODAY, 7):
        run(organization.id, now=noon(day))
    assert opened(organization) == []
    with tenant_scope(organization.id):
        assert people_due(schedule, today=TODAY) == 9
        assert not OutboxMessage.objects.filter(kind="surveys.invitation").exists()
    run(organization.id, now=noon(TODAY + timedelta(days=7)))
    run(organization.id, now=noon(TODAY + timedelta(days=7)))

    assert opened(organization) == [(TODAY + timedelta(days=7), 10)]
    with tenant_scope(organization.id):
        assert len(set(Invitation.objects.values_list("closes_at", flat=True))) == 1
        assert AnswerToken.objects.count() == 10
        assert people_due(schedule, today=TODAY + timedelta(days=7)) == 0


def test_who_is_still_due_after_thirty_days_joins_a_wave_of_at_least_five(organization, due):
    due(5, 2, days=20)
    for day in (*days_from(TODAY + timedelta(days=27), 3), TODAY + timedelta(days=30)):
        run(organization.id, now=noon(day))

    assert opened(organization) == [(TODAY + timedelta(days=30), 7)]
    with tenant_scope(organization.id):
        assert Wave.objects.get().segments == []


def test_fewer_than_five_are_skipped_with_the_reason_once_they_have_waited(organization, due):
    schedule = due(3, 1, days=20)
    for day in (TODAY + timedelta(days=29), TODAY + timedelta(days=30), TODAY + timedelta(days=31)):
        run(organization.id, now=noon(day))

    assert opened(organization) == []
    with tenant_scope(organization.id):
        assert list(Skip.objects.values_list("reason", flat=True)) == ["too_few"] * 3
        assert people_due(schedule, today=TODAY + timedelta(days=31)) == 1


def test_a_wave_that_too_few_may_be_invited_to_is_not_opened(organization, due):
    due(10)
    with tenant_scope(organization.id):
        person = Person.objects.get(first_name="Person0")
        person.email = ""
        person.save(update_fields=["email"])
    run(organization.id, now=noon(TODAY))

    assert opened(organization) == []
    with tenant_scope(organization.id):
        assert not Skip.objects.exists()
        assert not Invitation.objects.exists()


def test_reminders_go_to_tokens_that_are_left_and_carry_no_answer(organization, program, by):
    wave = open_anonymous(organization, program, by)
    with tenant_scope(organization.id):
        for n, invitation in enumerate(invitations_of(wave)[:8]):
            answer(invitation, n)
    run(organization.id, now=noon(TODAY + timedelta(days=4)))
    with tenant_scope(organization.id):
        messages = list(OutboxMessage.objects.filter(kind=ANONYMOUS_REMINDER))
        about = {each.about_id for each in messages}
        assert about == {each.pk for each in invitations_of(wave)[8:]}


def test_the_text_of_a_reminder_has_no_question_and_a_link_without_a_query(
    organization, program, by, monkeypatch
):
    wave = open_anonymous(organization, program, by)
    run(organization.id, now=noon(TODAY + timedelta(days=4)))
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon(TODAY + timedelta(days=4)))
    with tenant_scope(organization.id):
        answer(invitations_of(wave)[0], 1)
        messages = list(OutboxMessage.objects.filter(kind=ANONYMOUS_REMINDER))
        found = contexts(messages)
        assert (len(messages), len(found)) == (12, 11)
        for values in found.values():
            assert (values["question"], values["answers"]) == ("", [])
            assert values["subject_line"] == "Reminder: Half-time: how is it going?"
            assert "?" not in values["action_url"]
            assert values["promise"].startswith("Anonymous: your answers are stored without your name.")


def test_half_time_is_the_sixth_session_or_halfway_through_the_program(organization, program, by):
    with tenant_scope(organization.id):
        program.ends_on = date(2027, 2, 6)  # halfway from August 10: November 8
        program.save(update_fields=["ends_on"])
        survey = make_anonymous_survey(program, by)
        schedule = schedule_survey(survey, trigger="half_time", every=6, by=by, today=TODAY)
        early, late = make_mentees(program, 2)
        fields = {"program": program, "started_on": STARTED, "state": "active", "overridden_by": None}
        met = make_match(mentee=early, held_count=6, **fields)
        for n in range(6):
            make_session(match=met, happens_on=TODAY - timedelta(days=20 - 4 * n), state="held")
        make_match(mentee=late, **fields)

        assert people_due(schedule, today=TODAY - timedelta(days=1)) == 0
        assert people_due(schedule, today=TODAY) == 1
        assert people_due(schedule, today=date(2026, 11, 8)) == 2


@pytest.mark.parametrize(("answers", "is_hidden"), [(4, True), (5, True), (6, False)])
def test_results_of_hardly_enough_answers_probably_stay_hidden(answers, is_hidden):
    assert LikelyAnswers(10, answers).is_probably_hidden == is_hidden


def test_likely_answers_follow_the_program_then_the_organization_then_a_half(organization, program, by):
    with tenant_scope(organization.id):
        survey = make_anonymous_survey(program, by, name="New")
        assert likely_answers(survey, 10) == LikelyAnswers(10, 5)
    wave = open_anonymous(organization, program, by, number=15)
    with tenant_scope(organization.id):
        Wave.objects.filter(pk=wave.pk).update(state="closed", closed_at=noon(TODAY), answered=10)
        assert likely_answers(survey, 20) == LikelyAnswers(20, 13)


@pytest.mark.parametrize(("mode", "expected"), [("confidential", 4), ("named", 8)])
def test_likely_answers_do_not_tell_how_many_under_five_answered(organization, program, by, mode, expected):
    """Four of ten answered. Of a confidential wave that is not shown, so about two are counted."""
    with tenant_scope(organization.id):
        other = survey_of(program, by=by)
        wave = closed_wave(other, mentees_of(program, 10), [{}] * 4)
        Wave.objects.filter(pk=wave.pk).update(mode=mode)
        assert likely_answers(make_anonymous_survey(program, by, name="New"), 20).answers == expected
