"""Decisions about applications, their emails, and undo."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions.applying import (
    save_answers,
    submit_application,
)
from programs.actions.decisions import decide_applications, undo_decision
from programs.actions.intake import update_intake
from programs.models import Application, Participant, Program
from programs.selectors.applications import coverage_of
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

    with pytest.raises(ValidationError, match="no longer possible"):
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
