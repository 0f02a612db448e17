"""Compare the correction of several comparisons with statsmodels."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pytest import approx
from statsmodels.stats.multitest import multipletests

from mentoring.statistics import correct_family


@settings(derandomize=True)
@given(some.lists(some.floats(0, 1), min_size=1, max_size=12))
def test_correction_equals_statsmodels(p_values):
    found = correct_family({str(i): p for i, p in enumerate(p_values)})
    stands, adjusted, _, _ = multipletests(p_values, method="fdr_bh")
    assert [entry.adjusted for entry in found.values()] == approx(adjusted.tolist(), abs=1e-12)
    assert [entry.stands for entry in found.values()] == stands.tolist()
    assert [entry.p_value for entry in found.values()] == p_values


def test_figure_that_stands_alone_can_fall_in_its_family():
    assert correct_family({"retention": 0.04})["retention"].stands
    assert not correct_family({"retention": 0.04, "promotion": 0.5, "moves": 0.6})["retention"].stands


def test_empty_family_has_no_result():
    assert correct_family({}) == {}


def test_unusable_p_values_are_refused():
    for value in (math.nan, -0.1, 1.1):
        with pytest.raises(ValueError):
            correct_family({"retention": value})
