from mentoring.people.models import Person
from tests.access import EVERYBODY, Call, Row
from tests.factories.people import make_person
from tests.factories.programs import make_participant
from tests.factories.surveys import (
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


ROWS = [
    Row(
        "surveys:own-survey",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"meetings": "4"}),
        make=own_survey,
    ),
]
