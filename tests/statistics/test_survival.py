"""Compare retention curves with lifelines."""

import math

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from pytest import approx

from mentoring.statistics import Followed, Rate, kaplan_meier, log_rank, survival_difference, wilson
from tests.examples import examples

PROPERTY = settings(max_examples=examples(60), derandomize=True)


@some.composite
def followed(draw, most=40):
    people = draw(some.lists(some.tuples(some.integers(1, 24), some.booleans()), min_size=1, max_size=most))
    return Followed(tuple(float(time) for time, _ in people), tuple(left for _, left in people))


@PROPERTY
@given(followed())
def test_curve_equals_lifelines(people):
    found = kaplan_meier(people, minimum_at_risk=1)
    fitter = KaplanMeierFitter().fit(people.times, people.left)
    limits = fitter.confidence_interval_survival_function_
    at_risk = fitter.event_table["at_risk"]
    for point in found.points[1:]:
        assert point.share == approx(fitter.survival_function_at_times(point.time).item(), abs=1e-12)
        assert point.at_risk == at_risk.loc[point.time]
        assert point.left == fitter.event_table["observed"].loc[point.time]
        if 0 < point.share < 1:
            oracle = limits.loc[point.time]
            assert (point.low, point.high) == approx(tuple(oracle), abs=1e-9)
    # Where exactly half are left, lifelines' rounding decides; ours counts that as reached.
    if all(abs(point.share - 0.5) > 1e-9 for point in found.points):
        oracle = fitter.median_survival_time_
        assert found.median == (oracle if math.isfinite(oracle) else None)


@PROPERTY
@given(followed(), some.integers(2, 15))
def test_curve_is_cut_where_few_are_followed(people, minimum):
    if people.n < minimum:
        with pytest.raises(ValueError, match="A curve needs"):
            kaplan_meier(people, minimum_at_risk=minimum)
        return
    found = kaplan_meier(people, minimum_at_risk=minimum)
    assert all(point.at_risk >= minimum and point.time <= found.ends_at for point in found.points)
    assert found.at_risk(found.ends_at) >= minimum > sum(time > found.ends_at for time in people.times)
    whole = kaplan_meier(people, minimum_at_risk=1)
    assert found.points == tuple(point for point in whole.points if point.time <= found.ends_at)
    assert found.is_truncated == (found.ends_at < max(people.times))


@PROPERTY
@given(followed())
def test_no_interval_of_a_curve_has_zero_width(people):
    for point in kaplan_meier(people, minimum_at_risk=1).points:
        assert 0 <= point.low <= point.share <= point.high <= 1
        assert point.low < point.high


@PROPERTY
@given(followed(), followed())
def test_log_rank_equals_lifelines(a, b):
    shared_end = min(max(a.times), max(b.times))
    events = sorted({t for g in (a, b) for t, left in zip(g.times, g.left, strict=True) if left})
    assume(
        any(
            time <= shared_end
            and sum(t >= time for g in (a, b) for t in g.times)
            > sum(t == time and left for g in (a, b) for t, left in zip(g.times, g.left, strict=True))
            for time in events
        )
    )
    found = log_rank(a, b)
    oracle = logrank_test(a.times, b.times, a.left, b.left)
    assert found.chi_square == approx(oracle.test_statistic, rel=1e-6, abs=1e-9)
    assert found.p_value == approx(oracle.p_value, rel=1e-6, abs=1e-9)
    assert sum(found.observed) == approx(sum(found.expected))


def test_median_is_reached_when_exactly_half_have_left():
    half = Followed((3.0, 7.0, 12.0, 12.0), (True, True, False, False))
    assert kaplan_meier(half, minimum_at_risk=1).median == 7.0


def test_log_rank_without_a_leaver_is_refused():
    stays = Followed((12.0,) * 20, (False,) * 20)
    with pytest.raises(ValueError, match="cannot be compared"):
        log_rank(stays, stays)
    with pytest.raises(ValueError, match="without people"):
        log_rank(stays, Followed((), ()))


def test_log_rank_where_all_leave_at_once_is_refused():
    leaves = Followed((6.0,) * 10, (True,) * 10)
    with pytest.raises(ValueError, match="cannot be compared"):
        log_rank(leaves, leaves)


def test_curve_without_a_leaver_has_the_certainty_of_those_still_followed():
    people = Followed((3.0,) * 30 + (12.0,) * 20, (False,) * 50)
    curve = kaplan_meier(people)
    assert [point.share for point in curve.points] == [1.0]
    assert curve.median is None
    assert curve.ends_at == 12.0
    late = curve.at(12.0)
    assert (late.share, late.at_risk, late.low) == (1.0, 20, wilson(Rate(20, 20)).low)
    assert curve.at(3.0).low == wilson(Rate(50, 50)).low


def test_difference_at_twelve_months_squares_and_adds_the_limits():
    a = Followed((5.0,) * 5 + (12.0,) * 45, (True,) * 5 + (False,) * 45)
    b = Followed((5.0,) * 15 + (12.0,) * 35, (True,) * 15 + (False,) * 35)
    curves = kaplan_meier(a), kaplan_meier(b)
    found = survival_difference(*curves, time=12.0)
    assert found.difference == approx(0.2)
    of_a, of_b = curves[0].at(12.0), curves[1].at(12.0)
    assert found.low == approx(0.2 - ((0.9 - of_a.low) ** 2 + (of_b.high - 0.7) ** 2) ** 0.5)
    assert found.high == approx(0.2 + ((of_a.high - 0.9) ** 2 + (0.7 - of_b.low) ** 2) ** 0.5)
    assert found.excludes_zero
    assert (of_a.at_risk, of_a.left, of_a.time) == (45, 0, 12.0)


@PROPERTY
@given(followed(), followed())
def test_difference_turns_around_when_groups_are_swapped(a, b):
    curves = [kaplan_meier(people, minimum_at_risk=1) for people in (a, b)]
    time = min(curve.ends_at for curve in curves)
    one = survival_difference(*curves, time=time)
    other = survival_difference(*reversed(curves), time=time)
    assert (one.low, one.high) == approx((-other.high, -other.low), abs=1e-12)
    assert one.low < one.high


def test_difference_beyond_a_curve_is_refused():
    curve = kaplan_meier(Followed((6.0,) * 20, (False,) * 20))
    with pytest.raises(ValueError, match="only known from 0 to 6"):
        survival_difference(curve, curve, time=12.0)
    other = kaplan_meier(Followed((6.0,) * 20, (False,) * 20), transform="log")
    with pytest.raises(ValueError, match="log-log"):
        survival_difference(curve, other, time=6.0)


def test_unusable_times_are_refused():
    for times, left in (((float("nan"),), (True,)), ((-1.0,), (True,)), ((1.0, 2.0), (True,))):
        with pytest.raises(ValueError):
            Followed(times, left)
    with pytest.raises(ValueError, match="A curve needs at least 1"):
        kaplan_meier(Followed((), ()), minimum_at_risk=1)


def test_numbers_under_the_curve_count_those_still_followed():
    people = Followed(tuple(float(month) for month in range(1, 31)), (False,) * 30)
    curve = kaplan_meier(people)
    assert [curve.at_risk(month) for month in (0, 6, 12, 18)] == [30, 25, 19, 13]
    assert curve.ends_at == 21.0
    assert curve.is_truncated
    assert pd.Series(curve.followed).is_monotonic_increasing
