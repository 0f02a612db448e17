"""Programs: setup, participants, views and emails."""

from uuid import uuid4

from tests.access import ADMINISTRATORS, STAFF, Call, Row
from tests.factories.members import make_invite
from tests.factories.people import make_person
from tests.factories.programs import (
    make_announcement,
    make_participant,
    make_program,
    make_program_coordinator,
    make_saved_view,
)
from tests.factories.tenancy import make_membership


def run_by(caller, program):
    """Assign the caller: as a coordinator they see only the programs they are assigned to."""
    make_program_coordinator(membership=caller, program=program)
    return program


def a_program(caller):
    return {"program_id": run_by(caller, make_program()).pk}


def a_draft(caller):
    """A draft that can be launched."""
    program = make_program(state="draft", ends_on=None)
    for role in ("mentor", "mentee"):
        make_participant(program=program, role=role)
    return {"program_id": run_by(caller, program).pk}


def a_coordinator(caller):
    assigned = make_program_coordinator()
    run_by(caller, assigned.program)
    return {"program_id": assigned.program_id, "member": assigned.membership_id}


def a_coordinator_to_choose(caller):
    return {"member": str(make_membership(role="coordinator").pk)}


def a_participant(caller):
    participant = make_participant()
    run_by(caller, participant.program)
    return {"program_id": participant.program_id, "participant_id": participant.pk}


def a_program_to_invite(caller):
    participant = make_participant(
        person=make_person(language="de")
    )  # the preview is in the person's language
    return {"program_id": run_by(caller, participant.program).pk}


def a_program_to_remind(caller):
    participant = make_participant(person=make_person(language="de"))
    make_invite(email=participant.person.email_norm)
    run_by(caller, participant.program)
    return {"program_id": participant.program_id}


def a_batch(caller):
    return {"program_id": run_by(caller, make_program()).pk, "batch_id": uuid4()}


def an_email_text(caller):
    program = run_by(caller, make_program())
    return {"program_id": program.pk, "text": "introduction_mentee", "language": "de"}


def own_view(caller):
    view = make_saved_view(membership=caller)
    run_by(caller, view.program)
    return {"program_id": view.program_id, "view_id": view.pk}


def a_person(caller):
    participant = make_participant()
    run_by(caller, participant.program)
    return {"person_id": participant.person_id}


def an_announcement(caller):
    announcement = make_announcement()
    run_by(caller, announcement.program)
    return {"program_id": announcement.program_id, "announcement_id": announcement.pk}


PERSON = {"first_name": "Priya", "last_name": "Raman", "email": "new.person@example.org"}
PROGRAM = {
    "name": "Rising Leaders 2027",
    "starts_on": "2027-01-11",
    "meeting_interval_days": "14",
    "state": "running",
    "breaks-TOTAL_FORMS": "0",
    "breaks-INITIAL_FORMS": "0",
}
ANNOUNCEMENT = {"audience": "both", "subject": "Hello", "body": "Hello {first_name}"}


ROWS = [
    Row(
        "programs:program-agreement",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"agreement": "We meet.", "contact": ""}),
        make=a_program,
    ),
    Row("programs:announcement-create", get=Call(STAFF), post=Call(STAFF, 200, ANNOUNCEMENT), make=a_program),
    Row("programs:announcement-cancel", post=Call(STAFF, 302), make=an_announcement),
    Row("programs:program-list", get=Call(STAFF)),
    Row("programs:program-create", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302, PROGRAM)),
    Row("programs:program-create-empty", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302, PROGRAM)),
    Row(
        "programs:program-update",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, PROGRAM),
        make=a_program,
    ),
    Row(
        "programs:coordinator-assign",
        post=Call(ADMINISTRATORS, 302, a_coordinator_to_choose),
        make=a_program,
    ),
    Row("programs:coordinator-restore", post=Call(ADMINISTRATORS, 302), make=a_coordinator),
    Row("programs:coordinator-remove", post=Call(ADMINISTRATORS, 302), make=a_coordinator),
    Row("programs:program-setup", get=Call(ADMINISTRATORS), make=a_draft),
    Row("programs:program-emails", get=Call(ADMINISTRATORS), make=a_draft),
    Row(
        "programs:email-text",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"subject": "Your mentor", "body": "Hello {first_name}"}),
        make=an_email_text,
    ),
    Row("programs:email-text-reset", post=Call(ADMINISTRATORS, 302), make=an_email_text),
    Row("programs:email-text-test", post=Call(ADMINISTRATORS, 302), make=an_email_text),
    Row("programs:test-run-start", post=Call(ADMINISTRATORS, 302), make=a_draft),
    Row("programs:program-delete", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302), make=a_draft),
    Row("programs:program-launch", post=Call(ADMINISTRATORS, 302), make=a_draft),
    Row(
        "programs:program-close",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"reason": "as_planned"}),
        make=a_program,
    ),
    Row("programs:program-reopen", post=Call(ADMINISTRATORS, 302), make=a_program),
    Row("programs:today", get=Call(STAFF), make=a_program),
    Row("programs:participant-create", get=Call(STAFF), post=Call(STAFF, 422), make=a_program),
    Row("people:person-create", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302, PERSON)),
    Row(
        "programs:participant-pause",
        get=Call(STAFF),
        post=Call(STAFF, 302, {"until": "", "reason": "leave"}),
        make=a_participant,
    ),
    Row("programs:participant-resume", post=Call(STAFF, 302), make=a_participant),
    Row("programs:participant-list", get=Call(STAFF), make=a_program),
    Row(
        "programs:participant-invite",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302),
        make=a_program_to_invite,
    ),
    Row("programs:participant-invite-undo", post=Call(ADMINISTRATORS, 302), make=a_batch),
    Row(
        "programs:participant-remind",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302),
        make=a_program_to_remind,
    ),
    Row("programs:participant-remind-undo", post=Call(ADMINISTRATORS, 302), make=a_batch),
    Row("programs:participant-export", post=Call(STAFF), make=a_program),
    Row("programs:view-save", post=Call(STAFF, 302, {"name": "Mine"}), make=a_program),
    Row("programs:view-delete", post=Call(STAFF, 302), make=own_view),
    Row("programs:person-participations", get=Call(STAFF), make=a_person),
    Row("people:person-list", get=Call(STAFF)),
    Row("people:person-export", post=Call(ADMINISTRATORS)),
    Row("people:person-detail", get=Call(STAFF), make=a_person),
    Row("goals:goal-list", get=Call(STAFF), make=a_program),
    Row("goals:goal-export", post=Call(STAFF), make=a_program),
]
