"""Types of answers, choices and units in the builder, and their translation."""

import pytest

from mentoring.tenancy.scope import tenant_scope
from surveys.asking import asked_question
from surveys.models import SurveyVersion
from tests.surveys.building import newest, questions


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
    page = browse(
        "question", query="?language=de", survey_id=survey.pk, key="how-do-you-meet"
    ).content.decode()
    assert "A choice that you remove here is removed in every language." in page
    too_few = {**german, "options": "Am Telefon"}
    refused = browse("question", too_few, query="?language=de", survey_id=survey.pk, key="how-do-you-meet")
    assert refused.status_code == 422
    assert "Enter at least two different choices." in refused.content.decode()


KEYS = {
    "option-1": ("By phone", "Am Telefon"),
    "option-2": ("In person", "Vor Ort"),
    "option-3": ("By video", "Per Video"),
}


@pytest.mark.parametrize(
    ("language", "lines", "left"),
    [
        ("de", "Am Telefon\nVor Ort", ["option-1", "option-2"]),
        ("de", "Am Telefon\n\nPer Video", ["option-1", "option-3"]),
        ("de", "\nVor Ort\nPer Video", ["option-2", "option-3"]),
        ("de", "Per Video\nAm Telefon", ["option-3", "option-1"]),
        ("en", "By phone\nBy video", ["option-1", "option-3"]),
        ("en", "\nIn person\nBy video\n", ["option-2", "option-3"]),
    ],
)
def test_translated_choice_is_removed_in_every_language(browse, survey, language, lines, left):
    translated_choices(browse, survey)
    form = {"text": "How?", "type": "one_choice", "options": lines}
    answer = browse("question", form, query=f"?language={language}", survey_id=survey.pk, key="how")
    assert answer.status_code == 302
    choices = [(key, {"en": KEYS[key][0], "de": KEYS[key][1]}) for key in left]
    assert [(it["key"], it["texts"]) for it in newest(survey, "how").options] == choices


def test_changed_choice_keeps_its_key_when_another_is_removed(browse, survey):
    translated_choices(browse, survey)
    form = {"text": "How?", "type": "one_choice", "options": "In person\nOn video\nBy letter"}
    browse("question", form, query="?language=en", survey_id=survey.pk, key="how")
    assert newest(survey, "how").options == [
        {"key": "option-2", "texts": {"en": "In person", "de": "Vor Ort"}},
        {"key": "option-3", "texts": {"en": "On video", "de": "Per Video"}},
        {"key": "option-4", "texts": {"en": "By letter"}},
    ]


def test_new_choice_does_not_get_the_key_of_one_that_was_removed(browse, organization, survey):
    """Answers to the version before have that key."""
    translated_choices(browse, survey)
    with tenant_scope(organization.id):
        SurveyVersion.objects.filter(survey=survey).update(is_answered=True)
    form = {"text": "How?", "type": "one_choice"}
    for lines in ("By phone\nIn person", "By phone\nIn person\nBy letter"):
        browse("question", form | {"options": lines}, query="?language=en", survey_id=survey.pk, key="how")
    assert [it["key"] for it in newest(survey, "how").options] == ["option-1", "option-2", "option-4"]


@pytest.mark.parametrize(
    ("lines", "german"),
    [
        ("\n\n", [None, None, None]),
        ("", [None, None, None]),
        ("\nVor Ort\n", [None, "Vor Ort", None]),
        ("Am Telefon\n\nPer Video", ["Am Telefon", None, "Per Video"]),
        ("Am Telefon", ["Am Telefon", None, None]),
    ],
)
def test_choices_need_not_be_translated_at_once(browse, survey, lines, german):
    """The question itself can be translated without its choices."""
    form = {"text": "How?", "type": "one_choice", "options": "By phone\nIn person\nBy video"}
    browse("question-new", form, query="?language=en", survey_id=survey.pk)
    form = {"text": "Wie?", "type": "one_choice", "options": lines}
    answer = browse("question", form, query="?language=de", survey_id=survey.pk, key="how")
    assert answer.status_code == 302
    found = newest(survey, "how")
    assert found.texts["de"] == {"text": "Wie?"}
    assert [it["texts"].get("de") for it in found.options] == german
    assert [it["texts"]["en"] for it in found.options] == ["By phone", "In person", "By video"]


def translated_choices(browse, survey):
    for number, (language, query) in enumerate((("en", "question-new"), ("de", "question"))):
        form = {
            "text": "How?",
            "type": "one_choice",
            "options": "\n".join(it[number] for it in KEYS.values()),
        }
        more = {"key": "how"} if query == "question" else {}
        browse(query, form, query=f"?language={language}", survey_id=survey.pk, **more)


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
