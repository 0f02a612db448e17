"""Published results of anonymous waves in the database: page, CSV, Excel and API read one stored result."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import (
    calculate_results,
    close_wave,
    launch_wave,
    publish_anonymous,
    submit_anonymous_answers,
)
from surveys.answer_values import AnswerValue
from surveys.models import Answer, Question, Response, Wave, WaveResult
from surveys.presentation import wave_report
from surveys.selectors.likely_answers import likely_answers
from tests.exported import as_text, csv_rows, excel_rows
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_participant
from tests.factories.surveys import make_schedule
from tests.surveys.anonymous import (
    CLOSED_AT,
    answer,
    close_anonymous,
    invitations_of,
    make_anonymous_survey,
    open_anonymous,
)
from tests.surveys.answered import SPECS
from tests.surveys.conftest import NOON
from tests.surveys.test_results import words


@pytest.fixture
def closed(organization, program, by):
    return partial(close_anonymous, organization=organization, program=program, by=by)


def figures_of(wave: Wave) -> dict[str, dict]:
    return {figure["key"]: figure for figure in WaveResult.objects.get(wave=wave).figures}


def test_closing_publishes_figures_and_hides_small_departments(organization, closed):
    wave = closed({"Engineering": 14, "Sales": 8, "Legal": 2}, {"Engineering": 9, "Sales": 7, "Legal": 4})
    with tenant_scope(organization.id):
        figures = figures_of(wave)
        assert figures["question.meetings_happen"]["n"] == 24
        states = {
            figure["value"]: (figure["state"], figure["n"])
            for figure in figures.values()
            if figure["measure"] == "breakdown"
        }
        assert not AuditEvent.objects.filter(action__contains="publish").exists()
    # Without Sales, which is the smallest shown group: Sales and the rest would be Legal.
    assert states == {
        "Engineering": ("no_comparison", 14),
        "Legal": ("suppressed", None),
        "Sales": ("suppressed", None),
    }


def test_page_csv_excel_and_api_show_the_stored_figures(browse, client, organization, closed):
    wave = closed({"Engineering": 14, "Sales": 8, "Legal": 2}, {"Engineering": 9, "Sales": 7, "Legal": 4})
    page = words(browse("wave-results", wave_id=wave.pk))
    csv = csv_rows(browse("wave-export", {"format": "csv"}, wave_id=wave.pk))
    excel = excel_rows(browse("wave-export", {"format": "xlsx"}, wave_id=wave.pk))
    api = client.get(reverse("api:wave-results", kwargs={"slug": "acme", "id": wave.pk})).json()
    assert csv == as_text(excel)
    with tenant_scope(organization.id):
        report = wave_report(WaveResult.objects.select_related("wave", "pool").get(wave=wave))
        stored = WaveResult.objects.get(wave=wave).figures
    rows = {(row["Figure"], row["Number"]): row for row in csv}
    for shown, figure, kept in zip(api["figures"], report.figures, stored, strict=True):
        assert (shown["key"], shown["n"], shown["state"]) == (kept["key"], kept["n"], kept["state"])
        for given, number in zip(shown["numbers"], kept["numbers"], strict=True):
            assert given["value"] == number["value"]
            exported = rows[kept["key"], number["name"]]
            assert exported["As printed"] == given["text"]
            assert exported["Value"] == ("" if number["value"] is None else f"{number['value']:g}")
        assert [cell["count"] for cell in shown["cells"]] == [cell["count"] for cell in kept["cells"]]
        if figure.measure == "breakdown" and not figure.is_hidden:
            assert f"{figure.value} {figure.n} answers" in page
            assert f"{figure.printed('favorable')} {figure.limits('favorable')}" in page
    assert "Legal Hidden to protect people" in page
    assert "Sales Hidden to protect people" in page
    assert "Early and late answers are not compared" in page


def test_numbers_of_answers_are_hidden_everywhere_where_four_did_not_answer(browse, client, closed):
    wave = closed({"Engineering": 20}, {"Engineering": 4})
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "Fewer than 5 of 24 people invited did not answer." in page
    assert "percentages are rounded to steps of 5%." in page
    assert "20 of 24" not in page and "20 answers" not in page and "83%" not in page
    csv = csv_rows(browse("wave-export", {"format": "csv"}, wave_id=wave.pk))
    assert {row["n"] for row in csv if row["Figure"] != "comment"} == {""}
    assert {row["Count"] for row in csv} == {""}
    api = client.get(reverse("api:wave-results", kwargs={"slug": "acme", "id": wave.pk})).json()
    assert {figure["n"] for figure in api["figures"]} == {None}
    for name, more in (("result-list", {"survey_id": wave.survey_id}), ("plan", {})):
        assert "24 people invited, number of answers hidden" in words(browse(name, **more))
    assert "24 hidden" in words(browse("sending", survey_id=wave.survey_id))


def test_under_five_answers_show_nothing(browse, organization, closed):
    wave = closed({"Engineering": 4}, {"Engineering": 9})
    with tenant_scope(organization.id):
        assert list(figures_of(wave)) == ["response"]
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "Fewer than 5 people answered" in page
    assert "Favorable" not in page


def test_breakdown_of_another_question_and_attribute_can_be_chosen(browse, closed):
    wave = closed({"Engineering": 14, "Sales": 9}, {"Engineering": 9, "Sales": 7})
    response = browse("wave-results", query="?question=meetings_happen&by=department", wave_id=wave.pk)
    assert "Engineering 14 answers" in words(response)
    assert "Engineering 14 answers" in words(
        browse("wave-results", query="?question=no&by=no", wave_id=wave.pk)
    )


def test_comments_are_masked_and_shown_from_ten_answers(browse, organization, closed):
    wave = closed({"Engineering": 10}, {"Engineering": 9})
    with tenant_scope(organization.id):
        comments = WaveResult.objects.get(wave=wave).comments["keep"]
    assert len(comments) == 10
    assert all("Quill" not in each and "acme.example" not in each for each in comments)
    assert all("[name], [email]" in each for each in comments)
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "10 comments on “What should we keep?”" in page


def test_results_are_calculated_where_somebody_who_answered_has_been_deleted(organization, program, by):
    wave = open_anonymous(organization, program, by)
    with tenant_scope(organization.id):
        for number, invitation in enumerate(invitations_of(wave)):
            answer(invitation, number)
        invitations_of(wave)[0].delete()
        close_wave(wave, by=by, now=CLOSED_AT)
        calculate_results(Wave.objects.get(pk=wave.pk), organization=organization, now=CLOSED_AT)
        figures = figures_of(wave)
        assert (figures["response"]["n"], figures["question.meetings_happen"]["n"]) == (None, None)
        assert figures["question.meetings_happen"]["state"] == "no_comparison"


@pytest.mark.parametrize(("added", "n"), [(4, 12), (5, 17)])
def test_results_are_published_again_with_five_more_answers_only(organization, closed, added, n):
    wave = closed({"Engineering": 12}, {"Engineering": 20})
    with tenant_scope(organization.id):
        before = WaveResult.objects.get(wave=wave)
        question = Question.objects.get(version=wave.version, key="meetings_happen")
        add_answers(wave, question, [3] * added)
        after = publish_anonymous(wave, now=CLOSED_AT + timedelta(days=1))
        assert figures_of(wave)["question.meetings_happen"]["n"] == n
        # The other question has no answers more.
        assert figures_of(wave)["question.recommend"]["n"] == 12
        assert (after.figures == before.figures) == (added < 5)
        assert after.comments == before.comments


def add_answers(wave: Wave, question: Question, values: Sequence[int]) -> None:
    for value in values:
        response = Response.objects.create(wave=wave, version=wave.version)
        Answer.objects.create(response=response, question=question, number=value)


def test_publishing_twice_changes_nothing(organization, closed):
    wave = closed({"Engineering": 12}, {"Engineering": 20})
    with tenant_scope(organization.id):
        before = WaveResult.objects.get(wave=wave)
        publish_anonymous(wave, now=CLOSED_AT + timedelta(days=1))
        after = WaveResult.objects.get(wave=wave)
    assert (after.figures, after.comments, after.calculated_at) == (
        before.figures, before.comments, before.calculated_at,
    )  # fmt: skip


def test_open_wave_is_not_published(organization, program, by):
    with tenant_scope(organization.id):
        for n in range(12):
            make_participant(program=program, role="mentee", person=make_person(first_name=f"P{n}"))
        wave = launch_wave(make_anonymous_survey(program, by), organization=organization, by=by, now=NOON)
        assert publish_anonymous(wave, now=NOON) is None
        assert not WaveResult.objects.exists()


def test_answers_of_every_type_are_counted(organization, program, by):
    given = {
        "as-planned": AnswerValue(number=Decimal(4)),
        "match-fit": AnswerValue("not_applicable"),
        "met-online": AnswerValue(number=Decimal(1)),
        "where": AnswerValue(choices=["office", "walk"]),
        "hours": AnswerValue(number=Decimal("2.50")),
        "next": AnswerValue(day=date(2026, 12, 3)),
        "change": AnswerValue(text="Nothing."),
    }
    with tenant_scope(organization.id):
        for n in range(12):
            make_participant(program=program, role="mentee", person=make_person(first_name=f"P{n}"))
        survey = make_anonymous_survey(program, by, questions=SPECS, segments=[])
        wave = launch_wave(survey, organization=organization, by=by, now=NOON)
        for each in invitations_of(wave)[:7]:
            submit_anonymous_answers(each, given, now=NOON + timedelta(hours=1))
        close_wave(wave, by=by, now=CLOSED_AT)
        calculate_results(wave, organization=organization, now=CLOSED_AT)
        figures = figures_of(wave)
    shown = {
        key.removeprefix("question."): (
            figure["n"],
            [it["value"] for it in figure["numbers"][:1]],
            {cell["value"]: cell["share"] for cell in figure["cells"] if cell["share"]},
        )
        for key, figure in figures.items()
        if key.startswith("question.")
    }
    assert shown["as-planned"] == (7, [0.9], {"4": 0.9, **dict.fromkeys("1235", 0.1)})
    assert shown["match-fit"] == (0, [], {})
    assert shown["met-online"] == (7, [0.9], {"yes": 0.9, "no": 0.1})
    assert shown["where"] == (7, [], {"office": 0.9, "walk": 0.9})
    assert shown["hours"] == (7, [None], {})
    assert shown["next"] == (7, [], {"2026-12": 0.9})


def test_survey_that_waits_for_ten_people_says_how_many_are_due(browse, organization, program, by):
    with tenant_scope(organization.id):
        people = [
            make_participant(program=program, role="mentee", person=make_person(first_name=f"P{n}"))
            for n in range(12)
        ]
        survey = make_anonymous_survey(program, by)
        day = timezone.now().date() - timedelta(days=2)
        make_schedule(survey=survey, trigger="date", first_on=day, starts_on=day, audience={"level": ["7"]})
        for each in people[:6]:
            make_attributes(person=each.person, level="7", valid_from=date(2020, 1, 1))
    page = words(browse("result-list", survey_id=survey.pk))
    assert "Opens when 10 people are due" in page
    assert "People due 6 of 10" in page
    assert "About 5 of 10 people are likely to answer, so results will probably stay hidden." in page


def test_withheld_number_of_answers_is_not_in_the_forecast(organization, closed):
    wave = closed({"Engineering": 21}, {"Engineering": 3})
    with tenant_scope(organization.id):
        assert likely_answers(wave.survey, 240).answers == 220
