"""Changes of series: the oracle is the library behind the same formulas."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.statistics import Rate, correct_family
from reports.trends.months import Month, complete_months
from reports.trends.series import Point, Series, Signal, trends_of
from tests.examples import examples

START = date(2025, 1, 31)


def series(*readings: tuple[int, int], key: str = "a") -> Series:
    points = [Point(START + timedelta(days=31 * n), Rate(*reading)) for n, reading in enumerate(readings)]
    return Series(key, "Sessions", key, "", points)


def test_a_month_counts_when_all_of_it_lies_in_the_program():
    found = complete_months(date(2026, 1, 15), date(2026, 4, 29), today=date(2026, 11, 2))
    assert [month.first for month in found] == [date(2026, 2, 1), date(2026, 3, 1)]


def test_the_month_of_today_is_not_complete():
    found = complete_months(date(2026, 1, 1), None, today=date(2026, 2, 28))
    assert found == [Month(date(2026, 1, 1))]
    assert len(complete_months(date(2026, 1, 1), None, today=date(2026, 3, 1))) == 2


def test_readings_of_fewer_than_five_are_left_out():
    (trend,) = trends_of([series((4, 4), (10, 20), (1, 4), (5, 20))])
    assert [point.rate for point in trend.series.points] == [Rate(10, 20), Rate(5, 20)]
    assert trend.since_start.difference == pytest.approx(-0.25)
    assert trend.since_previous is None  # it would be the same change


def test_a_known_difference_has_newcombes_interval():
    """56 of 70 against 48 of 80: Newcombe 1998, method 10."""
    (trend,) = trends_of([series((48, 80), (56, 70))])
    change = trend.since_start
    assert [round(100 * it, 1) for it in (change.difference, change.low, change.high)] == [20.0, 5.2, 33.4]


def test_the_largest_decline_that_leaves_zero_out_comes_first():
    found = trends_of(
        [
            series((10, 20), (6, 20), key="large, but its interval includes zero"),
            series((180, 200), (150, 200), key="smaller"),
            series((20, 20), (40, 40), key="none"),
            series((90, 100), (60, 100), key="largest"),
            series((60, 100), (90, 100), key="rises"),
        ]
    )
    assert [it.series.key for it in found][:2] == ["largest", "smaller"]
    assert [it.series.key for it in found][2:] == ["large, but its interval includes zero", "none", "rises"]
    assert [bool(it.decline) for it in found] == [True, True, False, False, False]


def test_short_series_have_no_word():
    (trend,) = trends_of([series(*[(90, 100)] * 3, *[(10, 100)] * 4)])
    assert trend.signal is None


def test_eight_in_a_row_below_the_median_are_a_run():
    (trend,) = trends_of([series(*[(90, 100), (80, 100)] * 2, *[(50, 100)] * 8)])
    assert trend.signal is Signal.RUN_BELOW
    (trend,) = trends_of([series(*[(90, 100), (80, 100)] * 2, *[(50, 100)] * 7, (95, 100))])
    assert trend.signal is None


def test_a_long_series_has_limits():
    (trend,) = trends_of([series(*[(50, 100), (52, 100)] * 10, (90, 100))])
    assert trend.signal is Signal.BEYOND_LIMITS
    (trend,) = trends_of([series(*[(50, 100), (52, 100)] * 11)])
    assert trend.signal is None


readings = st.lists(
    st.integers(5, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=30
)


@settings(max_examples=examples(100))
@given(found=st.lists(readings, max_size=6))
def test_any_series_has_ordered_changes_and_the_correction_of_the_library(found):
    trends = trends_of([series(*it, key=str(n)) for n, it in enumerate(found)])
    for trend in trends:
        for change in trend.changes:
            assert -1 <= change.low <= change.difference <= change.high <= 1
    declines = [trend.decline.difference for trend in trends if trend.decline]
    assert declines == sorted(declines)
    assert all(trend.decline for trend in trends[: len(declines)])
    p_values = {it.series.key: it.since_previous.p_value for it in trends if it.since_previous}
    corrected = correct_family(p_values)
    for trend in trends:
        if trend.since_previous and abs(corrected[trend.series.key].adjusted - 0.05) > 1e-9:
            assert trend.since_previous.stands == corrected[trend.series.key].stands
