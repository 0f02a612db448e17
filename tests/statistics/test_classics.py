"""Published studies that are in no file of cases: what every textbook prints."""

import pytest
from pytest import approx

from mentoring.statistics import (
    Followed,
    Rate,
    Stratum,
    association,
    kaplan_meier,
    log_rank,
    mean_difference,
    odds_ratio,
    rate_difference,
    stratified_difference,
    wilson,
)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_table_ii_method_10(a, b, low, high):
    """Newcombe, Stat Med 1998;17:873, Table II: all eight rows, those of nobody and everybody too."""
    found = rate_difference(Rate(*a), Rate(*b))
    assert (found.low, found.high) == approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [
        ((81, 263), 0.2553, 0.3662),
        ((15, 148), 0.0624, 0.1605),
        ((0, 20), 0.0, 0.1611),
        ((1, 29), 0.0061, 0.1718),
    ],
)
def test_wilson_of_newcombes_single_proportions(rate, low, high):
    """Newcombe, Stat Med 1998;17:857, Table I, method 3."""
    found = wilson(Rate(*rate))
    assert (found.low, found.high) == approx((low, high), abs=5e-5)


def test_berkeley_admissions_turn_round_within_departments():
    """Bickel, Hammel & O'Connell, Science 1975;187:398: 45 % of men and 30 % of women in all."""
    departments = {
        "A": ((512, 825), (89, 108)),
        "B": ((353, 560), (17, 25)),
        "C": ((120, 325), (202, 593)),
        "D": ((138, 417), (131, 375)),
        "E": ((53, 191), (94, 393)),
        "F": ((22, 373), (24, 341)),
    }
    strata = [Stratum(name, Rate(*men), Rate(*women)) for name, (men, women) in departments.items()]
    found = stratified_difference(strata)
    assert found.crude.a.value == approx(0.4452, abs=5e-5)
    assert found.crude.b.value == approx(0.3035, abs=5e-5)
    assert found.crude.excludes_zero
    assert found.sign_changes
    assert not found.excludes_zero
    # The common odds ratio that R prints for its UCBAdmissions.
    assert found.odds_ratio == approx(0.9046968, abs=5e-8)


def test_kidney_stones_turn_round_within_sizes():
    """Charig et al., BMJ 1986;292:879."""
    found = stratified_difference(
        [Stratum("small", Rate(81, 87), Rate(234, 270)), Stratum("large", Rate(192, 263), Rate(55, 80))]
    )
    assert (found.crude.a.value, found.crude.b.value) == approx((0.78, 0.8257), abs=5e-5)
    assert found.sign_changes


def test_twins_of_convicts():
    """Fisher 1962, as in R's help of fisher.test: 2 of 17 against 10 of 13."""
    tested = association(Rate(2, 17), Rate(10, 13), alternative="less")
    assert tested.test == "fisher_exact"
    assert tested.p_value == approx(0.0004652, abs=5e-8)


def test_doll_and_hill_smokers():
    """Doll & Hill, BMJ 1950: 688 of 709 with lung cancer and 650 of 709 without had smoked; odds ratio 2.97."""
    found = odds_ratio(Rate(688, 709), Rate(650, 709))
    assert (found.ratio, found.low, found.high) == approx((2.97, 1.79, 4.95), abs=0.006)


MAINTAINED = Followed(
    (9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161),
    (True, True, False, True, True, False, True, True, False, True, False),
)
NOT_MAINTAINED = Followed(
    (5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45),
    (True, True, True, True, True, False, True, True, True, True, True, True),
)


def test_acute_myelogenous_leukemia():
    """Miller 1981: maintained chemotherapy or not; the values of R's survfit and survdiff for its data set aml."""
    curve = kaplan_meier(MAINTAINED, minimum_at_risk=1)
    shares = {9: 0.909, 13: 0.818, 18: 0.716, 23: 0.614, 31: 0.491, 34: 0.368, 48: 0.184}
    assert {time: round(curve.at(time).share, 3) for time in shares} == shares
    assert curve.median == 31
    assert kaplan_meier(NOT_MAINTAINED, minimum_at_risk=1).median == 23
    tested = log_rank(MAINTAINED, NOT_MAINTAINED)
    assert (tested.chi_square, tested.p_value) == approx((3.396, 0.0653), abs=5e-4)


def test_sleep_as_two_groups():
    """Student's sleep data taken as different people, Welch: R prints -3.3654832 to 0.2054832, p = 0.07939."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = mean_difference(first, second)
    assert (found.low, found.high) == approx((-3.3654832, 0.2054832), abs=5e-8)
    assert found.p_value == approx(0.07939, abs=5e-6)
