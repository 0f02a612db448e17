"""Compare stratified differences with statsmodels, a published example and simulated truth."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from pytest import approx
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.contingency_tables import StratifiedTable

from mentoring.statistics import Rate, Stratum, can_split_by, stratified_difference
from tests.examples import examples

PROPERTY = settings(max_examples=examples(100), derandomize=True)


@some.composite
def strata(draw, least=1):
    found = []
    for number in range(draw(some.integers(1, 6))):
        sizes = [draw(some.integers(least, 40)) for _ in range(2)]
        groups = [Rate(draw(some.integers(0, n)), n) for n in sizes]
        found.append(Stratum(str(number), *groups))
    return found


def test_published_example_is_reproduced():
    # Rothman, Greenland & Lash, Modern Epidemiology 2008, Table 15-1 (tolbutamide), 90 % limits.
    found = stratified_difference(
        [
            Stratum("under 55", Rate(8, 106), Rate(5, 120)),
            Stratum("55 and over", Rate(22, 98), Rate(16, 85)),
        ],
        confidence=0.9,
    )
    # The book prints estimate ± 1.645 errors.
    reach = 1.6448536 * found.standard_error
    assert (found.adjusted, found.adjusted - reach, found.adjusted + reach) == approx(
        (0.0349, -0.0176, 0.0874), abs=5e-5
    )
    assert found.crude.difference == approx(30 / 204 - 21 / 205)
    assert found.crude.confidence == 0.9
    assert not found.sign_changes


@PROPERTY
@given(strata())
def test_adjusted_difference_equals_weighted_mean_of_statsmodels(given_strata):
    found = stratified_difference(given_strata)
    weights = [s.a.n * s.b.n / (s.a.n + s.b.n) for s in given_strata]
    differences = [s.a.value - s.b.value for s in given_strata]
    oracle = WLS(differences, np.ones(len(differences)), weights=weights).fit()
    assert found.adjusted == approx(oracle.params[0], abs=1e-12)


@PROPERTY
@given(strata())
def test_odds_ratio_equals_statsmodels(given_strata):
    found = stratified_difference(given_strata)
    tables = [np.array([[s.a.events, s.a.missed], [s.b.events, s.b.missed]], float) for s in given_strata]
    # statsmodels drops tables without variation, which contribute nothing to either sum.
    assume(sum(t[0, 0] * t[1, 1] for t in tables) and sum(t[0, 1] * t[1, 0] for t in tables))
    assert found.odds_ratio == approx(StratifiedTable(tables).oddsratio_pooled, rel=1e-9)


@PROPERTY
@given(strata())
def test_swapped_groups_turn_the_result_around(given_strata):
    one = stratified_difference(given_strata)
    other = stratified_difference([Stratum(s.name, s.b, s.a) for s in given_strata])
    assert one.adjusted == approx(-other.adjusted, abs=1e-12)
    assert one.standard_error == approx(other.standard_error, abs=1e-9)
    if one.low is not None:
        assert (one.low, one.high) == approx((-other.high, -other.low), abs=1e-9)
        assert -1 <= one.low <= one.adjusted + 1e-9 and one.adjusted - 1e-9 <= one.high <= 1
        assert one.high - one.low > 0.001


@PROPERTY
@given(some.integers(1, 80), some.integers(1, 80), some.data())
def test_one_stratum_has_the_plain_variance(n_a, n_b, data):
    a, b = Rate(data.draw(some.integers(0, n_a)), n_a), Rate(data.draw(some.integers(0, n_b)), n_b)
    found = stratified_difference([Stratum("all", a, b)])
    plain = a.value * (1 - a.value) / n_a + b.value * (1 - b.value) / n_b
    assert found.standard_error**2 == approx(plain, abs=1e-12)
    assert found.adjusted == approx(found.crude.difference)


@PROPERTY
@given(strata())
def test_limits_are_the_differences_that_the_test_keeps(given_strata):
    found = stratified_difference(given_strata)
    assume(found.low is not None and found.low > -1 and found.high < 1)
    for rates in ([s.a for s in given_strata], [s.b for s in given_strata]):
        assume(0 < sum(it.events for it in rates) < sum(it.n for it in rates))
    n_a, n_b, y_a, y_b = (
        np.array([getattr(getattr(s, group), what) for s in given_strata], float)
        for group, what in (("a", "n"), ("b", "n"), ("a", "events"), ("b", "events"))
    )
    n = n_a + n_b
    for limit in (found.low, found.high):
        # Sato's variance if the limit were the truth, as PROC FREQ documents it.
        p = limit * (n_a**2 * y_b - n_b**2 * y_a + n_a * n_b * (n_b - n_a) / 2) / n**2
        q = (y_a * (n_b - y_b) + y_b * (n_a - y_a)) / (2 * n)
        error = math.sqrt((p + q).sum()) / (n_a * n_b / n).sum()
        assert abs(found.adjusted - limit) == approx(1.959963985 * error, abs=1e-7)


@PROPERTY
@given(some.integers(1, 40), some.integers(1, 400), some.data())
def test_where_everybody_has_the_event_one_stratum_has_newcombes_limits_at_least(n_a, n_b, data):
    b = Rate(data.draw(some.integers(0, n_b)), n_b)
    found = stratified_difference([Stratum("all", Rate(n_a, n_a), b)])
    assume(found.low is not None)
    assert found.low <= found.crude.low + 1e-9
    assert found.high >= found.crude.high - 1e-9
    assert (found.p_value < 0.05) == found.excludes_zero or found.p_value == approx(0.05)


def test_interval_covers_the_truth_where_all_of_twenty_stay():
    """Retention of 86 % among colleagues; the truth is 6 points, and all twenty participants stayed."""
    random = np.random.default_rng(20240501)
    covered = 0
    for _ in range(400):
        drawn = [Stratum(str(n), Rate(5, 5), Rate(int(random.binomial(100, 0.86)), 100)) for n in range(4)]
        found = stratified_difference(drawn)
        covered += found.low <= 0.06 <= found.high
    assert covered / 400 >= 0.93


# Few participants of many people, few of few, and rates near everybody: where plain errors fail.
@pytest.mark.parametrize(
    ("sizes", "rates", "effect"),
    [
        ((3, 9), np.linspace(0.6, 0.85, 25), 0.0),
        ((4, 200), np.full(10, 0.92), 0.0),
        ((1, 5), np.full(25, 0.85), 0.07),
    ],
)
def test_interval_covers_the_truth(sizes, rates, effect):
    random = np.random.default_rng(20240501)
    covered = 0
    for _ in range(400):
        drawn = [
            Stratum(
                str(number),
                Rate(int(random.binomial(sizes[0], rate + effect)), sizes[0]),
                Rate(int(random.binomial(sizes[1], rate)), sizes[1]),
            )
            for number, rate in enumerate(rates)
        ]
        found = stratified_difference(drawn)
        covered += found.low <= effect <= found.high
    # Where everybody of a small group may stay, the limits are rather too wide than too narrow.
    assert 0.93 <= covered / 400 <= 0.99


def test_adjustment_can_turn_the_sign_around():
    # Kidney stones (Charig et al., BMJ 1986;292:879): better in both strata, worse in the sum.
    found = stratified_difference(
        [
            Stratum("small", Rate(81, 87), Rate(234, 270)),
            Stratum("large", Rate(192, 263), Rate(55, 80)),
        ]
    )
    assert found.crude.difference == approx(273 / 350 - 289 / 350)
    assert found.crude.difference < 0 < found.adjusted
    assert found.sign_changes


def test_strata_of_one_group_are_dropped_and_counted():
    found = stratified_difference(
        [
            Stratum("both", Rate(8, 10), Rate(12, 20)),
            Stratum("only a", Rate(3, 4), Rate(0, 0)),
            Stratum("only b", Rate(0, 0), Rate(5, 6)),
            Stratum("nobody", Rate(0, 0), Rate(0, 0)),
        ]
    )
    assert found.used == ("both",)
    assert found.dropped == ("only a", "only b", "nobody")
    assert found.dropped_people == 10
    assert found.adjusted == approx(0.2)
    assert found.crude.difference == approx(11 / 14 - 17 / 26)


def test_strata_without_a_shared_one_are_refused():
    with pytest.raises(ValueError, match="No stratum"):
        stratified_difference([Stratum("only a", Rate(3, 4), Rate(0, 0))])
    with pytest.raises(ValueError, match="No stratum"):
        stratified_difference([])


def test_everybody_staying_gives_no_interval():
    found = stratified_difference([Stratum("all", Rate(10, 10), Rate(20, 20))])
    assert (found.adjusted, found.low, found.high) == (0, None, None)
    assert not found.excludes_zero
    assert found.odds_ratio is None
    assert found.crude.high > 0


def test_attribute_splits_with_three_values_of_ten_people():
    assert can_split_by({"Bern": 10, "Basel": 25, "Genf": 11, "Chur": 2})
    assert not can_split_by({"Bern": 10, "Basel": 25, "Genf": 9})
