"""Surveys: those who run the program plan and read them; nobody else sees them."""

from uuid import uuid4

from surveys.models import Survey
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.access.own_matches import own_match
from tests.access.programs import a_program, run_by
from tests.factories.surveys import (
    OPENED_AT,
    make_mentor_result,
    make_survey,
    make_survey_question,
    make_survey_version,
    make_wave,
    make_wave_result,
)


def a_survey(caller):
    survey = make_survey(
        languages=["en", "de"], intro={"de": "Was läuft gut?"}, title={"de": "Wie läuft es?"}
    )
    run_by(caller, survey.program)
    version = make_survey_version(survey=survey)
    texts = {"en": {"text": "Wie oft?"}, "de": {"text": "Wie oft?"}}
    make_survey_question(version=version, key="meetings", position=1, texts=texts)
    make_survey_question(version=version, key="keep", position=2, type="short_text", texts=texts)
    return {"program_id": survey.program_id, "survey_id": survey.pk}


def a_question(caller):
    return {**a_survey(caller), "key": "meetings"}


def a_removed_question(caller):
    return {**a_survey(caller), "question_id": uuid4()}


def a_library_question(caller):
    return {**a_survey(caller), "key": "program-match-fit"}


def a_result(caller):
    arguments = a_survey(caller)
    version = Survey.objects.get(pk=arguments["survey_id"]).versions.get()
    version.questions.filter(key="keep").update(key="open-keep")
    wave = make_wave(version=version, state="closed", closed_at=OPENED_AT)
    make_wave_result(wave=wave, comments={"open-keep": ["Mehr Zeit"]})
    return {"program_id": arguments["program_id"], "wave_id": wave.pk}


def a_result_by_id(caller):
    return {"id": a_result(caller)["wave_id"]}


def a_mentor_result(caller):
    texts = {"de": {"text": "Die Treffen finden wie geplant statt."}}
    make_survey_question(key="meetings", texts=texts)
    make_mentor_result(question_key="meetings")
    return {}


QUESTION = {"text": "The match fits my goals.", "type": "agreement5", "allows_not_applicable": "on"}
SURVEY = {
    "name": "Autumn", "kind": "pulse", "role": "mentee", "mode": "confidential", "languages": ["en"],
    "title_en": "How is it going?",
}  # fmt: skip

ROWS = [
    Row(
        "surveys:plan", get=Call(STAFF), post=Call(STAFF, 302, {"surveys": ["mentee-start"]}), make=a_program
    ),
    Row("surveys:library", get=Call(STAFF), post=Call(STAFF, 302, {"survey": "mentee-end"}), make=a_program),
    Row("surveys:survey-new", get=Call(STAFF), post=Call(STAFF, 302, SURVEY), make=a_program),
    Row("surveys:survey-update", get=Call(STAFF), post=Call(STAFF, 302, SURVEY), make=a_survey),
    Row("surveys:survey-restart", post=Call(STAFF, 302), make=a_survey),
    Row("surveys:survey-archive", post=Call(STAFF, 302), make=a_survey),
    Row("surveys:test-email", post=Call(STAFF, 302), make=a_survey),
    Row("surveys:builder", get=Call(STAFF), make=a_survey),
    Row("surveys:question", get=Call(STAFF), post=Call(STAFF, 302, QUESTION), make=a_question),
    Row("surveys:question-new", get=Call(STAFF), post=Call(STAFF, 302, QUESTION), make=a_survey),
    Row("surveys:question-from-library", post=Call(STAFF, 302), make=a_library_question),
    Row("surveys:question-move", post=Call(STAFF, 302, {"direction": "down"}), make=a_question),
    Row("surveys:question-hide", post=Call(STAFF, 302, {"hidden": "1"}), make=a_question),
    Row("surveys:question-remove", post=Call(STAFF, 302), make=a_question),
    Row("surveys:question-restore", post=Call(STAFF, 302), make=a_removed_question),
    Row("surveys:result-list", get=Call(STAFF), make=a_survey),
    Row("surveys:wave-results", get=Call(STAFF), make=a_result),
    Row("surveys:wave-export", post=Call(STAFF, 200, {"format": "csv"}), make=a_result),
    Row("api:wave-results", get=Call(STAFF), make=a_result_by_id),
    Row("api:wave-results-export", get=Call(STAFF), make=a_result_by_id),
    Row("surveys:my-feedback", get=Call(EVERYBODY), make=own_match),
    Row("surveys:calendar", get=Call(STAFF)),
    Row("surveys:calendar-export", post=Call(STAFF, 200, {"format": "csv"})),
    Row("surveys:skip-export", post=Call(STAFF, 200, {"format": "csv"})),
    Row(
        "surveys:contact-budget",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"gap_days": "20", "per_month": "1", "per_year": "4"}),
    ),
    Row("surveys:mentor-results", get=Call(ADMINISTRATORS), make=a_mentor_result),
    Row("surveys:mentor-results-export", post=Call(ADMINISTRATORS, 200, {"format": "csv"})),
    Row("api:mentor-results", get=Call(ADMINISTRATORS)),
    Row("api:mentor-results-export", get=Call(ADMINISTRATORS)),
    Row("surveys:contact-budget-reset", post=Call(ADMINISTRATORS, 302)),
    Row("surveys:preview", get=Call(STAFF), post=Call(STAFF, 302), make=a_question),
]
