from datetime import date
from uuid import uuid4

from programs.models import Participant
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.access.own_matches import own_match as make_own_match
from tests.access.programs import a_draft as make_draft
from tests.access.programs import run_by
from tests.factories.members import make_invite
from tests.factories.programs import (
    make_absence,
    make_introduction,
    make_match,
    make_participant,
    make_program,
    make_program_coordinator,
    make_session,
)


def a_match(caller):
    match = make_match()
    run_by(caller, match.program)
    return {"id": match.pk}


def an_existing_program(caller):
    return {"id": run_by(caller, make_program()).pk}


def a_draft(caller):
    return {"id": make_draft(caller)["program_id"]}


def a_session(caller):
    session = make_session()
    run_by(caller, session.program)
    return {"id": session.pk}


def a_planned_session(caller):
    session = make_session(state="planned")
    run_by(caller, session.program)
    return {"id": session.pk}


def an_existing_participant(caller):
    participant = make_participant()
    run_by(caller, participant.program)
    return {"id": participant.pk}


def a_paused_participant(caller):
    arguments = an_existing_participant(caller)
    Participant.objects.filter(pk=arguments["id"]).update(paused_on=date(2026, 9, 1))
    return arguments


def a_program_to_invite(caller):
    return {"id": run_by(caller, make_participant().program).pk}


def a_paused_match(caller):
    match = make_match(state="paused")
    run_by(caller, match.program)
    return {"id": match.pk}


def an_introduction(caller):
    made = make_introduction()
    run_by(caller, made.program)
    return {"id": made.pk}


def a_draft_match(caller):
    match = make_match(state="proposed")
    run_by(caller, match.program)
    return {"id": match.pk}


def an_absence(caller):
    absence = make_absence()
    run_by(caller, absence.participant.program)
    return {"id": absence.pk}


def a_known_person(caller):
    participant = make_participant()
    run_by(caller, participant.program)
    return {"id": participant.person_id}


def a_coordinator(caller):
    assigned = make_program_coordinator()
    return {"id": assigned.program_id, "member_id": assigned.membership_id}


def a_program(caller):
    return {"name": f"Rising Leaders {uuid4().hex[:6]}", "starts_on": "2027-01-11"}


def own_match(caller):
    """A match in which the caller is the mentor."""
    return {"id": make_own_match(caller)["match_id"]}


def a_participant(caller):
    mentee = make_participant(role="mentee")
    run_by(caller, mentee.program)
    return {"program": str(mentee.program_id), "person": str(mentee.person_id), "role": "mentor"}


def a_program_to_remind(caller):
    participant = make_participant()
    make_invite(email=participant.person.email_norm)
    run_by(caller, participant.program)
    return {"id": participant.program_id}


def a_pair(caller):
    program = run_by(caller, make_program())
    sides = {role: make_participant(program=program, role=role) for role in ("mentor", "mentee")}
    return {role: str(participant.pk) for role, participant in sides.items()}


def a_person(caller):
    return {"first_name": "Priya", "last_name": "Raman", "employee_id": f"N{uuid4().hex[:8]}"}


PAUSE = {"until": "2099-01-01", "reason": "Parental leave"}
OVERRIDE = {"health": "on_track", "reason": "They meet on the phone.", "review_on": "2099-01-01"}

ROWS = [
    Row("api:program-list", get=Call(STAFF), post=Call(ADMINISTRATORS, 201, a_program)),
    Row(
        "api:program-detail",
        get=Call(STAFF),
        patch=Call(ADMINISTRATORS, data={"purpose": "To grow."}),
        delete=Call(ADMINISTRATORS, 204),
        make=a_draft,
    ),
    Row("api:program-setup", get=Call(ADMINISTRATORS), make=an_existing_program),
    Row("api:program-test-run", post=Call(ADMINISTRATORS, 201), make=an_existing_program),
    Row("api:program-launch", post=Call(ADMINISTRATORS), make=a_draft),
    Row(
        "api:program-close",
        post=Call(ADMINISTRATORS, data={"reason": "as_planned"}),
        make=an_existing_program,
    ),
    Row("api:program-template-list", get=Call(ADMINISTRATORS)),
    Row("api:program-copy", post=Call(ADMINISTRATORS, 201, a_program), make=an_existing_program),
    Row("api:coordinator-list", get=Call(ADMINISTRATORS), make=an_existing_program),
    Row(
        "api:coordinator-detail",
        put=Call(ADMINISTRATORS),
        delete=Call(ADMINISTRATORS, 204),
        make=a_coordinator,
    ),
    Row("api:participant-list", get=Call(STAFF), post=Call(STAFF, 201, a_participant)),
    Row(
        "api:participant-invite",
        post=Call(ADMINISTRATORS),
        make=a_program_to_invite,
    ),
    Row("api:participant-remind", post=Call(ADMINISTRATORS), make=a_program_to_remind),
    Row("api:match-pause", post=Call(STAFF, data=PAUSE), make=a_match),
    Row("api:match-end", post=Call(STAFF, data={"reason": "Goals reached"}), make=a_match),
    Row(
        "api:match-reopen",
        post=Call(STAFF, data={"reason": "Back from leave"}),
        make=a_paused_match,
    ),
    Row("api:participant-export", get=Call(STAFF), make=an_existing_program),
    Row("api:match-export", get=Call(STAFF), make=an_existing_program),
    Row("api:goal-export", get=Call(STAFF), make=an_existing_program),
    Row("api:person-export", get=Call(ADMINISTRATORS)),
    Row("api:suggestion-list", get=Call(STAFF), make=an_existing_participant),
    Row(
        "api:draft-match-list",
        get=Call(STAFF),
        post=Call(STAFF, 404, {"mentor": str(uuid4()), "mentee": str(uuid4())}),
        make=an_existing_program,
    ),
    Row(
        "api:draft-match-approve", post=Call(STAFF, 400, {"drafts": [str(uuid4())]}), make=an_existing_program
    ),
    Row(
        "api:introduction-list", post=Call(STAFF, 400, {"matches": [str(uuid4())]}), make=an_existing_program
    ),
    Row("api:introduction-detail", delete=Call(STAFF, 204), make=an_introduction),
    Row("api:draft-match-detail", delete=Call(STAFF, 204), make=a_draft_match),
    Row("api:match-list", get=Call(STAFF), post=Call(STAFF, 201, a_pair)),
    Row("api:match-detail", get=Call(STAFF), make=a_match),
    Row("api:match-override", put=Call(STAFF, data=OVERRIDE), delete=Call(STAFF, 204), make=a_match),
    Row(
        "api:match-session-list",
        get=Call(STAFF),
        post=Call(STAFF, 201, {"happens_on": "2026-09-01"}),
        make=a_match,
    ),
    Row(
        "api:session-plan",
        post=Call(STAFF, 201, {"starts_at": "2099-01-05T10:00:00Z"}),
        make=a_match,
    ),
    Row("api:match-message-list", post=Call(EVERYBODY, 201, {"body": "Hello"}), make=own_match),
    Row(
        "api:session-cancel",
        post=Call(STAFF),
        make=a_planned_session,
    ),
    Row(
        "api:session-detail",
        get=Call(STAFF),
        patch=Call(STAFF, data={"minutes": 30}),
        delete=Call(STAFF, 204),
        make=a_session,
    ),
    Row("api:participant-pause", post=Call(STAFF, data={"reason": "leave"}), make=an_existing_participant),
    Row("api:participant-resume", post=Call(STAFF), make=a_paused_participant),
    Row(
        "api:participant-absence-list",
        get=Call(STAFF),
        post=Call(STAFF, 201, {"starts_on": "2026-09-01", "ends_on": "2026-09-02"}),
        make=an_existing_participant,
    ),
    Row(
        "api:absence-detail",
        get=Call(STAFF),
        patch=Call(STAFF, data={"ends_on": "2026-09-20"}),
        delete=Call(STAFF, 204),
        make=an_absence,
    ),
    Row("api:goal-list", get=Call(STAFF)),
    Row("api:check-in-list", get=Call(STAFF)),
    Row("api:person-list", get=Call(STAFF), post=Call(ADMINISTRATORS, 201, a_person)),
    Row("api:person-detail", get=Call(STAFF), make=a_known_person),
]
