"""Who takes part, profile questions, and applications."""

from datetime import UTC, date, datetime

from mentoring.people.models import Person
from programs.models import Intake, Participant, Program
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, PublicRow, Row
from tests.access.programs import a_batch, a_draft, a_program, run_by
from tests.access.support import a_program_by_id
from tests.factories.people import make_person
from tests.factories.programs import (
    make_absence,
    make_application,
    make_decision_batch,
    make_intake,
    make_participant,
    make_profile_question,
    make_program,
    make_topic,
)


def an_open_program(caller):
    program = make_program(state="open")
    make_intake(program=program)
    return {"program_id": run_by(caller, program).pk}


def an_open_program_to_invite(caller):
    make_person(language="de")
    return an_open_program(caller)


def an_open_page(caller):
    program = an_open_program(caller)["program_id"]
    return {"page": Intake.objects.get(program=program).slug}


def a_question(caller):
    question = make_profile_question()
    return {"program_id": run_by(caller, question.program).pk, "key": question.key}


def a_removed_topic(caller):
    topic = make_topic(removed_at=datetime(2026, 9, 1, tzinfo=UTC))
    return {**a_program(caller), "topic_id": topic.pk}


def an_application(caller):
    arguments = an_open_program(caller)
    program = Program.objects.get(pk=arguments["program_id"])
    return {**arguments, "application_id": make_application(program=program).pk}


def a_decision(caller):
    arguments = an_open_program(caller)
    program = Program.objects.get(pk=arguments["program_id"])
    return {**arguments, "batch_id": make_decision_batch(program=program).pk}


def an_open_program_by_id(caller):
    return {"id": an_open_program(caller)["program_id"]}


def an_application_to_decide(caller):
    program = Program.objects.filter(state="open").latest("created_at")
    return {"applications": [str(make_application(program=program).pk)], "decision": "wait"}


def own_participation(caller):
    person = Person.objects.filter(membership=caller).first() or make_person(membership=caller)
    return {"participant_id": make_participant(person=person).pk}


def own_pause(caller):
    arguments = own_participation(caller)
    Participant.objects.filter(pk=arguments["participant_id"]).update(paused_on=date(2026, 9, 1))
    return arguments


def own_absence(caller):
    arguments = own_participation(caller)
    participant = Participant.objects.get(pk=arguments["participant_id"])
    return {**arguments, "absence_id": make_absence(participant=participant).pk}


def own_past_participation(caller):
    arguments = own_participation(caller)
    Participant.objects.filter(pk=arguments["participant_id"]).update(state="left")
    return arguments


PAUSE = {"until": "", "reason": "leave"}
DAYS = {"starts_on": "2026-12-01", "ends_on": "2026-12-05"}
QUESTION = {"text": "Why?", "audience": "both", "kind": "text", "options": ""}
INTAKE = {
    "is_rolling": "no",
    "roles": "both",
    "takes_guests": "no",
    "needs_approval": "yes",
    "asks_manager": "no",
    "mentor_capacity": "1",
    "session_minutes": "60",
}

APPLY = {"role": "mentee", "answers": {"topics-wanted": ["Strategy"], "why": "Because"}}

ROWS = [
    # Their own only; everybody else gets 404 (tests/programs/test_participations.py).
    Row(
        "programs:my-participation",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"capacity": "2"}),
        make=own_participation,
    ),
    Row("programs:my-absence-create", post=Call(EVERYBODY, 302, DAYS), make=own_participation),
    Row("programs:my-absence-delete", post=Call(EVERYBODY, 302), make=own_absence),
    # Restored from the session in which it was deleted; without that it is refused.
    Row("programs:my-absence-restore", post=Call(EVERYBODY, 422), make=own_absence),
    Row("programs:my-pause", post=Call(EVERYBODY, 302, PAUSE), make=own_participation),
    Row("programs:my-resume", post=Call(EVERYBODY, 302), make=own_pause),
    Row("programs:my-leave", post=Call(EVERYBODY, 302), make=own_participation),
    Row("programs:my-rejoin", post=Call(EVERYBODY, 302), make=own_past_participation),
    Row("api:profile-question-list", get=Call(EVERYBODY), make=a_program_by_id),
    Row(
        "api:application-list",
        get=Call(STAFF),
        post=Call(EVERYBODY, 201, APPLY),
        make=an_open_program_by_id,
    ),
    Row(
        "api:application-decide",
        post=Call(STAFF, 200, an_application_to_decide),
        make=an_open_program_by_id,
    ),
    PublicRow(
        "programs:public-page",
        why="Anyone with the address can read about a program that takes applications; others get 404.",
        anonymous=404,
        signed_in=404,
        arguments={"slug": "acme", "page": "board"},
    ),
    Row(
        "programs:application-start",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"role": "mentee"}),
        make=an_open_page,
    ),
    Row(
        "programs:program-settings",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"reset": "goal_days"}),
        make=a_program,
    ),
    Row(
        "programs:program-intake",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, INTAKE),
        make=a_program,
    ),
    Row("programs:applications-open", post=Call(ADMINISTRATORS, 302), make=a_draft),
    Row("programs:applications-close", post=Call(ADMINISTRATORS, 302), make=an_open_program),
    Row("programs:public-page-preview", get=Call(ADMINISTRATORS), make=a_program),
    Row("programs:profile-questions", get=Call(ADMINISTRATORS), make=a_program),
    Row(
        "programs:profile-question-create",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, QUESTION),
        make=a_program,
    ),
    Row(
        "programs:profile-question",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, QUESTION),
        make=a_question,
    ),
    Row("programs:profile-question-remove", post=Call(ADMINISTRATORS, 302), make=a_question),
    Row("programs:profile-question-restore", post=Call(ADMINISTRATORS, 302), make=a_question),
    Row("programs:profile-question-move", post=Call(ADMINISTRATORS, 302), make=a_question),
    Row("programs:topic-create", post=Call(ADMINISTRATORS, 302, {"name": "Welding"}), make=a_program),
    Row("programs:topic-remove", post=Call(ADMINISTRATORS, 302, {"name": "Strategy"}), make=a_program),
    Row("programs:topic-restore", post=Call(ADMINISTRATORS, 302), make=a_removed_topic),
    Row("programs:application-list", get=Call(STAFF), make=an_open_program),
    Row("programs:application-export", post=Call(STAFF, 200), make=an_open_program),
    Row("programs:application-detail", get=Call(STAFF), make=an_application),
    Row(
        "programs:application-decide",
        get=Call(STAFF, 302),
        post=Call(STAFF, 302, {"decision": "accept"}),
        make=an_open_program,
    ),
    Row("programs:application-undo", post=Call(STAFF, 302), make=a_decision),
    Row(
        "programs:application-invite",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302),
        make=an_open_program_to_invite,
    ),
    Row("programs:application-invite-undo", post=Call(ADMINISTRATORS, 302), make=a_batch),
]
