from uuid import uuid4

from mentoring.people.models import Person
from programs.models import Match
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.factories.members import make_invite
from tests.factories.people import make_person
from tests.factories.programs import (
    make_absence,
    make_announcement,
    make_introduction,
    make_match,
    make_match_change,
    make_match_message,
    make_note,
    make_participant,
    make_program,
    make_program_coordinator,
    make_saved_view,
    make_session,
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


def a_match(caller):
    match = make_match()
    run_by(caller, match.program)
    return {"program_id": match.program_id, "match_id": match.pk}


def an_email_text(caller):
    program = run_by(caller, make_program())
    return {"program_id": program.pk, "text": "introduction_mentee", "language": "de"}


def an_introduction(caller):
    made = make_introduction()
    run_by(caller, made.program)
    return {"program_id": made.program_id, "introduction_id": made.pk}


def a_draft_match(caller):
    match = make_match(state="proposed")
    run_by(caller, match.program)
    return {"program_id": match.program_id, "match_id": match.pk}


def a_match_to_end(caller):
    """A match whose emails are previewed in the language of the two."""
    program = run_by(caller, make_program())
    mentor, mentee = (
        make_participant(program=program, role=role, person=make_person(language="de"))
        for role in ("mentor", "mentee")
    )
    match = make_match(program=program, mentor=mentor, mentee=mentee)
    return {"program_id": program.pk, "match_id": match.pk}


def a_session(caller):
    session = make_session()
    run_by(caller, session.program)
    return {"program_id": session.program_id, "match_id": session.match_id, "session_id": session.pk}


def an_absence(caller):
    match = make_match()
    absence = make_absence(participant=match.mentee)
    run_by(caller, match.program)
    return {"program_id": match.program_id, "match_id": match.pk, "absence_id": absence.pk}


def own_view(caller):
    view = make_saved_view(membership=caller)
    run_by(caller, view.program)
    return {"program_id": view.program_id, "view_id": view.pk}


def a_person(caller):
    participant = make_participant()
    run_by(caller, participant.program)
    return {"person_id": participant.person_id}


def own_match(caller):
    """A match in which the caller is the mentor."""
    person = Person.objects.filter(membership=caller).first() or make_person(membership=caller)
    program = make_program()
    match = make_match(
        program=program, mentor=make_participant(program=program, role="mentor", person=person)
    )
    return {"match_id": match.pk}


def a_paused_match(caller):
    match = make_match(state="paused")
    run_by(caller, match.program)
    return {"program_id": match.program_id, "match_id": match.pk}


def a_match_change(caller):
    change = make_match_change(
        before={"state": "active", "ended_on": None, "end_reason": "", "paused_until": None}
    )
    run_by(caller, change.match.program)
    return {"program_id": change.match.program_id, "match_id": change.match_id, "change_id": change.pk}


PAUSE = {"pause-until": "2099-01-01", "pause-reason": "Parental leave"}
END = {"end-ended_on": "2026-09-01", "end-reason": "Goals reached"}
REOPEN = {"reopen-reason": "Back from leave"}
PERSON = {"first_name": "Priya", "last_name": "Raman", "email": "new.person@example.org"}
PROGRAM = {
    "name": "Rising Leaders 2027",
    "starts_on": "2027-01-11",
    "meeting_interval_days": "14",
    "state": "running",
    "breaks-TOTAL_FORMS": "0",
    "breaks-INITIAL_FORMS": "0",
}
OVERRIDE = {"health": "on_track", "reason": "They meet on the phone.", "review_on": "2099-01-01"}
SESSION = {"session-happens_on": "2026-09-01", "session-state": "held"}
ABSENCE = {
    "absence-role": "mentor",
    "absence-starts_on": "2026-09-01",
    "absence-ends_on": "2026-09-02",
}

AGREEMENT = {"contact": "Teams chat", "reply_within_days": "2", "wishes": ""}
ANNOUNCEMENT = {"audience": "both", "subject": "Hello", "body": "Hello {first_name}"}


def own_message(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    message = make_match_message(match=match, role="mentor")
    return {**arguments, "message_id": message.pk}


NOTE = {"reader": "private", "text": "Bring slides"}


def own_note(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    return {**arguments, "note_id": make_note(match=match, author=match.mentor).pk}


def an_announcement(caller):
    announcement = make_announcement()
    run_by(caller, announcement.program)
    return {"program_id": announcement.program_id, "announcement_id": announcement.pk}


def own_session(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    session = make_session(match=match, state="planned", happens_on="2026-09-01")
    return {**arguments, "session_id": session.pk}


PLANNED = {"day": "2099-01-05", "at": "10:00", "minutes": "45", "place": "", "agenda": ""}

ROWS = [
    Row(
        "programs:program-agreement",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"agreement": "We meet.", "contact": ""}),
        make=a_program,
    ),
    Row("programs:my-session-plan", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, PLANNED), make=own_match),
    Row(
        "programs:my-session-record",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"day": "2026-09-01", "minutes": "45"}),
        make=own_match,
    ),
    Row("programs:my-session", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, PLANNED), make=own_session),
    Row(
        "programs:my-session-agenda",
        post=Call(EVERYBODY, 302, {"agenda": "Review"}),
        make=own_session,
    ),
    Row("programs:my-session-held", post=Call(EVERYBODY, 302), make=own_session),
    Row("programs:my-session-cancel", post=Call(EVERYBODY, 302), make=own_session),
    Row("programs:my-session-withdraw", post=Call(EVERYBODY, 302), make=own_session),
    Row("programs:my-session-restore", post=Call(EVERYBODY, 302), make=own_session),
    Row("programs:my-session-delete", post=Call(EVERYBODY, 302), make=own_session),
    Row("programs:my-agreement", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, AGREEMENT), make=own_match),
    Row(
        "programs:my-messages",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"body": "Hello"}),
        make=own_match,
    ),
    Row("programs:my-message-cancel", post=Call(EVERYBODY, 302), make=own_message),
    Row("programs:my-visibility", get=Call(EVERYBODY)),
    Row("api:visibility", get=Call(EVERYBODY)),
    Row("programs:my-notes", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, NOTE), make=own_match),
    Row("programs:my-note", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, NOTE), make=own_note),
    Row("programs:my-note-delete", post=Call(EVERYBODY, 302), make=own_note),
    Row("programs:my-note-restore", post=Call(EVERYBODY, 302), make=own_note),
    Row("programs:announcement-create", get=Call(STAFF), post=Call(STAFF, 200, ANNOUNCEMENT), make=a_program),
    Row("programs:announcement-cancel", post=Call(STAFF, 302), make=an_announcement),
    Row("programs:my-match", get=Call(EVERYBODY), make=own_match),
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
    Row("programs:match-create", get=Call(STAFF), post=Call(STAFF, 422), make=a_program),
    Row("programs:matching", get=Call(STAFF), make=a_program),
    Row("programs:match-draft", post=Call(STAFF, 302), make=a_program),
    Row("programs:matching-drafts", get=Call(STAFF), post=Call(STAFF, 422), make=a_program),
    Row("programs:introductions", get=Call(STAFF), post=Call(STAFF, 422), make=a_program),
    Row("programs:introduction-cancel", post=Call(STAFF, 302), make=an_introduction),
    Row("programs:draft-export", post=Call(STAFF), make=a_program),
    Row("programs:draft-discard", post=Call(STAFF, 302), make=a_draft_match),
    Row("programs:match-state", get=Call(STAFF), make=a_match),
    Row("programs:match-pause", get=Call(STAFF), post=Call(STAFF, 302, PAUSE), make=a_match),
    Row("programs:match-end", get=Call(STAFF), post=Call(STAFF, 302, END), make=a_match),
    Row("programs:match-reopen", get=Call(STAFF), post=Call(STAFF, 302, REOPEN), make=a_paused_match),
    Row(
        "programs:rematch",
        get=Call(STAFF),
        post=Call(STAFF, 302, {"reason": "No time"}),
        make=a_match_to_end,
    ),
    Row("programs:rematch-undo", post=Call(STAFF, 302), make=a_match_change),
    Row("programs:match-change-undo", post=Call(STAFF, 302), make=a_match_change),
    Row("people:person-create", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302, PERSON)),
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
    Row("programs:match-list", get=Call(STAFF), make=a_program),
    Row("programs:participant-export", post=Call(STAFF), make=a_program),
    Row("programs:match-export", post=Call(STAFF), make=a_program),
    Row("programs:view-save", post=Call(STAFF, 302, {"name": "Mine"}), make=a_program),
    Row("programs:view-delete", post=Call(STAFF, 302), make=own_view),
    Row("programs:match-detail", get=Call(STAFF), make=a_match),
    Row("programs:match-override", get=Call(STAFF), post=Call(STAFF, 302, OVERRIDE), make=a_match),
    Row("programs:match-clear-override", post=Call(STAFF, 302), make=a_match),
    Row("programs:session-create", get=Call(STAFF), post=Call(STAFF, 302, SESSION), make=a_match),
    Row(
        "programs:session-update",
        get=Call(STAFF),
        post=Call(STAFF, 302, {"happens_on": "2026-09-02", "state": "missed"}),
        make=a_session,
    ),
    Row("programs:session-delete", post=Call(STAFF, 302), make=a_session),
    Row("programs:session-restore", post=Call(STAFF, 302), make=a_session),
    Row("programs:absence-create", get=Call(STAFF), post=Call(STAFF, 302, ABSENCE), make=a_match),
    Row(
        "programs:absence-update",
        get=Call(STAFF),
        post=Call(STAFF, 302, {"starts_on": "2026-09-02", "ends_on": "2026-09-03"}),
        make=an_absence,
    ),
    Row("programs:absence-delete", post=Call(STAFF, 302), make=an_absence),
    Row("programs:absence-restore", post=Call(STAFF, 302), make=an_absence),
    Row("programs:person-participations", get=Call(STAFF), make=a_person),
    Row("people:person-list", get=Call(STAFF)),
    Row("people:person-export", post=Call(ADMINISTRATORS)),
    Row("people:person-detail", get=Call(STAFF), make=a_person),
    Row("goals:goal-list", get=Call(STAFF), make=a_program),
    Row("goals:goal-export", post=Call(STAFF), make=a_program),
    Row("goals:match-goals", get=Call(STAFF), make=a_match),
]
