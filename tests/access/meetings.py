from mentoring.people.models import Person
from tests.access import EVERYBODY, STAFF, Call, Row
from tests.access.programs import run_by
from tests.factories.meetings import make_help_request, make_question
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program, make_session


def a_match(caller):
    match = make_match()
    run_by(caller, match.program)
    return {"program_id": match.program_id, "match_id": match.pk}


def a_match_by_id(caller):
    return {"id": a_match(caller)["match_id"]}


def a_program(caller):
    return {"program_id": run_by(caller, make_program()).pk}


def a_program_by_id(caller):
    return {"id": run_by(caller, make_program()).pk}


KIND = {"kind": "programs.did_you_meet"}


def own_inquiry(caller):
    """An inquiry to the caller about one match."""
    person = Person.objects.filter(membership=caller).first() or make_person(membership=caller)
    program = make_program()
    mentee = make_participant(program=program, role="mentee", person=person)
    session = make_session(match=make_match(program=program, mentee=mentee), state="planned")
    question = make_question(session=session)
    return {"inquiry_id": question.inquiry_id}


def a_help_request(caller):
    request = make_help_request()
    run_by(caller, request.match.program)
    return {
        "program_id": request.match.program_id,
        "match_id": request.match_id,
        "request_id": request.pk,
    }


ROWS = [
    Row("programs:send-calendar", get=Call(STAFF), make=a_program),
    Row("programs:send-pause", post=Call(STAFF, 302, KIND), make=a_program),
    Row("programs:send-resume", post=Call(STAFF, 302, KIND), make=a_program),
    Row("api:send-calendar", get=Call(STAFF), make=a_program_by_id),
    Row("api:send-pause", post=Call(STAFF, data=KIND), make=a_program_by_id),
    Row("api:send-resume", post=Call(STAFF, data=KIND), make=a_program_by_id),
    Row(
        "programs:own-inquiry",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"undo": "nothing"}),
        make=own_inquiry,
    ),
    Row("programs:match-help", get=Call(STAFF), make=a_match),
    Row("programs:match-links-revoke", post=Call(STAFF, 302), make=a_match),
    Row("api:match-links-revoke", post=Call(STAFF), make=a_match_by_id),
    Row("programs:help-resolve", post=Call(STAFF, 302), make=a_help_request),
]
