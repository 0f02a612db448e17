"""Check which words a series can carry, and its limits against pandas and by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pytest import approx

from mentoring.statistics import Rate, Run, TrendMethod, ewma_chart, find_runs, p_chart, trend_method


@pytest.mark.parametrize(
    ("points", "method"),
    [
        (0, TrendMethod.VALUES_ONLY),
        (7, TrendMethod.VALUES_ONLY),
        (8, TrendMethod.RUN_RULE),
        (19, TrendMethod.RUN_RULE),
        (20, TrendMethod.EWMA),
    ],
)
def test_words_a_series_can_carry(points, method):
    assert trend_method(points) is method


def test_eight_readings_on_one_side_are_a_run():
    baseline = [3.0, 5.0, 4.0, 5.0, 3.0]
    assert find_runs([*baseline, *[4.5] * 7, 3.0], baseline=5) == []
    found = find_runs([*baseline, 3.5, *[4.5] * 8, 3.0], baseline=5)
    assert found == [Run(6, 13, is_above=True)]


def test_reading_on_the_median_neither_breaks_nor_lengthens_a_run():
    # The last reading of the baseline is below its median already.
    baseline = [3.0, 5.0, 4.0, 5.0, 3.0]
    below = [3.0, 3.0, 4.0, 3.0, 3.0, 3.0, 3.0]
    assert find_runs([*baseline, *below], baseline=5) == []
    assert find_runs([*baseline, *below, 3.0], baseline=5) == [Run(4, 12, is_above=False)]


def test_series_that_never_moves_has_no_run():
    assert find_runs([4.0] * 12, baseline=5) == []


@settings(derandomize=True)
@given(
    some.lists(some.floats(-100, 100), min_size=20, max_size=40),
    some.floats(0.1, 1),
    some.floats(-50, 50),
)
def test_moving_average_equals_pandas(values, weight, target):
    found = ewma_chart(values, target=target, sigma=2.0, weight=weight)
    oracle = pd.Series([target, *values]).ewm(alpha=weight, adjust=False).mean()[1:]
    assert list(found.values) == approx(oracle.tolist(), abs=1e-9)


def test_moving_average_signals_beyond_its_limits():
    found = ewma_chart([50.0] * 19 + [60.0], target=50, sigma=1.0, weight=0.2)
    assert found.high[0] == approx(51)
    assert found.signals == (19,)


def test_limits_of_a_rate_follow_the_size_of_its_wave():
    waves = [Rate(80, 100), Rate(40, 50), Rate(0, 25), Rate(5, 5)]
    found = p_chart(waves, baseline=2)
    assert found.center == 0.8
    assert found.low[:3] == approx((0.8 - 3 * 0.04, 0.8 - 3 * math.sqrt(0.16 / 50), 0.8 - 3 * 0.08))
    assert found.high[3] == 1.0
    assert found.signals == (2,)


def test_unusable_series_are_refused():
    readings = [4.0] * 20
    for refused in (
        lambda: find_runs(readings[:7], baseline=3),
        lambda: find_runs(readings, baseline=0),
        lambda: find_runs(readings, baseline=21),
        lambda: find_runs([*readings, math.nan], baseline=3),
        lambda: ewma_chart(readings[:19], target=4, sigma=1),
        lambda: ewma_chart(readings, target=4, sigma=0),
        lambda: ewma_chart(readings, target=4, sigma=1, weight=1.5),
        lambda: p_chart([Rate(0, 0)], baseline=1),
        lambda: p_chart([], baseline=1),
    ):
        with pytest.raises(ValueError):
            refused()
