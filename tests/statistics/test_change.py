"""Compare changes with statsmodels and with counting through every pattern of signs."""

import math
from itertools import pairwise, product
from statistics import fmean, median, stdev

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from pytest import approx
from scipy.stats import PermutationMethod, rankdata, wilcoxon
from statsmodels.stats.meta_analysis import effectsize_smd
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from mentoring.statistics import (
    ChangeSummary,
    change_effect_dav,
    change_effect_dz,
    change_effects,
    deviation_within,
    difference_in_differences,
    hedges_correction,
    improvement_index,
    independent_effect,
    mean_difference,
    paired_change,
    paired_mean_change,
    signed_rank,
    skewness,
    summarize_change,
    unpaired_change,
)
from tests.examples import examples

PROPERTY = settings(max_examples=examples(60), derandomize=True)
scores = some.integers(0, 40).map(lambda tenths: tenths / 4)


@some.composite
def waves(draw, least=6, most=30):
    pairs = draw(some.lists(some.tuples(scores, scores), min_size=least, max_size=most))
    return [before for before, _ in pairs], [after for _, after in pairs]


@PROPERTY
@given(waves(least=2))
def test_paired_t_equals_statsmodels(given_waves):
    before, after = given_waves
    changes = np.array(after) - np.array(before)
    assume(len(set(changes)) > 1)
    found = paired_mean_change(before, after)
    oracle = DescrStatsW(changes)
    assert (found.low, found.high) == approx(oracle.tconfint_mean(), rel=1e-9, abs=1e-9)
    t, p_value, df = oracle.ttest_mean()
    assert (found.t, found.p_value, found.degrees_of_freedom) == approx((t, p_value, df), rel=1e-9, abs=1e-12)


def test_change_that_is_the_same_for_all_has_no_interval():
    found = paired_mean_change([1.1, 2.2, 3.3], [1.4, 2.5, 3.6])
    assert (found.mean, found.low, found.high, found.p_value) == (0.3, None, None, None)
    assert not found.excludes_zero


def _count_through(changes):
    """Return the exact two-sided p-value over all patterns of signs, and the rank sum of the increases."""
    moved = [change for change in changes if change]
    ranks = rankdata(np.abs(moved))
    up = sum(rank for rank, change in zip(ranks, moved, strict=True) if change > 0)
    sums = [
        sum(r for r, s in zip(ranks, signs, strict=True) if s) for signs in product((0, 1), repeat=len(moved))
    ]
    above = sum(value >= up - 1e-9 for value in sums) / len(sums)
    below = sum(value <= up + 1e-9 for value in sums) / len(sums)
    return min(1.0, 2 * min(above, below)), up


small_changes = some.lists(some.integers(-6, 6), min_size=6, max_size=9)


@PROPERTY
@given(small_changes)
def test_wilcoxon_with_ties_and_zeros_equals_counting_through(changes):
    assume(sum(map(bool, changes)) >= 6)
    found = signed_rank(changes)
    p_value, up = _count_through(changes)
    assert found.p_value == approx(p_value, abs=1e-12)
    assert found.rank_sum_up == approx(up)
    assert found.test in ("exact", "exact over all signs")


@PROPERTY
@given(some.lists(some.integers(1, 400), min_size=6, max_size=9, unique=True), some.data())
def test_wilcoxon_without_ties_equals_counting_through(sizes, data):
    changes = [size * data.draw(some.sampled_from((-1, 1))) for size in sizes]
    found = signed_rank(changes)
    assert found.test == "exact"
    assert found.p_value == approx(_count_through(changes)[0], abs=1e-12)


@settings(max_examples=8, derandomize=True)
@given(some.lists(some.integers(-4, 5).filter(bool), min_size=9, max_size=10))
def test_wilcoxon_with_ties_equals_scipy_over_all_signs(changes):
    oracle = wilcoxon(changes, method=PermutationMethod(n_resamples=2 ** len(changes)))
    assert signed_rank(changes).p_value == approx(oracle.pvalue, abs=1e-12)


@PROPERTY
@given(some.lists(some.integers(-300, 400), min_size=6, max_size=9))
def test_hodges_lehmann_is_the_median_of_pairwise_means(changes):
    assume(sum(map(bool, changes)) >= 6)
    means = [(a + b) / 2 for i, a in enumerate(changes) for b in changes[i:]]
    assert signed_rank(changes).typical_change == approx(median(means))


@settings(max_examples=examples(25), derandomize=True)
@given(some.lists(some.integers(-300, 400), min_size=6, max_size=8))
def test_limits_hold_every_shift_that_the_test_keeps(changes):
    assume(sum(map(bool, changes)) >= 6 and len(set(changes)) > 1)
    found = signed_rank(changes)
    means = sorted({(a + b) / 2 for i, a in enumerate(changes) for b in changes[i:]})
    gaps = list(pairwise(means))
    kept = [_count_through([c - (a + b) / 2 for c in changes])[0] > 0.05 for a, b in gaps]
    if found.low is None:
        assert not any(kept)
    else:
        assert (found.low, found.high) == (gaps[kept.index(True)][0], gaps[-1 - kept[::-1].index(True)][1])


def test_limits_are_the_pairwise_means_that_the_tables_name():
    # Hollander & Wolfe's nine patients. Tables of the signed rank give 5 as the largest rank sum with
    # p <= 0.05 for n = 9, so the limits are the sixth of the 45 pairwise means from either end.
    before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    changes = [b - a for a, b in zip(before, after, strict=True)]
    means = sorted((a + b) / 2 for i, a in enumerate(changes) for b in changes[i:])
    found = signed_rank(changes)
    assert (found.low, found.high) == approx((means[5], means[-6]), abs=1e-9)
    assert (found.low, found.typical_change, found.high) == approx((-0.786, -0.46, -0.01), abs=1e-9)


def test_many_changes_with_ties_use_the_corrected_normal_approximation():
    changes = [1] * 12 + [2] * 5 + [-1] * 4 + [0] * 9
    found = signed_rank(changes)
    assert (found.n, found.n_changed, found.test) == (30, 21, "normal approximation")
    assert found.p_value == approx(wilcoxon([c for c in changes if c], method="asymptotic").pvalue)


def test_all_changes_alike_have_no_limits():
    found = signed_rank([2.0] * 8)
    assert (found.typical_change, found.low, found.high) == (2.0, None, None)
    assert found.p_value == approx(2 / 2**8)
    assert found.excludes_zero


def test_five_changes_are_too_few_for_ranks():
    with pytest.raises(ValueError, match="Only 5 people changed"):
        signed_rank([1, 2, 3, 4, 5, 0, 0, 0])


def test_missing_values_are_refused():
    with pytest.raises(ValueError, match="missing or infinite"):
        signed_rank([1, 2, 3, 4, 5, 6, math.nan])
    with pytest.raises(ValueError, match="missing or infinite"):
        paired_change([1.0, math.nan], [1.0, 2.0])
    with pytest.raises(ValueError, match="missing or infinite"):
        mean_difference([1.0, math.inf], [1.0, 2.0])


def test_lists_of_different_length_are_refused():
    with pytest.raises(ValueError, match="Before has 2 values and After has 1"):
        paired_change([1.0, 2.0], [1.0])


def _shifted(n, *, step=0.1):
    before = [float(number % 4) for number in range(n)]
    return before, [value + 0.5 + step * (number % 5) for number, value in enumerate(before)]


@pytest.mark.parametrize(
    ("n", "is_single_item", "headline", "reason"),
    [
        (0, False, "counts", "too few pairs"),
        (5, False, "counts", "too few pairs"),
        (6, False, "shares", "few pairs"),
        (14, False, "shares", "few pairs"),
        (15, False, "mean", "enough pairs"),
        (40, True, "shares", "coarse scale"),
    ],
)
def test_figure_that_leads(n, is_single_item, headline, reason):
    found = paired_change(*_shifted(n), is_single_item=is_single_item)
    assert (found.headline, found.reason) == (headline, reason)
    assert (found.mean is None) == (found.ranks is None) == (n < 6)


def test_skewed_changes_lead_with_shares():
    before = [0.0] * 20
    after = [0.1 * number for number in range(19)] + [40.0]
    assert skewness(after) > 1
    found = paired_change(before, after)
    assert (found.headline, found.reason) == ("shares", "skewed")
    assert found.d_av is None


def test_people_who_did_not_change_are_shown_but_not_tested():
    found = paired_change([3.0] * 20, [3.0] * 15 + [4.0] * 5)
    assert (found.headline, found.reason) == ("counts", "too few changed")
    assert (found.improved.events, found.same.events, found.worse.events) == (5, 15, 0)
    assert found.ranks is None


def test_lower_can_be_better():
    found = paired_change([5.0, 5.0, 5.0], [4.0, 6.0, 3.0], higher_is_better=False)
    assert (found.improved.events, found.same.events, found.worse.events) == (2, 0, 1)


def test_decimals_that_differ_by_rounding_only_count_as_equal():
    found = paired_change([0.1, 0.2, 0.3], [0.3, 0.4, 0.1 + 0.2])
    assert found.same.events == 1
    assert paired_change([0.1, 0.2], [0.1 + 0.2, 0.4]).improved.events == 2


@PROPERTY
@given(some.lists(scores, min_size=2, max_size=30), some.lists(scores, min_size=2, max_size=30))
def test_welch_equals_statsmodels(a, b):
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    found = mean_difference(a, b)
    oracle = CompareMeans(DescrStatsW(a), DescrStatsW(b))
    assert (found.low, found.high) == approx(oracle.tconfint_diff(usevar="unequal"), rel=1e-9, abs=1e-9)
    t, p_value, df = oracle.ttest_ind(usevar="unequal")
    assert (found.t, found.p_value, found.degrees_of_freedom) == approx((t, p_value, df), rel=1e-9, abs=1e-9)


def test_unpaired_waves_have_mean_and_top_two():
    found = unpaired_change([1, 2, 3, 4, 3, 2], [4, 5, 4, 3, 5], top_two_from=4)
    assert found.mean.mean == approx(4.2 - 2.5)
    assert (found.top_two.a.events, found.top_two.a.n) == (4, 5)
    assert (found.top_two.b.events, found.top_two.b.n) == (1, 6)
    assert 0 < found.mann_whitney_p < 0.05
    assert unpaired_change([1, 2], [1, 2]).top_two is None


def test_unpaired_waves_without_variation_do_not_differ():
    found = unpaired_change([3, 3, 3], [3, 3])
    assert (found.mean.mean, found.mean.low, found.mann_whitney_p) == (0, None, 1.0)


def test_one_person_has_no_mean_change():
    for refused in (
        lambda: paired_mean_change([1.0], [2.0]),
        lambda: mean_difference([1.0], [2.0, 3.0]),
        lambda: summarize_change([1.0], [2.0]),
    ):
        with pytest.raises(ValueError, match="at least two people"):
            refused()


@PROPERTY
@given(waves(least=3), waves(least=3))
def test_difference_in_differences_equals_welch_of_changes(participants, comparison):
    changes = [np.array(after) - np.array(before) for before, after in (participants, comparison)]
    assume(all(len(set(group)) > 1 for group in changes))
    found = difference_in_differences(summarize_change(*participants), summarize_change(*comparison))
    oracle = CompareMeans(*map(DescrStatsW, changes))
    assert found.difference == approx(fmean(changes[0]) - fmean(changes[1]), abs=1e-9)
    assert (found.low, found.high) == approx(oracle.tconfint_diff(usevar="unequal"), rel=1e-9, abs=1e-9)
    assert found.p_value == approx(oracle.ttest_ind(usevar="unequal")[1], rel=1e-9, abs=1e-12)


def test_trend_needs_two_waves_before():
    groups = ChangeSummary(1.0, 0.2, 30), ChangeSummary(0.5, 0.2, 30)
    assert not difference_in_differences(*groups).is_trend_checkable
    assert difference_in_differences(*groups, waves_before=2).is_trend_checkable


def test_difference_in_differences_without_sizes_has_no_interval():
    found = difference_in_differences(ChangeSummary(1.0, 0.2), ChangeSummary(0.5, 0.2))
    assert (found.low, found.high, found.p_value, found.degrees_of_freedom) == (None,) * 4
    assert not found.excludes_zero


def test_unusable_summaries_are_refused():
    for group in (ChangeSummary(1.0, -0.1, 30), ChangeSummary(1.0, 0.1, 1), ChangeSummary(math.nan, 0.1, 30)):
        with pytest.raises(ValueError):
            difference_in_differences(group, ChangeSummary(0.5, 0.2, 30))


def test_effects_of_one_change_differ_by_their_denominator():
    # Borenstein et al. 2009, ch. 4: means 103 and 100, deviation of the changes 5.5, n 50, r 0.7.
    dz = change_effect_dz(3.0, 5.5, 50)
    d_av = change_effect_dav(3.0, deviation_within(5.5, 0.7), 50, correlation=0.7)
    assert dz.effect == approx(0.545, abs=5e-4)
    assert dz.denominator == "standard deviation of the changes"
    assert d_av.denominator == "average standard deviation of both waves"
    assert (d_av.deviation, d_av.effect) == approx((7.1005, 0.4225), abs=5e-5)
    assert d_av.standard_error**2 == approx(0.0131, abs=5e-5)
    assert (d_av.correction, d_av.corrected) == approx((0.9846, 0.4160), abs=5e-5)
    assert d_av.corrected_standard_error**2 == approx(0.0127, abs=5e-5)


@PROPERTY
@given(waves(least=3))
def test_effects_use_the_deviations_they_name(given_waves):
    before, after = given_waves
    changes = [b - a for a, b in zip(before, after, strict=True)]
    assume(min(len(set(values)) for values in (before, after, changes)) > 1)
    dz, d_av = change_effects(before, after)
    assert dz.effect == approx(fmean(changes) / stdev(changes))
    assert d_av.effect == approx(fmean(changes) / math.sqrt((stdev(before) ** 2 + stdev(after) ** 2) / 2))


@PROPERTY
@given(
    some.floats(-5, 5), some.floats(0.1, 5), some.integers(2, 200), some.floats(0.1, 5), some.integers(2, 200)
)
def test_effect_of_groups_equals_statsmodels(mean, sd_a, n_a, sd_b, n_b):
    found = independent_effect(mean, 0.0, sd_a, sd_b, n_a, n_b)
    assert found.corrected == approx(effectsize_smd(mean, sd_a, n_a, 0.0, sd_b, n_b)[0], rel=1e-9, abs=1e-12)


def test_effects_without_spread_are_refused():
    for refused in (
        lambda: independent_effect(1, 2, 0, 0, 10, 10),
        lambda: change_effect_dz(1, 0, 10),
        lambda: change_effects([1, 1, 1], [1, 2, 3]),
        lambda: change_effect_dz(1, 1, 1),
        lambda: change_effect_dav(1, 1, 10, correlation=1.2),
        lambda: deviation_within(1, 1),
        lambda: hedges_correction(0),
    ):
        with pytest.raises(ValueError):
            refused()


def test_improvement_index_is_percentile_points():
    assert improvement_index(0) == 0
    assert improvement_index(0.25) == approx(9.87, abs=0.005)
    assert improvement_index(-0.25) == approx(-9.87, abs=0.005)
    with pytest.raises(ValueError):
        improvement_index(math.nan)
