"""From stored answers to page, CSV and Excel: all show the same numbers, and no page shows what is hidden."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse
from pytest import approx
from statsmodels.stats.proportion import proportion_confint

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import QuestionSpec, replace_questions
from surveys.models import LinkingSecret, Response, WaveResult
from surveys.presentation import wave_report
from tests.exported import as_text, csv_rows, excel_rows
from tests.factories.surveys import make_wave
from tests.surveys.answered import answer, closed_wave, mentees_of, result_of, survey_of, text_of


@pytest.fixture
def wave(organization, program, by):
    """Forty mentees in two departments; 28 answer at the end, 24 of them at the start, too."""
    with tenant_scope(organization.id):
        people = mentees_of(program, 40, departments=("Sales", "Plant"))
        start = survey_of(program, by=by, kind="start", name="Start")
        before = [answer(n, **{"skills-confidence": 3 + n % 4}) for n in range(24)]
        closed_wave(start, people, before, opens_on=date(2026, 3, 1))
        end = survey_of(program, by=by)
        answers = [
            answer(n, **{"skills-confidence": 4 + n % 4 + n % 2, "match-fit": None if n < 2 else 3 + n % 3})
            for n in range(28)
        ]
        return closed_wave(end, people, answers, late=range(18, 28))


@pytest.fixture
def result(organization, wave):
    with tenant_scope(organization.id):
        return result_of(wave, organization)


def words(response) -> str:
    text = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def test_page_csv_excel_and_stored_figures_are_the_same(browse, organization, wave, result):
    page = words(browse("wave-results", wave_id=wave.pk))
    csv = csv_rows(browse("wave-export", {"format": "csv"}, wave_id=wave.pk))
    excel = as_text(excel_rows(browse("wave-export", {"format": "xlsx"}, wave_id=wave.pk)))
    with tenant_scope(organization.id):
        report = wave_report(WaveResult.objects.select_related("wave").get())
    assert len(csv) == len(excel) > 60
    for figure in report.figures:
        rows = {row["Number"]: row for row in csv if row["Figure"] == figure.key}
        sheet = {row["Number"]: row for row in excel if row["Figure"] == figure.key}
        for number in figure.numbers:
            for found in (rows[number.name], sheet[number.name]):
                assert found["As printed"] == number.text
                assert float(found["Value"]) == approx(number.value) if number.value is not None else True
                assert (found["Status"], found["Result"]) == (figure.state_label, figure.conclusion)
                assert found["n"] == str(figure.n)
                assert found["As of"] == figure.as_of.isoformat() == "2026-09-20"
                assert found["Definition"] == figure.definition
        for cell in figure.cells:
            assert rows[f"answer.{cell.value}"]["Count"] == str(cell.count)
            assert sheet[f"answer.{cell.value}"]["As printed"] == cell.text
    shown = {"rate", "favorable", "score", "median", "improved", "worse"}
    for figure in report.figures:
        for number in figure.numbers:
            if number.name in shown:
                assert number.text in page, (figure.key, number)


def test_api_gives_the_stored_figures_with_the_texts_of_the_page(
    client, organization, wave, result, administrator
):
    client.force_login(administrator.user)
    given = client.get(reverse("api:wave-results", kwargs={"slug": "acme", "id": wave.pk})).json()
    with tenant_scope(organization.id):
        report = wave_report(WaveResult.objects.select_related("wave").get())
    assert given["state"] == "closed"
    assert [figure["key"] for figure in given["figures"]] == [figure.key for figure in report.figures]
    for shown, figure, stored in zip(given["figures"], report.figures, result.figures, strict=True):
        assert [number["text"] for number in shown["numbers"]] == [number.text for number in figure.numbers]
        assert [number["value"] for number in shown["numbers"]] == [it["value"] for it in stored["numbers"]]
        assert [cell["count"] for cell in shown["cells"]] == [it["count"] for it in stored["cells"]]
        assert (shown["definition"], shown["as_of"]) == (figure.definition, stored["as_of"])
        assert (shown["n"], shown["state"]) == (stored["n"], stored["state"])
        assert shown["conclusion"] == figure.conclusion
    assert len(given["comments"][0]["comments"]) == 28
    export = client.get(reverse("api:wave-results-export", kwargs={"slug": "acme", "id": wave.pk})).json()
    assert export["rows"] == export["csv"].count("\r\n") - 1 > 60


def test_response_rate_and_favorable_share_agree_with_a_second_library(browse, wave, result):
    page = words(browse("wave-results", wave_id=wave.pk))
    low, high = proportion_confint(28, 40, method="wilson")
    assert "70% 28 of 40 people invited answered" in page
    assert f"95% confidence interval: {low:.0%} to {high:.0%}." in page
    # 1 to 5 in turn: 5 of 28 times 4, 5 times 5.
    favorable = sum(1 + n % 5 >= 4 for n in range(28))
    low, high = proportion_confint(favorable, 28, method="wilson")
    assert f"{favorable / 28:.0%} {low:.0%} to {high:.0%} 28" in page


def test_corrected_verdict_is_explained_beside_the_interval(browse, organization, wave, result):
    """In the table of changes, at the question, and beside the agreement of an anonymous survey."""
    change = next(it for it in result.figures if it["key"] == "change.skills-confidence")
    change["state"] = "no_detectable_difference"
    change["notes"].append({"code": "several_comparisons", "count": 9})
    verdict = "No detectable difference since the start, corrected for 9 comparisons"
    with tenant_scope(organization.id):
        result.save()
    before = words(browse("wave-results", wave_id=wave.pk)).count(verdict)
    assert before == 2
    points = {"unit": "points", "is_withheld": False, "bound": "exactly"}
    values = {"rate_change": 0.12, "rate_change_low": 0.01, "rate_change_high": 0.23}
    unpaired = {"key": "unpaired.match-fit", "question": "match-fit", "measure": "unpaired"}
    numbers = [points | {"name": name, "value": value} for name, value in values.items()]
    result.figures.append(change | unpaired | {"numbers": numbers})
    with tenant_scope(organization.id):
        result.save()
    page = words(browse("wave-results", wave_id=wave.pk))
    assert page.count(verdict) == before + 1
    assert f"12 points 1 to 23 {verdict}" in page


def test_change_is_of_the_same_people_and_says_higher_where_it_may(browse, organization, wave, result):
    figures = {figure["key"]: figure for figure in result.figures}
    change = figures["change.skills-confidence"]
    before = [3 + n % 4 for n in range(24)]
    after = [4 + n % 4 + n % 2 for n in range(24)]
    moves = [b - a for a, b in zip(before, after, strict=True)]
    numbers = {number["name"]: number["value"] for number in change["numbers"]}
    assert (change["n"], change["state"]) == (24, "detectable_difference")
    assert numbers["improved"] == sum(move > 0 for move in moves) / 24
    # Four people answered at the end only: the mean would disclose theirs.
    assert numbers["change"] is None
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "Higher than at the start" in page
    assert "No comparison group: regression to the mean, time and season are not excluded." in page


def test_answers_left_out_are_named_and_in_no_share(browse, wave, result):
    figure = next(figure for figure in result.figures if figure["key"] == "question.match-fit")
    assert (figure["n"], figure["left_out"]) == (26, 2)
    assert "26 2 left out" in words(browse("wave-results", wave_id=wave.pk))


def test_groups_gap_and_late_answers(browse, wave, result):
    keys = {figure["key"]: figure for figure in result.figures}
    # 14 of 20 answered in each department: six did not.
    assert keys["response.department.Sales"]["n"] == 14
    assert "gap" in keys
    assert keys["late.as-planned"]["n"] == 28
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "Early and late answers differ most on" in page


def test_results_stay_as_they_are(organization, wave, result):
    with tenant_scope(organization.id):
        Response.objects.filter(wave=wave).delete()
        LinkingSecret.objects.all().delete()
        again = result_of(wave, organization)
        assert (again.pk, again.figures) == (result.pk, result.figures)
        assert WaveResult.objects.count() == 1


def test_open_wave_has_no_results(browse, organization, wave):
    with tenant_scope(organization.id):
        wave.state, wave.closed_at = "open", None
        wave.save()
        assert result_or_none(wave, organization) is None
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "There are no figures while people answer." in page
    assert browse("wave-export", {"format": "csv"}, wave_id=wave.pk).status_code == 404


def result_or_none(wave, organization):
    from surveys.actions import calculate_results
    from tests.surveys.answered import CLOSED_AT

    return calculate_results(wave, organization=organization, now=CLOSED_AT)


def test_four_answers_are_hidden_everywhere(browse, organization, program, by):
    with tenant_scope(organization.id):
        people = mentees_of(program, 30)
        survey = survey_of(program, by=by)
        wave = closed_wave(survey, people, [answer(n) for n in range(4)])
        result_of(wave, organization)
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "Fewer than 5 people answered" in page
    assert "Nothing is shown, not even how many" in page
    listed = words(browse("result-list", survey_id=survey.pk)) + words(browse("plan"))
    assert "4 of 30" not in page + listed
    assert "Fewer than 5 answers" in listed
    rows = csv_rows(browse("wave-export", {"format": "csv"}, wave_id=wave.pk))
    assert {(row["Figure"], row["n"]) for row in rows} == {("response", "")}
    assert [row["Number"] for row in rows] == ["invited"]


def test_nine_answers_show_figures_and_no_comments(browse, organization, program, by):
    with tenant_scope(organization.id):
        wave = closed_wave(survey_of(program, by=by), mentees_of(program, 20), [answer(n) for n in range(9)])
        result_of(wave, organization)
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "Comments are shown from 10 answers." in page
    assert "More time, please" not in page
    rows = csv_rows(browse("wave-export", {"format": "csv"}, wave_id=wave.pk))
    assert not [row for row in rows if row["Figure"] == "comment"]


def test_comments_are_in_the_order_of_the_questions(organization, program, by):
    """The database keeps the keys of an object by their length."""
    keys = ["what-should-change", "zeal", "keep"]
    specs = [QuestionSpec(key, "short_text", text_of(key.title())) for key in keys]
    with tenant_scope(organization.id):
        people = mentees_of(program, 12)
        survey = survey_of(program, by=by)
        replace_questions(survey, specs, by=by)
        wave = closed_wave(survey, people, [dict.fromkeys(keys, "Lunch")] * 12)
        result_of(wave, organization)
        report = wave_report(WaveResult.objects.select_related("wave").get())
    assert [group.question for group in report.comments] == keys


def test_waves_of_one_day_are_listed_the_newest_first(browse, organization, program, by):
    with tenant_scope(organization.id):
        survey = survey_of(program, by=by)
        at = datetime(2026, 9, 1, 8, tzinfo=UTC)
        waves = [
            make_wave(survey=survey, opens_on=at.date(), opened_at=at + timedelta(hours=n)) for n in (0, 2, 1)
        ]
    page = browse("result-list", survey_id=survey.pk).content.decode()
    first, last, middle = (page.index(str(wave.pk)) for wave in waves)
    assert last < middle < first


def test_agreement_with_a_sentence_is_not_a_contract_in_german(browse, wave, result, administrator):
    administrator.user.language = "de"
    administrator.user.save()
    page = browse("wave-results", wave_id=wave.pk).content.decode()
    assert '<h2 id="agreement-title">Zustimmung</h2>' in page
    assert "Vereinbarung" not in page


def test_comments_are_masked_on_page_and_in_exports(browse, organization, program, by):
    with tenant_scope(organization.id):
        people = mentees_of(program, 20)
        said = "Given3 Family3 helped, mail g3@example.org."
        answers = [answer(n, change=said) for n in range(12)]
        wave = closed_wave(survey_of(program, by=by), people, answers)
        result_of(wave, organization)
    page = words(browse("wave-results", wave_id=wave.pk))
    assert "[name] helped, mail [email]." in page
    assert "12 comments on “What should change?”" in page
    rows = csv_rows(browse("wave-export", {"format": "csv"}, wave_id=wave.pk))
    printed = {row["As printed"] for row in rows if row["Figure"] == "comment"}
    assert printed == {"[name] helped, mail [email]."}


def test_export_is_recorded(browse, organization, wave, result):
    browse("wave-export", {"format": "csv"}, wave_id=wave.pk)
    with tenant_scope(organization.id):
        event = AuditEvent.objects.get(action="surveys.export_wave_results")
    assert event.values["rows"] > 60


def test_german_page(browse, organization, administrator, wave, result):
    administrator.user.language = "de"
    administrator.user.save()
    page = words(browse("wave-results", wave_id=wave.pk))
    for text in ("Beteiligung", "28 von 40 Eingeladenen", "Zustimmung", "Höher als zu Beginn"):
        assert text in page


@pytest.mark.parametrize("answered", [6, 30])
def test_results_page_has_the_same_number_of_queries_for_any_number_of_answers(
    browse, organization, program, by, django_assert_num_queries, answered
):
    with tenant_scope(organization.id):
        people = mentees_of(program, 40)
        wave = closed_wave(survey_of(program, by=by), people, [answer(n) for n in range(answered)])
        result_of(wave, organization)
    browse("wave-results", wave_id=wave.pk)
    with django_assert_num_queries(13):
        browse("wave-results", wave_id=wave.pk)
