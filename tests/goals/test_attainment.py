"""When a goal is met and exceeded: thresholds are fixed, levels are monotone."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goals.attainment import attainment_of, exceeded_from, progress_of
from goals.enums import Attainment

LEVELS = [Attainment.NOT_MET, Attainment.MET, Attainment.EXCEEDED]
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)


@pytest.mark.parametrize(
    ("kind", "baseline", "target", "threshold"),
    [
        ("number", "2.6", "4.0", "4.4"),  # a quarter of 1.4 beyond 4.0 is 4.35
        ("number", "0", "4", "5"),
        ("number", "9", "3", "1"),  # downwards: 3 - 1.5, rounded away
        ("percent", "40", "90", "100"),
        ("percent", "50", "100", None),
        ("done", None, None, None),
    ],
)
def test_exceeded_is_a_quarter_beyond_the_target(kind, baseline, target, threshold):
    numbers = [None if it is None else Decimal(it) for it in (baseline, target)]
    expected = None if threshold is None else Decimal(threshold)
    assert exceeded_from(kind=kind, baseline=numbers[0], target=numbers[1]) == expected


@given(NUMBERS, NUMBERS, st.lists(NUMBERS, min_size=2, max_size=6))
def test_a_value_nearer_to_the_target_is_never_worth_less(baseline, target, values):
    assume(baseline != target)
    threshold = exceeded_from(kind="number", baseline=baseline, target=target)
    ordered = sorted(values, reverse=target < baseline)
    levels = [
        LEVELS.index(attainment_of(value, baseline=baseline, target=target, exceeded_at=threshold))
        for value in ordered
    ]
    assert levels == sorted(levels)
    progress = [progress_of(value, baseline=baseline, target=target) for value in ordered]
    assert progress == sorted(progress)
    assert all(0 <= it <= 100 for it in progress)


@given(NUMBERS, NUMBERS)
def test_the_target_itself_is_met_and_the_baseline_is_not(baseline, target):
    assume(baseline != target)
    threshold = exceeded_from(kind="number", baseline=baseline, target=target)
    assert attainment_of(target, baseline=baseline, target=target, exceeded_at=threshold) == Attainment.MET
    assert (
        attainment_of(baseline, baseline=baseline, target=target, exceeded_at=threshold) == Attainment.NOT_MET
    )
    assert progress_of(target, baseline=baseline, target=target) == 100
    assert progress_of(baseline, baseline=baseline, target=target) == 0
