"""Check goals, recommendations, scales and coders against second sources."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from pytest import approx
from statsmodels.stats.inter_rater import cohens_kappa

from mentoring.statistics import (
    Rate,
    attained,
    attainment_t,
    cohen_kappa,
    count_recommendations,
    cronbach_alpha,
    objective_attainment,
    recommend_score,
)
from tests.examples import examples

PROPERTY = settings(max_examples=examples(100), derandomize=True)
levels = some.lists(some.integers(-2, 2), min_size=1, max_size=8)


@PROPERTY
@given(levels, some.data())
def test_attainment_equals_its_covariance_form(given_levels, data):
    size = len(given_levels)
    weights = data.draw(some.lists(some.floats(0.1, 5), min_size=size, max_size=size))
    # The denominator is the deviation of a weighted sum of goals that correlate by 0.3.
    covariance = np.full((size, size), 0.3) + np.eye(size) * 0.7
    deviation = math.sqrt(np.array(weights) @ covariance @ np.array(weights))
    expected = 50 + 10 * np.dot(weights, given_levels) / deviation
    assert attainment_t(given_levels, weights) == approx(expected)


def test_goals_as_expected_give_fifty():
    assert attainment_t([0, 0, 0]) == 50
    assert attainment_t([1, 1, 1]) == approx(50 + 30 / math.sqrt(0.7 * 3 + 0.3 * 9))
    assert attainment_t([2], [7.0]) == approx(70)


def test_attained_counts_expected_and_better():
    assert attained([-2, -1, 0, 1, 2]) == Rate(3, 5)
    assert attained([]) == Rate(0, 0)


def test_objective_can_lead_down_and_beyond():
    assert objective_attainment(baseline=20, target=10, actual=15) == 0.5
    assert objective_attainment(baseline=10, target=20, actual=25) == 1.5
    assert objective_attainment(baseline=10, target=20, actual=5) == -0.5


@PROPERTY
@given(some.integers(0, 60), some.integers(0, 60), some.integers(0, 60))
def test_recommend_score_is_the_mean_of_its_signs(promoters, passives, detractors):
    assume(promoters + passives + detractors)
    found = recommend_score(promoters=promoters, passives=passives, detractors=detractors)
    signs = np.array([1] * promoters + [0] * passives + [-1] * detractors)
    assert found.score == approx(signs.mean())
    assert found.standard_error == approx(signs.std() / math.sqrt(len(signs)), abs=1e-9)
    assert -1 <= found.low <= found.score <= found.high <= 1
    assert found.low < found.high


def test_recommend_score_interval_is_score_and_two_errors():
    found = recommend_score(promoters=50, passives=30, detractors=20)
    assert (found.score, found.standard_error) == approx((0.3, math.sqrt((0.7 - 0.09) / 100)))
    assert (found.low, found.high) == approx((0.3 - 1.96 * 0.078102, 0.3 + 1.96 * 0.078102), abs=1e-4)


def test_answers_are_counted_as_promoters_passives_and_detractors():
    assert count_recommendations(range(11)) == (2, 2, 7)
    with pytest.raises(ValueError):
        count_recommendations([11])


tables = some.integers(2, 5).flatmap(
    lambda questions: some.lists(
        some.lists(some.integers(1, 5), min_size=questions, max_size=questions), min_size=2, max_size=20
    )
)


@PROPERTY
@given(tables)
def test_alpha_equals_its_covariance_form(rows):
    covariance = np.cov(np.array(rows, float), rowvar=False)
    assume(covariance.sum() > 1e-9)
    questions = len(rows[0])
    expected = questions / (questions - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert cronbach_alpha(rows) == approx(expected, rel=1e-9, abs=1e-9)


def test_alpha_of_questions_that_agree_fully_is_one():
    assert cronbach_alpha([[1, 1, 1], [3, 3, 3], [4, 4, 4]]) == approx(1)


@PROPERTY
@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 3)), min_size=1, max_size=40))
def test_kappa_equals_statsmodels(codes):
    first, second = [a for a, _ in codes], [b for _, b in codes]
    assume(len(set(first) | set(second)) > 1)
    table = np.zeros((4, 4))
    for a, b in codes:
        table[a, b] += 1
    # statsmodels' variance divides by zero in small tables; its kappa is what is compared.
    with np.errstate(all="ignore"):
        assert cohen_kappa(first, second) == approx(cohens_kappa(table).kappa, abs=1e-9)


def test_unusable_answers_are_refused():
    for refused in (
        lambda: attainment_t([]),
        lambda: attainment_t([3]),
        lambda: attainment_t([1], [0.0]),
        lambda: attainment_t([1], [1.0, 2.0]),
        lambda: attainment_t([1], rho=1.5),
        lambda: attained([0, 5]),
        lambda: objective_attainment(baseline=1, target=1, actual=2),
        lambda: objective_attainment(baseline=1, target=2, actual=math.nan),
        lambda: recommend_score(promoters=0, passives=0, detractors=0),
        lambda: cronbach_alpha([[1, 2]]),
        lambda: cronbach_alpha([[1], [2]]),
        lambda: cronbach_alpha([[1, 2], [3]]),
        lambda: cronbach_alpha([[1, 2], [2, 1]]),
        lambda: cronbach_alpha([[1, math.nan], [2, 1]]),
        lambda: cohen_kappa(["a"], ["a", "b"]),
        lambda: cohen_kappa([], []),
        lambda: cohen_kappa(["a", "a"], ["a", "a"]),
    ):
        with pytest.raises(ValueError):
            refused()
