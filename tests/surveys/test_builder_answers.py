"""Types of answers, choices and units in the builder, and their translation."""

from surveys.asking import asked_question
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
