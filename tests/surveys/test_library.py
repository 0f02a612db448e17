import pytest

from surveys.enums import QuestionType, SurveyKind, SurveyMode, Trigger
from surveys.library import BANK, LANGUAGES, LIBRARY, estimated_minutes, estimated_seconds, library_survey
from surveys.library.timing import SECONDS

ANONYMOUS_ONLY = {
    "relationship-problems", "growth-new", "integrity-confidentiality", "integrity-expectations",
    "integrity-feedback", "integrity-disagreement", "safety-exit", "stay-twelve-months",
}  # fmt: skip


def test_keys_are_unique_and_texts_exist_in_every_language():
    assert len({question.key for question in BANK}) == len(BANK)
    for question in BANK:
        assert set(question.label) == set(question.text) == set(LANGUAGES)
        assert question.type in QuestionType.values
    for survey in LIBRARY:
        assert set(survey.title) == set(survey.purpose) == set(LANGUAGES)
        assert (survey.kind in SurveyKind.values, survey.mode in SurveyMode.values) == (True, True)
        assert survey.trigger in Trigger.values


def test_trust_openness_growth_conduct_and_intention_to_stay_are_in_the_half_time_surveys_only():
    assert {question.key for question in BANK if question.is_anonymous_only} == ANONYMOUS_ONLY
    anonymous = [survey for survey in LIBRARY if survey.mode == "anonymous"]
    assert [survey.key for survey in anonymous] == ["mentee-half-time", "mentor-half-time"]
    for survey in LIBRARY:
        asked = ANONYMOUS_ONLY & {question.key for question in survey.questions}
        assert bool(asked) == (survey in anonymous)


def test_the_half_time_survey_is_after_six_sessions_or_at_half_time_and_begins_harmlessly():
    for survey in (library_survey("mentee-half-time"), library_survey("mentor-half-time")):
        assert (survey.kind, survey.trigger, survey.every) == (SurveyKind.HALF_TIME, Trigger.HALF_TIME, 6)
        assert survey.questions[0].key == "program-as-planned"


@pytest.mark.parametrize(
    ("role", "anchor"), [("mentee", "skills-confidence"), ("mentor", "mentor-confidence")]
)
def test_confidence_is_asked_at_start_at_the_end_and_six_months_after(role, anchor):
    asked = [
        survey.kind
        for survey in LIBRARY
        if survey.role == role and anchor in {question.key for question in survey.questions}
    ]
    assert asked == [SurveyKind.START, SurveyKind.END, SurveyKind.SIX_MONTHS]


def test_a_start_survey_can_be_compared_with_the_end():
    for role in ("mentee", "mentor"):
        start, end = (library_survey(f"{role}-{when}") for when in ("start", "end"))
        assert {q.key for q in start.questions} <= {q.key for q in end.questions}


@pytest.mark.parametrize("survey", LIBRARY, ids=lambda survey: survey.key)
def test_surveys_are_short(survey):
    most = {SurveyKind.PULSE: 5, SurveyKind.END: 20}.get(survey.kind, 12)
    assert len(survey.questions) <= most
    assert estimated_minutes(question.type for question in survey.questions) <= (
        2 if survey.kind == SurveyKind.PULSE and survey.mode != SurveyMode.NAMED else 5
    )


def test_named_skills_replace_the_general_question():
    survey = library_survey("mentee-end", ["Leading a team", "Writing"])
    first, second = survey.questions[:2]
    assert (first.key, second.key) == ("skills-confidence-1", "skills-confidence-2")
    assert first.text == {
        "en": "How confident are you today in this skill: Leading a team?",
        "de": "Wie sicher fühlen Sie sich heute in diesem Bereich: Leading a team?",
    }
    assert "skills-confidence-then" not in {question.key for question in survey.questions}


def test_estimate_counts_the_first_page_and_every_question():
    assert set(SECONDS) == set(QuestionType.values)
    assert estimated_seconds(["agreement5", "agreement5", "short_text"]) == 25 + 12 + 12 + 45
    assert estimated_minutes([]) == 1
