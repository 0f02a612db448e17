"""Check the badge, its boundaries and the numbers behind it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pytest import approx
from statsmodels.stats.meta_analysis import effectsize_smd

from mentoring.statistics import (
    Badge,
    Baseline,
    Rate,
    badge_of,
    cox_index,
    judge_comparability,
    measure_baseline,
    share_baseline,
)
from tests.examples import examples

PROPERTY = settings(max_examples=examples(80), derandomize=True)


@pytest.mark.parametrize(
    ("difference", "badge"),
    [
        (0, Badge.COMPARABLE),
        (0.05, Badge.COMPARABLE),
        (-0.05, Badge.COMPARABLE),
        (0.0501, Badge.ADJUSTMENT_REQUIRED),
        (-0.25, Badge.ADJUSTMENT_REQUIRED),
        (0.2501, Badge.NOT_COMPARABLE),
        (-3.0, Badge.NOT_COMPARABLE),
        (math.inf, Badge.NOT_COMPARABLE),
    ],
)
def test_badge_boundaries(difference, badge):
    assert badge_of(difference) is badge


def test_worst_attribute_decides_whatever_its_sign():
    found = judge_comparability(
        [
            Baseline("tenure", 0.04, "Hedges g"),
            Baseline("department", -0.3, "Cox index", "Sales"),
            Baseline("rating", 0.2, "Hedges g"),
        ]
    )
    assert found.badge is Badge.NOT_COMPARABLE
    assert (found.worst.attribute, found.worst.value) == ("department", "Sales")
    assert [baseline.badge for baseline in found.baselines] == [
        Badge.COMPARABLE,
        Badge.NOT_COMPARABLE,
        Badge.ADJUSTMENT_REQUIRED,
    ]


measures = some.lists(some.integers(0, 50).map(float), min_size=2, max_size=40).filter(
    lambda values: len(set(values)) > 1
)


@PROPERTY
@given(measures, measures)
def test_measure_equals_statsmodels(a, b):
    def summary(values):
        mean = sum(values) / len(values)
        return mean, math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1)), len(values)

    found = measure_baseline("rating", a, b)
    assert found.difference == approx(effectsize_smd(*summary(a), *summary(b))[0], rel=1e-9, abs=1e-9)
    assert found.index == "Hedges g"


def test_measure_without_spread_is_alike_or_worlds_apart():
    assert measure_baseline("level", [3, 3], [3, 3, 3]).difference == 0
    assert measure_baseline("level", [2, 2], [3, 3, 3]).difference == -math.inf


def test_cox_index_is_the_corrected_log_odds_ratio():
    # Odds 1 against 3 with 80 people: ln(1/3) / 1.65 x (1 - 3 / (4 x 78 - 1)).
    assert cox_index(Rate(20, 40), Rate(30, 40)) == approx(math.log(1 / 3) / 1.65 * (1 - 3 / 311))
    assert cox_index(Rate(30, 40), Rate(20, 40)) == approx(-cox_index(Rate(20, 40), Rate(30, 40)))


def test_cox_index_with_an_empty_cell_is_large_and_finite():
    found = cox_index(Rate(0, 40), Rate(20, 40))
    assert math.isfinite(found)
    assert found < -1
    assert cox_index(Rate(0, 40), Rate(0, 30)) == 0
    assert cox_index(Rate(40, 40), Rate(30, 30)) == 0


def test_share_that_differs_most_decides_and_rare_values_are_joined():
    found = share_baseline(
        "department",
        {"Sales": 20, "Legal": 3, "Research": 17},
        {"Sales": 40, "Research": 36, "Design": 4},
    )
    assert found.index == "Cox index"
    assert found.value == "Research"
    assert found.difference == approx(cox_index(Rate(17, 40), Rate(36, 80)))
    merge_small_strata = share_baseline("department", {"A": 9, "B": 9, "C": 22}, {"C": 40}, minimum=10)
    assert merge_small_strata.value in ("other", "C")
    assert abs(merge_small_strata.difference) > 1


def test_a_department_called_other_keeps_its_people():
    mine, theirs = {"other": 20, "A": 4, "B": 8, "C": 8}, {"other": 5, "A": 7, "B": 14, "C": 14}
    found = share_baseline("department", mine, theirs)
    assert (found.value, found.difference) == ("other", approx(cox_index(Rate(20, 40), Rate(5, 40))))
    # Two departments with seven people each are joined, with those of the department of that name.
    mine, theirs = (
        {"other": 20, "A": 4, "D": 2, "B": 7, "C": 7},
        {"other": 4, "A": 3, "D": 5, "B": 14, "C": 14},
    )
    joined = share_baseline("department", mine, theirs)
    assert (joined.value, joined.difference) == ("other", approx(cox_index(Rate(26, 40), Rate(12, 40))))


def test_difference_must_exceed_chance_to_make_groups_not_comparable():
    """Of two small groups drawn from one population, 0.4 standard deviations are nothing unusual."""
    few = measure_baseline("tenure", [10.0, 30, 50, 20, 41], [5.0, 25, 40, 12, 33])
    many = measure_baseline("tenure", [10.0, 30, 50, 20, 41] * 60, [5.0, 25, 40, 12, 33] * 60)
    assert min(few.difference, many.difference) > 0.25
    assert judge_comparability([few]).badge is Badge.ADJUSTMENT_REQUIRED
    assert judge_comparability([many]).badge is Badge.NOT_COMPARABLE
    # Holm: among several attributes each needs a smaller p-value.
    alone = Baseline("rating", 0.5, "Hedges g", p_value=0.03)
    assert judge_comparability([alone]).badge is Badge.NOT_COMPARABLE
    with_others = [alone, *(Baseline(f"k{n}", 0.0, "Hedges g", p_value=1.0) for n in range(3))]
    assert judge_comparability(with_others).badge is Badge.ADJUSTMENT_REQUIRED


def test_groups_with_the_same_shares_do_not_differ():
    assert share_baseline("site", {"Bern": 10, "Basel": 10}, {"Bern": 30, "Basel": 30}).difference == 0


def test_nothing_to_judge_is_refused():
    for refused in (
        lambda: judge_comparability([]),
        lambda: badge_of(math.nan),
        lambda: measure_baseline("rating", [1.0], [1.0, 2.0]),
        lambda: measure_baseline("rating", [1.0, math.nan], [1.0, 2.0]),
        lambda: cox_index(Rate(0, 0), Rate(1, 3)),
        lambda: share_baseline("site", {}, {"Bern": 3}),
        lambda: share_baseline("site", {"Bern": -3}, {"Bern": 3}),
    ):
        with pytest.raises(ValueError):
            refused()
