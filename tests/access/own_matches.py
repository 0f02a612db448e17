"""The pages of a match for its mentor and mentee."""

from mentoring.people.models import Person
from programs.models import Match
from tests.access import EVERYBODY, Call, Row
from tests.factories.people import make_person
from tests.factories.programs import (
    make_match,
    make_match_message,
    make_note,
    make_participant,
    make_program,
    make_session,
)


def own_match(caller):
    """A match in which the caller is the mentor."""
    person = Person.objects.filter(membership=caller).first() or make_person(membership=caller)
    program = make_program()
    match = make_match(
        program=program, mentor=make_participant(program=program, role="mentor", person=person)
    )
    return {"match_id": match.pk}


def own_message(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    message = make_match_message(match=match, role="mentor")
    return {**arguments, "message_id": message.pk}


def own_note(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    return {**arguments, "note_id": make_note(match=match, author=match.mentor).pk}


def own_session(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    session = make_session(match=match, state="planned", happens_on="2026-09-01")
    return {**arguments, "session_id": session.pk}


AGREEMENT = {"contact": "Teams chat", "reply_within_days": "2", "wishes": ""}
NOTE = {"reader": "private", "text": "Bring slides"}
PLANNED = {"day": "2099-01-05", "at": "10:00", "minutes": "45", "place": "", "agenda": ""}


ROWS = [
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
    Row("programs:my-match", get=Call(EVERYBODY), make=own_match),
]
