"""Applying for a program, from the public page to the decision."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions.applying import (
    purge_unsent_applications,
    save_answers,
    submit_application,
    withdraw_application,
)
from programs.actions.intake import close_applications, open_applications, reset_intake, update_intake
from programs.actions.profile import add_question, remove_question
from programs.models import Application, Intake, Program
from programs.selectors.intake import intake_of, is_open, most_hours
from tests.factories.people import make_person
from tests.factories.programs import (
    make_participant,
    make_program,
)
from tests.programs.applying import (
    ANSWERS,
    NOW,
    SYSTEM,
    applied,
    begun,
    mails,
    make_open_program,
    state_of,
)
from tests.programs.conftest import NOON, TODAY


@pytest.fixture
def program(organization, it_is_today) -> Program:
    return make_open_program(organization)


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield


# Settings


def test_applications_open_and_close(organization, scope, by):
    draft = make_program(state="draft")
    intake = open_applications(draft, by=by)
    assert is_open(draft, intake, today=TODAY)
    assert re.fullmatch(r"rising-leaders-\d+-[a-z2-9]{8}", intake.slug)

    close_applications(draft, by=by)

    assert not is_open(draft, intake_of(draft), today=TODAY)
    assert not OutboxMessage.objects.exists()


def test_nobody_can_apply_after_the_last_day(program, scope, by):
    intake = update_intake(program, values={"apply_until": TODAY}, by=by)

    assert is_open(program, intake, today=TODAY)
    assert not is_open(program, intake, today=TODAY + timedelta(days=1))


def test_a_running_program_takes_applications_only_with_rolling_intake(program, scope, by):
    running = make_program(state="running")
    assert not is_open(running, intake_of(running), today=TODAY)
    with pytest.raises(ValidationError, match="is running"):
        open_applications(running, by=by)

    update_intake(running, values={"is_rolling": True}, by=by)

    assert is_open(running, intake_of(running), today=TODAY)


def test_a_program_needs_a_role_to_apply_in(program, scope, by):
    with pytest.raises(ValidationError, match="at least one role"):
        update_intake(program, values={"takes_mentors": False, "takes_mentees": False}, by=by)


def test_a_setting_goes_back_to_the_default_of_the_template(organization, scope, by):
    buddies = make_program(template="onboarding")
    update_intake(buddies, values={"is_rolling": False, "mentor_capacity": 4}, by=by)

    reset_intake(buddies, setting="is_rolling", by=by)

    found = Intake.objects.get(program=buddies)
    assert (found.is_rolling, found.mentor_capacity) == (True, 4)


def test_hours_count_the_sessions_until_the_last_day(program, scope):
    assert most_hours(program, intake_of(program), today=TODAY) == 12


# Applying


def test_an_application_is_continued_not_begun_twice(program, scope):
    first = begun(program)

    assert begun(program, "ADA@example.org").pk == first.pk
    assert begun(program, role="mentor").pk != first.pk


def test_people_of_the_directory_are_found_by_address(program, scope):
    ada = make_person(first_name="Ada", last_name="Byron", email="ada@example.org")

    application = begun(program)

    assert (application.person, application.name) == (ada, "Ada Byron")


def test_participant_cannot_apply_again(program, scope):
    ada = make_person(email="ada@example.org")
    make_participant(program=program, person=ada, role="mentee")

    with pytest.raises(ValidationError, match="as a mentee already"):
        begun(program)


def test_a_submitted_application_is_confirmed_and_cannot_be_submitted_again(program, scope):
    application = begun(program)
    save_answers(application, answers=ANSWERS, by=SYSTEM)

    submit_application(application, **NOW)

    assert state_of(application) == "submitted"
    assert mails() == [("programs.application_received", "ada@example.org")]
    with pytest.raises(ValidationError, match="applied already"):
        submit_application(application, **NOW)
    with pytest.raises(ValidationError, match="no longer be changed"):
        save_answers(application, answers=ANSWERS, by=SYSTEM)


def test_a_question_that_is_added_meanwhile_is_asked_and_nothing_is_lost(program, scope, by):
    application = begun(program)
    save_answers(application, answers=ANSWERS, by=SYSTEM)
    values = {"audience": "mentees", "kind": "text", "text": "Which language?", "is_required": True}
    added = add_question(program, values=values, by=by)
    remove_question(program, "why", by=by, at=NOON)

    with pytest.raises(ValidationError, match="not answered yet"):
        submit_application(application, **NOW)
    save_answers(application, answers={added.key: "Finnish"}, by=SYSTEM)
    submit_application(application, **NOW)

    assert Application.objects.get(pk=application.pk).answers == {**ANSWERS, added.key: "Finnish"}


def test_nobody_can_submit_once_applications_are_closed(program, scope, by):
    application = begun(program)
    save_answers(application, answers=ANSWERS, by=SYSTEM)
    close_applications(program, by=by)

    with pytest.raises(ValidationError, match="Applications are closed"):
        submit_application(application, **NOW)


def test_after_withdrawing_people_can_apply_again(program, scope):
    application = applied(program, email="ada@example.org")

    withdraw_application(application, by=SYSTEM, at=NOON)

    assert begun(program).pk != application.pk
    assert state_of(application) == "withdrawn"


def test_an_application_that_is_never_sent_is_deleted_after_half_a_year(program, scope):
    applied(program, created_at=NOON - timedelta(days=200))
    begun(program)
    old = begun(program, "old@example.org")
    Application.objects.filter(pk=old.pk).update(created_at=NOON - timedelta(days=181))

    assert purge_unsent_applications(now=NOON) == 1

    assert sorted(Application.objects.values_list("state", flat=True)) == ["draft", "submitted"]
