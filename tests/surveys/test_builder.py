"""The builder in the browser, without JavaScript: every change is a form."""

import pytest
from django.urls import reverse

from mentoring.tenancy.scope import tenant_scope
from surveys.models import Question, Schedule, Survey, SurveyVersion
from tests.surveys.building import newest, questions


def test_default_plan_creates_and_schedules_the_chosen_surveys(browse, organization, program):
    page = browse("plan")
    assert "Use this plan" in page.content.decode()
    answer = browse(
        "plan", {"surveys": ["mentee-start", "mentee-end", "mentor-end"], "skill_1": "Leading a team"}
    )
    assert answer.status_code == 302
    with tenant_scope(organization.id):
        made = {survey.name: survey for survey in Survey.objects.filter(program=program)}
        assert {name: (it.kind, it.role, it.mode) for name, it in made.items()} == {
            "Start, mentees": ("start", "mentee", "confidential"),
            "End, mentees": ("end", "mentee", "confidential"),
            "End, mentors": ("end", "mentor", "confidential"),
        }
        assert sorted(Schedule.objects.values_list("survey__name", "trigger", "every")) == [
            ("End, mentees", "closing", 0),
            ("End, mentors", "closing", 0),
            ("Start, mentees", "match_days", 3),
        ]
        first = Question.objects.filter(version__survey=made["Start, mentees"]).order_by("position").first()
        assert first.key == "skills-confidence-1"
        assert (
            first.texts["de"]["text"] == "Wie sicher fühlen Sie sich heute in diesem Bereich: Leading a team?"
        )
    page = browse("plan").content.decode()
    assert "3 days after the match began" in page
    assert "Load per person" in page


def test_plan_without_a_choice_is_refused(browse, organization):
    answer = browse("plan", {"skill_1": "Writing"})
    assert answer.status_code == 422
    with tenant_scope(organization.id):
        assert not Survey.objects.exists()


def test_a_survey_of_the_library_can_be_added_twice_under_another_name(browse, organization):
    for _number in range(2):
        assert browse("library", {"survey": "mentee-pulse"}).status_code == 302
    with tenant_scope(organization.id):
        names = sorted(Survey.objects.values_list("name", flat=True))
    assert names == ["Pulse, mentees", "Pulse, mentees 2"]


def test_feedback_for_the_mentor_has_a_title_of_its_own(browse, organization):
    """The home page lists it beside other pulses."""
    for key in ("mentee-pulse", "mentor-feedback"):
        browse("library", {"survey": key})
    with tenant_scope(organization.id):
        titles = {survey.title["en"] for survey in Survey.objects.all()}
    assert titles == {"How is your mentoring going?", "Feedback for your mentor"}


def test_question_is_changed_in_one_language(browse, survey):
    answer = browse(
        "question",
        {"text": "Die Treffen finden statt.", "type": "agreement5", "allows_not_applicable": "on"},
        query="?language=de",
        survey_id=survey.pk,
        key="meetings_happen",
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith("?language=de")
    assert newest(survey, "meetings_happen").texts == {
        "en": {"text": "Meetings happen as planned."},
        "de": {"text": "Die Treffen finden statt."},
    }


def test_change_after_an_answer_goes_into_the_next_version(browse, organization, survey):
    with tenant_scope(organization.id):
        SurveyVersion.objects.filter(survey=survey).update(is_answered=True)
    page = browse("builder", survey_id=survey.pk).content.decode()
    assert "This version has answers, so a change creates the next version." in page
    browse(
        "question",
        {"text": "Meetings take place as planned.", "type": "agreement5"},
        survey_id=survey.pk,
        key="meetings_happen",
    )
    keys = ["meetings_happen", "recommend", "keep"]
    assert questions(survey) == [*((key, 1) for key in keys), *((key, 2) for key in keys)]
    assert newest(survey, "meetings_happen").texts["en"]["text"] == "Meetings take place as planned."


@pytest.mark.parametrize(
    ("key", "direction", "order"),
    [
        ("recommend", "up", ["recommend", "meetings_happen", "keep"]),
        ("recommend", "down", ["meetings_happen", "keep", "recommend"]),
        ("meetings_happen", "up", ["meetings_happen", "recommend", "keep"]),
        ("keep", "down", ["meetings_happen", "recommend", "keep"]),
    ],
)
def test_question_moves_by_one_place(browse, survey, key, direction, order):
    assert browse("question-move", {"direction": direction}, survey_id=survey.pk, key=key).status_code == 302
    assert [name for name, _version in questions(survey)] == order


def test_hidden_question_keeps_its_text_and_is_not_counted(browse, survey):
    browse("question-hide", {"hidden": "1"}, survey_id=survey.pk, key="keep")
    page = browse("question", survey_id=survey.pk, key="keep").content.decode()
    assert "2 questions, about 1 minute" in page
    assert "What should we keep?" in page
    browse("question-hide", {"hidden": "0"}, survey_id=survey.pk, key="keep")
    assert not newest(survey, "keep").is_hidden


def test_library_question_for_anonymous_surveys_is_neither_offered_nor_added(browse, survey):
    page = browse("builder", survey_id=survey.pk).content.decode()
    assert "The match fits my goals." in page
    assert "I can say what I disagree with." not in page
    browse("question-from-library", {}, survey_id=survey.pk, key="integrity-disagreement")
    assert len(questions(survey)) == 3
    browse("question-from-library", {}, survey_id=survey.pk, key="program-match-fit")
    assert questions(survey)[-1] == ("program-match-fit", 1)


def test_removed_question_is_gone_from_the_newest_version_only(browse, organization, survey):
    with tenant_scope(organization.id):
        SurveyVersion.objects.filter(survey=survey).update(is_answered=True)
    browse("question-remove", {}, survey_id=survey.pk, key="recommend")
    assert [key for key, version in questions(survey) if version == 2] == ["meetings_happen", "keep"]
    assert ("recommend", 1) in questions(survey)


def test_texts_that_are_missing_are_named(browse, survey):
    page = browse("builder", survey_id=survey.pk).content.decode()
    assert page.count("German missing") == 2
    assert "2 texts missing" in page


def test_archived_survey_leaves_the_plan(browse, organization, survey):
    assert "Pulse" in browse("plan").content.decode()
    browse("survey-archive", {}, survey_id=survey.pk)
    with tenant_scope(organization.id):
        survey.refresh_from_db()
        assert survey.archived_at is not None
    assert "Use this plan" in browse("plan").content.decode()


@pytest.mark.parametrize("count", [1, 4])
def test_plan_has_the_same_number_of_queries_for_any_number_of_surveys(
    browse, organization, program, django_assert_num_queries, count
):
    keys = ["mentee-start", "mentee-pulse", "mentee-end", "mentor-start"][:count]
    browse("plan", {"surveys": keys})
    browse("plan")
    with django_assert_num_queries(PLAN_QUERIES):
        browse("plan")


PLAN_QUERIES = 16


@pytest.mark.parametrize("is_answered", [False, True])
def test_removed_question_comes_back_in_its_place(browse, organization, survey, is_answered):
    with tenant_scope(organization.id):
        SurveyVersion.objects.filter(survey=survey).update(is_answered=is_answered)
    removed = newest(survey, "recommend")
    page = browse("question-remove", {}, survey_id=survey.pk, key="recommend")
    assert page.status_code == 302
    undo = {"survey_id": survey.pk, "question_id": removed.pk}
    assert browse("question-restore", {}, **undo).status_code == 302
    version = 2 if is_answered else 1
    assert [key for key, number in questions(survey) if number == version] == [
        "meetings_happen",
        "recommend",
        "keep",
    ]
    back = newest(survey, "recommend")
    for name in ("type", "texts", "options", "unit", "allows_not_applicable"):
        assert getattr(back, name) == getattr(removed, name), name
    # A second time there is nothing left to undo.
    browse("question-restore", {}, **undo)
    assert len([key for key, number in questions(survey) if number == version]) == 3


def test_hiding_is_undone_by_the_button_of_its_notice(browse, survey, client):
    answer = browse("question-hide", {"hidden": "1"}, survey_id=survey.pk, key="keep")
    page = client.get(answer["Location"]).content.decode()
    assert "Question hidden." in page
    undo = reverse(
        "surveys:question-hide",
        kwargs={"slug": "acme", "program_id": survey.program_id, "survey_id": survey.pk, "key": "keep"},
    )
    assert page.count(f'action="{undo}"') == 2  # the notice, and the button beside the question
    assert newest(survey, "keep").is_hidden
    client.post(undo)
    assert not newest(survey, "keep").is_hidden


def test_what_was_typed_is_kept_when_the_question_was_removed_meanwhile(browse, survey):
    browse("question-remove", {}, survey_id=survey.pk, key="keep")
    typed = {"text": "What should we keep doing?", "hint": "One thing", "type": "short_text", "label": "Keep"}
    refused = browse("question", typed, survey_id=survey.pk, key="keep")
    assert refused.status_code == 422
    page = refused.content.decode()
    for text in ("has been removed meanwhile", *typed.values(), "new-question/?language=en"):
        assert text in page
    assert browse("question-new", typed, survey_id=survey.pk).status_code == 302
    assert newest(survey, "what-should-we-keep-doing").texts["en"]["hint"] == "One thing"
