"""KPIs on the page of trends: values that were entered have no interval and are never a decline."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from mentoring.tenancy.scope import tenant_scope
from reports.trends.selectors import program_trends
from reports.trends.series import ValueChange, ValuePoint, ValueSeries, value_trends_of
from reports.trends.wording import headline, sentence
from tests.factories.goals import make_objective
from tests.factories.programs import make_program
from tests.factories.reports import make_kpi, make_kpi_value, make_outcome_run, make_program_kpi
from tests.programs.queries import queries

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 2, 12, tzinfo=UTC))


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(starts_on=date(2026, 8, 1), ends_on=None, state="running")


def entered(program, *values, people=13, **fields):
    kpi = make_program_kpi(program=program, **fields)
    for month, value in enumerate(values, 7):
        make_kpi_value(kpi=kpi, taken_on=date(2026, month, 15), value=value, people=people)
    return kpi


def skill_figure(*, change, low, high):
    numbers = {
        "before_mean": 6.0, "before_people": 40, "after_mean": 6.0 + change, "after_people": 38, "change": change,
        "change_low": low, "change_high": high, "paired": 36,
    }  # fmt: skip
    return {
        "role": "mentee", "scope": "program", "measure": "change", "subject": "Delegation", "state": "no_comparison",
        "as_of": "2026-10-20", "opens_on": None, "notes": [], "window_months": None, "is_primary": False,
        "numbers": [
            {"name": name, "value": value, "unit": "", "is_withheld": False, "bound": "exactly"}
            for name, value in numbers.items()
        ],
    }  # fmt: skip


def a_skill(program, **figure):
    skill = make_kpi(name="Delegation")
    make_outcome_run(program=program, figures=[skill_figure(**figure)])
    return make_program_kpi(
        program=program, name="Delegation", source="skill", reference=str(skill.pk), unit="points"
    )


def value_trends(program):
    return program_trends(program, today=TODAY).values


def test_entered_values_have_changes_without_an_interval(program, organization):
    with tenant_scope(organization.id):
        entered(program, 60, 40, 27)
        [trend] = value_trends(program)
    assert (trend.since_start.difference, trend.since_previous.difference) == (-33, -13)
    assert (trend.since_start.low, trend.since_start.high, trend.decline) == (None, None, None)


def test_largest_fall_of_an_entered_value_is_no_decline(program, organization):
    with tenant_scope(organization.id):
        entered(program, 100, 1)
        found = program_trends(program, today=TODAY)
        assert (found.largest_decline, headline(found)) == (None, "No trends yet")


@pytest.mark.parametrize(
    ("low", "high", "is_lower_better", "expected"),
    [
        (-2.0, -0.5, False, True),
        (-2.0, 0.5, False, False),
        (0.5, 2.0, False, False),
        (0.5, 2.0, True, True),
        (-2.0, -0.5, True, False),
        (None, None, False, False),
    ],
)
def test_decline_of_a_value_is_for_the_worse_and_leaves_zero_out(low, high, is_lower_better, expected):
    points = [ValuePoint(date(2026, 8, 1), 6.0), ValuePoint(date(2026, 10, 1), 5.0)]
    difference = -1.0 if low is None else (low + high) / 2
    series = ValueSeries(
        "k", "KPIs", "Delegation", "", points, is_lower_better=is_lower_better,
        paired=ValueChange(points[0].on, difference, low, high),
    )  # fmt: skip
    [trend] = value_trends_of([series])
    assert (trend.decline is not None) == expected


def test_skill_has_the_change_of_the_same_people_with_its_interval(program, organization):
    with tenant_scope(organization.id):
        a_skill(program, change=-0.8, low=-1.2, high=-0.4)
        found = program_trends(program, today=TODAY)
        assert headline(found) == "Largest decline: Delegation"
        assert sentence(found) == (
            "5.2 points on Oct 20, 2026: −0.8 points since Aug 1, 2026, 95% interval −1.2 to −0.4."
        )


def test_kpis_of_objectives_no_longer_pursued_are_left_out(program, organization):
    with tenant_scope(organization.id):
        entered(program, 60, 40, objective=make_objective(program=program, state="dropped"))
        assert value_trends(program) == []


def test_page_file_and_api_have_the_same_values(program, organization, client_of, analyst):
    with tenant_scope(organization.id):
        entered(program, 27, 38, 46, name="Posts filled from within")
        entered(program, 5, name="One value only")
    client = client_of(analyst)
    page = client.get(f"/o/acme/programs/{program.pk}/outcomes/trends/").content.decode()
    assert "Posts filled from within" in page
    assert page.count("<small>no interval</small>") == 2
    assert "Declines larger than expected by chance" not in page
    rows = list(
        csv.reader(
            io.StringIO(
                client.get(f"/o/acme/programs/{program.pk}/outcomes/trends/numbers.csv").content.decode(
                    "utf-8-sig"
                )
            )
        )
    )
    newest = next(row for row in rows if row[1] == "Posts filled from within" and row[4] == "2026-09-15")
    assert newest[5:7] == ["", "13"]
    assert newest[10:16] == ["19.0", "", "", "8.0", "", ""]
    assert newest[17:] == ["46.0", "%"]
    found = client.get(f"/api/v1/o/acme/programs/{program.pk}/trends/").json()["trends"]
    trend = next(it for it in found if it["label"] == "Posts filled from within")
    assert [it["value"] for it in trend["points"]] == [27.0, 38.0, 46.0]
    assert (trend["since_start"]["difference"], trend["since_start"]["low"]) == (19.0, None)
    assert (trend["is_value"], trend["is_decline"]) == (True, False)


def test_more_kpis_need_no_more_queries(program, organization):
    with tenant_scope(organization.id):
        for number in (1, 2):
            a_skill(program, change=0.8, low=0.4, high=1.2) if number == 1 else None
            entered(program, 27, 38)
            assert queries(lambda: program_trends(program, today=TODAY)) == 14
