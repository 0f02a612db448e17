"""The builder in the browser, without JavaScript: every change is a form."""

from itertools import pairwise

import pytest
from django.conf import settings
from django.urls import reverse

from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from surveys.asking import asked_question
from surveys.models import Answer, Question, Schedule, Survey, SurveyVersion
from tests.factories.programs import make_email_text


def questions(survey) -> list[tuple[str, int]]:
    with tenant_scope(survey.organization_id):
        rows = Question.objects.filter(version__survey=survey).order_by("version__number", "position")
        return list(rows.values_list("key", "version__number"))


def newest(survey, key) -> Question:
    with tenant_scope(survey.organization_id):
        return Question.objects.filter(version__survey=survey, key=key).order_by("-version__number").first()


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


def test_every_type_of_question_can_be_added(browse, survey):
    more = {"one_choice": {"options": "By phone\nIn person"}, "several_choices": {"options": "A\nB"},
            "number": {"unit": "hours"}, "scale0to10": {"low": "never", "high": "always"}}  # fmt: skip
    types = [
        "agreement5",
        "scale0to10",
        "yes_no",
        "one_choice",
        "several_choices",
        "short_text",
        "number",
        "date",
    ]
    for type_ in types:
        page = browse("question-new", query=f"?type={type_}", survey_id=survey.pk)
        assert page.status_code == 200
        data = {"text": f"A question of the type {type_}", "type": type_, **more.get(type_, {})}
        assert browse("question-new", data, survey_id=survey.pk).status_code == 302
    added = {key: newest(survey, key) for key, _version in questions(survey)[3:]}
    assert [question.type for question in added.values()] == types
    choice = added["a-question-of-the-type-one_choice"]
    assert choice.options == [
        {"key": "option-1", "texts": {"en": "By phone"}},
        {"key": "option-2", "texts": {"en": "In person"}},
    ]
    assert added["a-question-of-the-type-number"].unit == "hours"
    assert added["a-question-of-the-type-scale0to10"].texts["en"]["high"] == "always"


def test_choices_are_translated_line_by_line(browse, survey):
    data = {"text": "How do you meet?", "type": "one_choice", "options": "By phone\nIn person"}
    browse("question-new", data, survey_id=survey.pk)
    german = {"text": "Wie treffen Sie sich?", "type": "one_choice", "options": "Am Telefon\nVor Ort"}
    page = browse("question", german, query="?language=de", survey_id=survey.pk, key="how-do-you-meet")
    assert page.status_code == 302
    assert newest(survey, "how-do-you-meet").options == [
        {"key": "option-1", "texts": {"en": "By phone", "de": "Am Telefon"}},
        {"key": "option-2", "texts": {"en": "In person", "de": "Vor Ort"}},
    ]
    too_few = {**german, "options": "Am Telefon"}
    refused = browse("question", too_few, query="?language=de", survey_id=survey.pk, key="how-do-you-meet")
    assert refused.status_code == 422
    assert "Enter as many choices as in the other language." in refused.content.decode()


def test_unit_is_translated(browse, survey):
    form = {"text": "How long do you meet?", "type": "number", "unit": "minutes"}
    browse("question-new", form, survey_id=survey.pk, query="?language=en")
    arguments = {"survey_id": survey.pk, "key": "how-long-do-you-meet", "query": "?language=de"}
    assert 'value="minutes"' in browse("question", **arguments).content.decode()
    browse("question", form | {"text": "Wie lange treffen Sie sich?", "unit": "Minuten"}, **arguments)
    question = newest(survey, "how-long-do-you-meet")
    assert (question.texts["en"]["unit"], question.texts["de"]["unit"]) == ("minutes", "Minuten")
    assert question.unit == "minutes"
    assert [asked_question(question, language).unit for language in ("en", "de")] == ["minutes", "Minuten"]


def test_whoever_translates_stays_in_the_language(browse, survey):
    arguments = {"survey_id": survey.pk, "key": "recommend"}
    assert 'questions/keep/"' in browse("question", **arguments).content.decode()
    assert (
        'questions/keep/?language=de"'
        in browse("question", query="?language=de", **arguments).content.decode()
    )


def test_other_answers_are_offered_where_the_form_has_them(browse, survey):
    """A text may be left empty, so it has none; what was chosen for other types is kept."""
    page = browse("question", survey_id=survey.pk, key="keep").content.decode()
    assert "Also offer" not in page
    assert '<input type="hidden" name="allows_not_applicable" value="True"' in page
    form = {"text": "What should we keep?", "type": "short_text", "allows_not_applicable": "True"}
    browse("question", form, survey_id=survey.pk, key="keep")
    assert newest(survey, "keep").allows_not_applicable
    assert "Also offer" in browse("question", survey_id=survey.pk, key="recommend").content.decode()


def test_choices_are_not_called_optional(browse, survey):
    page = browse("question-new", survey_id=survey.pk, query="?type=one_choice").content.decode()
    assert '<label for="id_options">Choices</label>' in page


def test_one_choice_without_choices_is_refused_with_the_field(browse, survey):
    refused = browse(
        "question-new", {"text": "How?", "type": "one_choice", "options": "Only one"}, survey_id=survey.pk
    )
    assert refused.status_code == 422
    assert "Enter at least two different choices." in refused.content.decode()
    assert len(questions(survey)) == 3


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


def test_preview_is_in_the_language_of_the_text_and_may_stand_in_our_own_pages(browse, survey):
    page = browse("preview", query="?language=de", survey_id=survey.pk, key="meetings_happen")
    text = page.content.decode()
    assert "Die Treffen finden wie geplant statt." in text
    assert "Stimme voll zu" in text
    assert "Noch zu früh" in text
    assert "Keine Angabe" in text
    assert 'lang="de"' in text
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


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


def test_test_email_goes_to_oneself_only_and_opens_the_preview(browse, organization, survey, administrator):
    assert browse("test-email", {}, survey_id=survey.pk).status_code == 302
    with tenant_scope(organization.id):
        message = OutboxMessage.objects.get(kind="surveys.test")
        assert message.recipient_email == administrator.user.email
        said = MESSAGE_KINDS["surveys.test"].context(message)
    assert said["subject_line"] == "Test: How is your mentoring going? (3 questions, 2 minutes)"
    assert said["length"] == "3 questions, 2 minutes"
    path = said["action_url"].removeprefix(settings.BASE_URL)
    page = browse("preview", survey_id=survey.pk, key="meetings_happen")
    assert path.startswith(page.wsgi_request.path)


def test_test_email_has_the_program_s_own_opening(browse, organization, program, survey):
    with tenant_scope(organization.id):
        subject, body = "{program} asks you", "Hello {name},\n\nwelcome to {survey}."
        make_email_text(program=program, name="surveys.invitation", language="en", subject=subject, body=body)
    browse("test-email", {}, survey_id=survey.pk)
    with tenant_scope(organization.id):
        message = OutboxMessage.objects.get(kind="surveys.test")
        said = MESSAGE_KINDS["surveys.test"].context(message)
    assert said["subject_line"] == f"Test: {program.name} asks you"
    hello, welcome = said["opening"].split("\n\n")
    assert hello == f"Hello {message.recipient_name},"
    assert welcome == "welcome to How is your mentoring going?."


def test_preview_is_the_page_that_participants_get(browse, survey):
    """Three questions are on one page, with the promise; four or more have a page each."""
    page = browse("preview", survey_id=survey.pk, key="recommend").content.decode()
    for text in ("This survey is confidential", "Meetings happen as planned.", "What should we keep?"):
        assert text in page
    assert "data-autosave" not in page
    browse("question-new", {"text": "Anything else?", "type": "short_text"}, survey_id=survey.pk)
    page = browse("preview", survey_id=survey.pk, key="recommend").content.decode()
    assert "Question 2 of 4" in page
    assert "Meetings happen as planned." not in page
    assert "questions/meetings_happen/preview/?language=en" in page  # Back
    first = browse("preview", query="?start=1", survey_id=survey.pk, key="meetings_happen").content.decode()
    assert "This survey is confidential" in first
    assert "Meetings happen as planned." not in first


def test_preview_leads_from_question_to_question_and_saves_nothing(browse, organization, survey):
    keys = ["meetings_happen", "recommend", "keep", "meetings_happen"]
    for key, following in pairwise(keys):
        answer = browse("preview", {key: "4"}, query="?language=de", survey_id=survey.pk, key=key)
        assert answer["Location"].endswith(f"questions/{following}/preview/?language=de")
    with tenant_scope(organization.id):
        assert not Answer.objects.exists()
        assert not SurveyVersion.objects.filter(is_answered=True).exists()


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
