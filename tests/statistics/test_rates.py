"""Compare rates with a second library (statsmodels) and with tables beyond the shared cases."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pytest import approx
from scipy.stats import binomtest, hypergeom
from statsmodels.stats.contingency_tables import Table2x2, mcnemar
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    proportions_chisquare,
)

from mentoring.statistics import (
    NaturalFrequency,
    PairedCounts,
    Rate,
    association,
    mcnemar_exact,
    natural_frequency,
    newcombe,
    odds_ratio,
    paired_rate_difference,
    rate_difference,
    rate_with_missing,
    risk_ratio,
    wilson,
)
from tests.examples import examples

PROPERTY = settings(max_examples=examples(80), derandomize=True)


@some.composite
def rates(draw, least=0, spare=0, most=300):
    n = draw(some.integers(max(1, least + spare), most))
    return Rate(draw(some.integers(least, n - spare)), n)


@PROPERTY
@given(rates())
def test_wilson_equals_statsmodels(rate):
    found = wilson(rate)
    assert (found.low, found.high) == approx(
        proportion_confint(rate.events, rate.n, method="wilson"), abs=1e-9
    )
    assert 0 <= found.low <= rate.value <= found.high <= 1
    assert found.low < found.high


@PROPERTY
@given(rates(), rates())
def test_newcombe_equals_statsmodels(a, b):
    found = rate_difference(a, b)
    oracle = confint_proportions_2indep(a.events, a.n, b.events, b.n, method="newcomb", compare="diff")
    assert (found.low, found.high) == approx(oracle, abs=1e-9)
    assert found.low < found.difference + 1e-12 and found.difference - 1e-12 < found.high
    assert found.high - found.low > 0.001


@PROPERTY
@given(rates(), some.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_equals_scipy(rate, confidence):
    found = wilson(rate, confidence=confidence)
    oracle = binomtest(rate.events, rate.n).proportion_ci(confidence, method="wilson")
    assert (found.low, found.high) == approx((oracle.low, oracle.high), abs=1e-12)


@PROPERTY
@given(rates(), rates(), some.sampled_from([0.8, 0.9, 0.99]))
def test_newcombe_alone_is_the_interval_of_the_difference(a, b, confidence):
    found, difference = (function(a, b, confidence=confidence) for function in (newcombe, rate_difference))
    oracle = confint_proportions_2indep(
        a.events, a.n, b.events, b.n, method="newcomb", compare="diff", alpha=1 - confidence
    )
    assert (found.low, found.high) == (difference.low, difference.high) == approx(oracle, abs=1e-9)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_wilson_refuses_a_confidence_that_is_none(confidence):
    with pytest.raises(ValueError):
        wilson(Rate(1, 2), confidence=confidence)


def test_newcombe_refuses_an_empty_group():
    with pytest.raises(ValueError, match="has no rate"):
        newcombe(Rate(1, 2), Rate(0, 0))


@PROPERTY
@given(rates(), rates())
def test_newcombe_turns_around_when_groups_are_swapped(a, b):
    one, other = rate_difference(a, b), rate_difference(b, a)
    assert (one.low, one.high) == approx((-other.high, -other.low), abs=1e-12)
    assert one.p_value == approx(other.p_value, rel=1e-9)


# Newcombe 1998, Table II, method 10, the rows that the shared cases do not hold.
@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        (Rate(5, 56), Rate(0, 29), -0.0381, 0.1926),
        (Rate(0, 10), Rate(0, 20), -0.1611, 0.2775),
        (Rate(0, 10), Rate(0, 10), -0.2775, 0.2775),
        (Rate(10, 10), Rate(0, 20), 0.6791, 1.0),
        (Rate(10, 10), Rate(0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_with_nobody_or_everybody(a, b, low, high):
    found = rate_difference(a, b)
    assert (found.low, found.high) == approx((low, high), abs=5e-5)


@PROPERTY
@given(rates(least=5), rates(least=5))
def test_risk_ratio_equals_statsmodels(a, b):
    found = risk_ratio(a, b)
    assert found.ratio == approx(a.value / b.value)
    if a.missed or b.missed:
        limits = confint_proportions_2indep(a.events, a.n, b.events, b.n, method="log", compare="ratio")
        assert (found.low, found.high) == approx(limits, rel=1e-9)


@PROPERTY
@given(rates(least=1, spare=1), rates(least=1, spare=1))
def test_odds_ratio_equals_statsmodels(a, b):
    found = odds_ratio(a, b)
    oracle = Table2x2([[a.events, a.missed], [b.events, b.missed]], shift_zeros=False)
    assert (found.ratio, found.low, found.high) == approx(
        (oracle.oddsratio, *oracle.oddsratio_confint()), rel=1e-9
    )


def test_ratio_is_left_out_with_few_events():
    assert rate_difference(Rate(4, 50), Rate(10, 50)).ratio is None
    assert rate_difference(Rate(5, 50), Rate(10, 50)).ratio.ratio == approx(0.5)
    with pytest.raises(ValueError, match="at least 5 events"):
        risk_ratio(Rate(4, 50), Rate(10, 50))


@PROPERTY
@given(rates(most=400), rates(most=400))
def test_association_equals_second_source(a, b):
    found = association(a, b)
    everybody, events = a.n + b.n, a.events + b.events
    expected = [n * part / everybody for n in (a.n, b.n) for part in (events, everybody - events)]
    if min(expected) < 5:
        assert found.test == "fisher_exact"
        possible = [hypergeom.pmf(x, everybody, events, a.n) for x in range(min(a.n, events) + 1)]
        as_rare = possible[a.events] * (1 + 1e-7)
        assert found.p_value == approx(min(1, sum(p for p in possible if p <= as_rare)), rel=1e-6, abs=1e-12)
    else:
        assert found.test == "chi_square"
        chi_square, p_value, _ = proportions_chisquare([a.events, b.events], [a.n, b.n])
        assert (found.statistic, found.p_value) == approx((chi_square, p_value), rel=1e-9, abs=1e-12)


def test_natural_frequency_counts_whole_people():
    assert natural_frequency(0.1249) == NaturalFrequency(12, 100)
    assert natural_frequency(-0.125) == NaturalFrequency(-13, 100)
    assert natural_frequency(0.145) == NaturalFrequency(15, 100)
    assert natural_frequency(0.004) == NaturalFrequency(0, 100)
    assert rate_difference(Rate(90, 100), Rate(78, 100)).natural_frequency.more == 12


def test_missing_people_bound_the_rate():
    assert rate_with_missing(Rate(30, 40), missing=10) == (Rate(30, 50), Rate(40, 50))


def test_impossible_counts_are_refused():
    for events, n in ((3, 2), (-1, 2), (1.5, 2), (True, 2), (math.nan, 2)):
        with pytest.raises(ValueError):
            Rate(events, n)


def test_empty_group_has_no_rate():
    with pytest.raises(ValueError, match="without people"):
        wilson(Rate(0, 0))
    with pytest.raises(ValueError, match="without people"):
        rate_difference(Rate(0, 0), Rate(1, 2))
    with pytest.raises(ValueError, match="without people"):
        association(Rate(0, 0), Rate(1, 2))


def test_one_person_still_has_an_interval():
    found = rate_difference(Rate(1, 1), Rate(0, 1))
    assert found.difference == 1
    assert found.low < 0 < found.high == 1
    assert not found.excludes_zero


def test_confidence_outside_zero_to_one_is_refused():
    with pytest.raises(ValueError, match="confidence"):
        wilson(Rate(1, 2), confidence=95)


# Newcombe 1998, Stat Med 17:2635, Table III, method 10: e, f, g, h and the limits of (f - g) / n.
@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        ((36, 12, 2, 0), 0.0569, 0.3404),
        ((20, 12, 2, 16), 0.0562, 0.3292),
        ((18, 12, 2, 18), 0.0562, 0.3290),
        ((36, 14, 0, 0), 0.1528, 0.4167),
        ((35, 14, 0, 1), 0.1461, 0.4175),
        ((18, 14, 0, 18), 0.1441, 0.3963),
        ((2, 97, 1, 0), 0.8721, 0.9854),
        ((1, 97, 1, 1), 0.8736, 0.9850),
        ((0, 29, 1, 0), 0.6666, 0.9882),
        ((2, 98, 0, 0), 0.9178, 0.9945),
        ((1, 98, 0, 1), 0.9171, 0.9916),
        ((0, 30, 0, 0), 0.8395, 1.0),
        ((54, 0, 0, 0), -0.0664, 0.0664),
        ((53, 0, 0, 1), -0.0729, 0.0729),
        ((30, 0, 0, 24), -0.0358, 0.0358),
        ((29, 0, 0, 25), -0.0354, 0.0354),
        ((28, 0, 0, 26), -0.0352, 0.0352),
        ((27, 0, 0, 27), -0.0351, 0.0351),
    ],
)
def test_paired_newcombe_reproduces_the_table(cells, low, high):
    found = paired_rate_difference(PairedCounts(*cells))
    assert (found.low, found.high) == approx((low, high), abs=1.1e-4)


counts = some.integers(0, 60)


@PROPERTY
@given(counts, counts, counts, counts)
def test_paired_difference_turns_around_with_time(both, only_after, only_before, neither):
    if not both + only_after + only_before + neither:
        return
    forth = paired_rate_difference(PairedCounts(both, only_after, only_before, neither))
    back = paired_rate_difference(PairedCounts(both, only_before, only_after, neither))
    assert (forth.low, forth.high) == approx((-back.high, -back.low), abs=1e-12)
    assert forth.low < forth.high
    assert forth.low <= forth.difference + 1e-12
    assert forth.high >= forth.difference - 1e-12


@PROPERTY
@given(counts, counts)
def test_mcnemar_equals_statsmodels(only_after, only_before):
    found = mcnemar_exact(PairedCounts(3, only_after, only_before, 7))
    oracle = mcnemar([[3, only_after], [only_before, 7]], exact=True).pvalue
    assert found == approx(min(1.0, oracle) if only_after + only_before else 1.0, rel=1e-9)


def test_paired_rates_without_people_are_refused():
    with pytest.raises(ValueError, match="Nobody answered"):
        paired_rate_difference(PairedCounts(0, 0, 0, 0))
