"""Applying for a program, from the public page to the decision."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions.applying import (
    answer_as_manager,
    purge_unsent_applications,
    save_answers,
    send_application_link,
    submit_application,
    withdraw_application,
)
from programs.actions.decisions import decide_applications, undo_decision
from programs.actions.intake import close_applications, open_applications, reset_intake, update_intake
from programs.actions.profile import add_question, remove_question
from programs.models import Application, Intake, Participant, Program
from programs.selectors.applications import coverage_of
from programs.selectors.intake import intake_of, is_open, most_hours
from programs.views.manager_link import ManagerApprovalLink
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import (
    make_match,
    make_participant,
    make_program,
)
from tests.programs.applying import (
    ANSWERS,
    NOW,
    SYSTEM,
    applied,
    begun,
    decided,
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


def test_whoever_takes_part_already_cannot_apply(program, scope):
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


# Line managers


@pytest.fixture
def with_manager(program, scope, by) -> Application:
    """An application whose line manager was asked."""
    boss = make_person(first_name="Bea", last_name="Boss", email="boss@example.org")
    ada = make_person(first_name="Ada", last_name="Byron", email="ada@example.org")
    make_attributes(person=ada, manager=boss, valid_from=date(2026, 1, 1))
    update_intake(program, values={"asks_manager": True}, by=by)
    application = begun(program)
    save_answers(application, answers=ANSWERS, by=SYSTEM)
    submit_application(application, **NOW)
    return application


def test_the_line_manager_sees_name_program_and_hours_and_nothing_else(with_manager, organization):
    assert ("programs.manager_request", "boss@example.org") in mails()
    page = Client().get(ManagerApprovalLink.path_to(with_manager, organization)).content.decode()

    assert {"Ada Byron", "Board", "12 hours"} <= set(re.findall("Ada Byron|Board|12 hours|Strategy", page))
    assert "Strategy" not in page and "I lead a team" not in page and "ada@example.org" not in page


def test_an_application_is_not_accepted_before_the_line_manager_has_approved(with_manager, program):
    with pytest.raises(ValidationError, match="has not answered yet"):
        decided(program, "accept", with_manager)
    answer_as_manager(with_manager, approves=False, **NOW)
    with pytest.raises(ValidationError, match="has declined the hours"):
        decided(program, "accept", with_manager)

    answer_as_manager(with_manager, approves=True, **NOW)
    decided(program, "accept", with_manager)

    assert state_of(with_manager) == "accepted"


def test_without_approval_by_the_program_the_line_manager_decides(with_manager, program, by):
    update_intake(program, values={"needs_approval": False}, by=by)

    answer_as_manager(with_manager, approves=True, **NOW)

    assert state_of(with_manager) == "accepted"


def test_the_line_manager_answers_without_an_account(with_manager, organization):
    address = ManagerApprovalLink.path_to(with_manager, organization)

    assert Client().post(address, {"answer": "approve"}).status_code == 302

    assert Application.objects.get(pk=with_manager.pk).manager_answer == "approved"


# Decisions


def test_accepting_makes_participants_with_topics_and_places(program, scope, by):
    mentor = applied(program, role="mentor", capacity=3, name="Max Mentor")
    Application.objects.filter(pk=mentor.pk).update(answers={"topics-offered": ["Strategy"]})

    decided(program, "accept", mentor, by=by)

    made = Participant.objects.select_related("person").get(program=program)
    assert (made.role, made.capacity, made.topics) == ("mentor", 3, ["Strategy"])
    assert made.enrolled_on == program.starts_on
    assert (made.person.first_name, made.person.last_name) == ("Max", "Mentor")
    event = AuditEvent.objects.filter(action="programs.decide_applications").get()
    assert event.values["count"] == 1


def test_a_program_without_approval_accepts_at_once(program, scope, by):
    update_intake(program, values={"needs_approval": False}, by=by)
    application = begun(program)
    save_answers(application, answers=ANSWERS, by=SYSTEM)

    submit_application(application, **NOW)

    assert state_of(application) == "accepted"
    assert Participant.objects.get(program=program).topics == ["Strategy"]


def test_a_decision_is_undone_within_two_minutes(program, scope, by):
    ada, bob = applied(program), applied(program, state="waiting")
    batch = decided(program, "accept", ada, bob, by=by)

    undo_decision(batch, by=by, at=NOON)

    assert (state_of(ada), state_of(bob)) == ("submitted", "waiting")
    assert not Participant.objects.exists()
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
    with pytest.raises(ValidationError, match="gone out already"):
        undo_decision(batch, by=by, at=NOON)


def test_a_decision_whose_emails_have_gone_out_stays(program, scope, by):
    batch = decided(program, "decline", applied(program), by=by)
    OutboxMessage.objects.update(state="sent", claim_at=None, sent_at=NOON)

    with pytest.raises(ValidationError, match="gone out already"):
        undo_decision(batch, by=by, at=NOON)


def test_an_acceptance_stays_once_there_is_a_match(program, scope, by):
    application = applied(program)
    batch = decided(program, "accept", application, by=by)
    make_match(program=program, mentee=Participant.objects.get(program=program))

    with pytest.raises(ValidationError, match="is matched already"):
        undo_decision(batch, by=by, at=NOON)


def test_applications_of_another_program_are_not_decided(program, scope, by):
    other = applied(make_program())

    with pytest.raises(ValidationError, match="can be decided so"):
        decided(program, "decline", other, by=by)

    assert state_of(other) == "submitted"


def test_unknown_placeholders_are_refused(program, scope, by):
    with pytest.raises(ValidationError, match="is not a placeholder"):
        decide_applications(
            program,
            ids=[applied(program).pk],
            decision="decline",
            subject="Hello {partner_names}",
            body="Bye",
            reply_to=None,
            by=by,
            at=NOON,
            today=TODAY,
        )


def test_coverage_counts_places_and_mentees(program, scope):
    make_participant(program=program, role="mentor", capacity=2)
    make_participant(program=program, role="mentee")
    applied(program, role="mentor", capacity=3)
    applied(program, state="declined")

    found = coverage_of(program)

    assert (found.places, found.places_to_decide) == (2, 3)
    assert (found.mentees, found.mentees_to_decide) == (1, 0)


def test_every_email_names_its_program_so_that_a_test_run_sends_none(with_manager, program, by):
    send_application_link(with_manager, by=SYSTEM, at=NOON)
    decided(program, "decline", with_manager, by=by)

    assert set(OutboxMessage.objects.values_list("scope_id", flat=True)) == {program.pk}
    assert len(mails()) == 4
