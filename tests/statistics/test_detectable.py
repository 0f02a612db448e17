"""Reproduce the tables of the smallest visible differences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pytest import approx
from statsmodels.stats.power import TTestPower
from statsmodels.stats.proportion import power_proportions_2indep

from mentoring.statistics import detectable_paired_effect, detectable_rate_difference, people_needed_per_group
from tests.examples import examples


@pytest.mark.parametrize(
    ("base", "points"),
    [
        (0.80, [None, 17.5, 13.4, 10.0, 6.6]),
        (0.85, [None, 14.7, 11.4, 8.6, 5.8]),
        (0.10, [34.4, 22.7, 15.0, 10.0, 5.9]),
    ],
)
def test_table_of_visible_differences(base, points):
    for n, expected in zip((25, 50, 100, 200, 500), points, strict=True):
        found = detectable_rate_difference(base, n, n)
        assert (None if found is None else round(found * 100, 1)) == expected


@pytest.mark.parametrize(
    ("base", "other", "n"), [(0.75, 0.85, 250), (0.85, 0.75, 250), (0.85, 0.9, 686), (0.05, 0.1, 435)]
)
def test_people_needed(base, other, n):
    assert people_needed_per_group(base, other) == n


def test_table_of_visible_paired_effects():
    found = [round(detectable_paired_effect(n), 2) for n in (10, 15, 20, 30, 50, 100)]
    assert found == [1.00, 0.78, 0.66, 0.53, 0.40, 0.28]


@settings(max_examples=examples(100), derandomize=True)
@given(some.floats(0.02, 0.98), some.integers(10, 800), some.integers(10, 800))
def test_visible_difference_has_eighty_percent_power(base, n_a, n_b):
    found = detectable_rate_difference(base, n_a, n_b)
    # One-sided at half the level: as the formula, without the chance of an error on the far side.
    power = power_proportions_2indep(
        found if found is not None else 1 - base, base, n_a, n_b / n_a, alpha=0.025, alternative="larger"
    ).power
    assert power == approx(0.8, abs=1e-6) if found is not None else power < 0.8


@settings(max_examples=examples(60), derandomize=True)
@given(some.integers(4, 400))
def test_visible_paired_effect_has_eighty_percent_power(n):
    power = TTestPower().power(detectable_paired_effect(n), n, 0.05)
    assert power == approx(0.8, abs=1e-6)


def test_difference_below_mirrors_the_one_above():
    below = detectable_rate_difference(0.85, 100, 60, direction="below")
    assert below == approx(detectable_rate_difference(0.15, 100, 60))


def test_pairs_of_two_need_an_enormous_effect():
    assert detectable_paired_effect(2) == approx(11.55, abs=0.01)


def test_base_of_everybody_leaves_no_room():
    assert detectable_rate_difference(1.0, 1000, 1000) is None


def test_impossible_questions_are_refused():
    for refused in (
        lambda: detectable_rate_difference(1.2, 10, 10),
        lambda: detectable_rate_difference(float("nan"), 10, 10),
        lambda: detectable_rate_difference(0.5, 0, 10),
        lambda: people_needed_per_group(0.5, 0.5),
        lambda: detectable_paired_effect(1),
        lambda: detectable_paired_effect(10, power=0.01),
    ):
        with pytest.raises(ValueError):
            refused()
