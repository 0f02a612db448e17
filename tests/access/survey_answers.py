from mentoring.people.models import Person
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.access.programs import run_by
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program
from tests.factories.surveys import (
    make_schedule,
    make_survey,
    make_survey_invitation,
    make_survey_question,
    make_survey_version,
    make_wave,
)


def own_survey(caller):
    """An invitation of the caller to a survey with one question."""
    person = Person.objects.filter(membership=caller).first() or make_person(membership=caller)
    survey = make_survey(
        languages=["en", "de"], intro={"de": "Was läuft gut?"}, title={"de": "Wie läuft es?"}
    )
    version = make_survey_version(survey=survey)
    make_survey_question(version=version, key="meetings", texts={"de": {"text": "Wie oft?"}})
    wave = make_wave(version=version)
    participant = make_participant(program=wave.survey.program, role="mentee", person=person)
    return {"invitation_id": make_survey_invitation(wave=wave, participant=participant).pk}


def a_sent_survey(caller):
    """A survey of the caller's program with a question, an open wave and a schedule."""
    survey = make_survey(
        languages=["en", "de"], title={"de": "Wie läuft es?", "en": "Wie läuft es?"}, name="Herbst"
    )
    run_by(caller, survey.program)
    version = make_survey_version(survey=survey)
    make_survey_question(version=version, key="meetings", texts={"de": {"text": "Wie oft?"}})
    make_participant(program=survey.program, role="mentee", person=make_person())
    return survey


def a_survey(caller):
    survey = a_sent_survey(caller)
    return {"program_id": survey.program_id, "survey_id": survey.pk}


def a_schedule(caller):
    schedule = make_schedule(survey=a_sent_survey(caller))
    return {
        "program_id": schedule.survey.program_id,
        "survey_id": schedule.survey_id,
        "schedule_id": schedule.pk,
    }


def a_wave(caller):
    wave = make_wave(survey=a_sent_survey(caller))
    return {"program_id": wave.survey.program_id, "survey_id": wave.survey_id, "wave_id": wave.pk}


def a_survey_by_id(caller):
    return {"id": a_sent_survey(caller).pk}


def a_wave_by_id(caller):
    return {"id": a_wave(caller)["wave_id"]}


def new_survey(caller):
    return {
        "program_id": str(run_by(caller, make_program()).pk),
        "name": "Autumn",
        "kind": "pulse",
        "role": "mentee",
        "mode": "named",
        "languages": ["en"],
        "title": {"en": "How is it going?"},
    }


ROWS = [
    Row("api:survey-list", get=Call(STAFF), post=Call(STAFF, 201, new_survey)),
    Row("surveys:sending", get=Call(STAFF), make=a_survey),
    Row(
        "surveys:survey-launch",
        get=Call(STAFF, 302),
        post=Call(STAFF, 302, {"send-open_days": "14"}),
        make=a_survey,
    ),
    Row(
        "surveys:survey-schedule",
        get=Call(STAFF, 302),
        post=Call(STAFF, 302, {"plan-open_days": "14", "plan-trigger": "sessions", "plan-every": "6"}),
        make=a_survey,
    ),
    Row("surveys:schedule-stop", get=Call(STAFF, 302), post=Call(STAFF, 302), make=a_schedule),
    Row("surveys:wave-close", get=Call(STAFF, 302), post=Call(STAFF, 302), make=a_wave),
    Row(
        "api:survey-detail", get=Call(STAFF), patch=Call(STAFF, data={"name": "Winter"}), make=a_survey_by_id
    ),
    Row("api:survey-load", get=Call(STAFF), make=a_survey_by_id),
    Row("api:survey-calendar", get=Call(STAFF)),
    Row("api:survey-skips", get=Call(STAFF)),
    Row("api:contact-budget", get=Call(STAFF), patch=Call(ADMINISTRATORS, data={"gap_days": 21})),
    Row("api:survey-launch", post=Call(STAFF, 201), make=a_survey_by_id),
    Row(
        "api:survey-schedule",
        post=Call(STAFF, 201, {"trigger": "sessions", "every": 6}),
        make=a_survey_by_id,
    ),
    Row("api:wave-close", post=Call(STAFF), make=a_wave_by_id),
    Row(
        "surveys:own-survey",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"meetings": "4"}),
        make=own_survey,
    ),
]
