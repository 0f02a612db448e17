"""Matches of a program as those who run it see them: drafts, introductions, states, sessions, absences."""

from tests.access import STAFF, Call, Row
from tests.access.programs import a_program, run_by
from tests.factories.people import make_person
from tests.factories.programs import (
    make_absence,
    make_introduction,
    make_match,
    make_match_change,
    make_participant,
    make_program,
    make_session,
)


def a_match(caller):
    match = make_match()
    run_by(caller, match.program)
    return {"program_id": match.program_id, "match_id": match.pk}


def an_introduction(caller):
    made = make_introduction()
    run_by(caller, made.program)
    return {"program_id": made.program_id, "introduction_id": made.pk}


def a_draft_match(caller):
    match = make_match(state="proposed")
    run_by(caller, match.program)
    return {"program_id": match.program_id, "match_id": match.pk}


def a_match_to_end(caller):
    """A match whose emails are previewed in the language of each side."""
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
OVERRIDE = {"health": "on_track", "reason": "They meet on the phone.", "review_on": "2099-01-01"}
SESSION = {"session-happens_on": "2026-09-01", "session-state": "held"}
ABSENCE = {
    "absence-role": "mentor",
    "absence-starts_on": "2026-09-01",
    "absence-ends_on": "2026-09-02",
}


ROWS = [
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
    Row("programs:match-list", get=Call(STAFF), make=a_program),
    Row("programs:match-export", post=Call(STAFF), make=a_program),
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
    Row("goals:match-goals", get=Call(STAFF), make=a_match),
]
