"""Check the order of the states, what they allow, and the guards that hold figures back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pytest import approx

from mentoring.statistics import (
    ALLOWED,
    PAIRED_CHANGE,
    PROMOTION,
    REACTION,
    RETENTION,
    UNPAIRED_CHANGE,
    Lacking,
    ResultState,
    Statement,
    reached,
    result_state,
    too_few,
)

SHOWN = {
    "has_data": True,
    "is_suppressed": False,
    "is_too_early": False,
    "is_too_few": False,
    "has_comparison": True,
    "is_comparable": True,
    "excludes_zero": True,
}
# Each obstacle, in the order in which it must decide.
OBSTACLES = [
    ("has_data", False, ResultState.NO_DATA),
    ("is_suppressed", True, ResultState.SUPPRESSED),
    ("is_too_early", True, ResultState.TOO_EARLY),
    ("is_too_few", True, ResultState.TOO_FEW),
    ("has_comparison", False, ResultState.NO_COMPARISON),
    ("is_comparable", False, ResultState.NOT_COMPARABLE),
    ("excludes_zero", False, ResultState.NO_DETECTABLE_DIFFERENCE),
]


@given(some.sets(some.sampled_from(range(len(OBSTACLES)))))
def test_first_obstacle_decides_the_state(present):
    facts = SHOWN | {OBSTACLES[i][0]: OBSTACLES[i][1] for i in present}
    expected = OBSTACLES[min(present)][2] if present else ResultState.DETECTABLE_DIFFERENCE
    assert result_state(**facts) is expected


def test_states_are_in_the_order_of_the_obstacles():
    assert list(ResultState) == [state for _, _, state in OBSTACLES] + [ResultState.DETECTABLE_DIFFERENCE]


def test_only_a_detectable_difference_allows_a_verdict():
    assert set(ALLOWED) == set(ResultState)
    assert [state for state in ResultState if Statement.VERDICT in ALLOWED[state]] == [
        ResultState.DETECTABLE_DIFFERENCE
    ]


def test_state_that_hides_a_number_allows_no_number():
    hiding = [ResultState.NO_DATA, ResultState.SUPPRESSED, ResultState.TOO_EARLY, ResultState.TOO_FEW]
    assert all(Statement.NUMBER not in ALLOWED[state] for state in hiding)
    assert ALLOWED[ResultState.NOT_COMPARABLE] == {Statement.NUMBER, Statement.INTERVAL}


def test_guard_can_only_be_raised():
    assert RETENTION.raised(per_group=50).per_group == 50
    assert RETENTION.raised(per_group=50).events == 5
    with pytest.raises(ValueError, match="can only be raised"):
        RETENTION.raised(per_group=19)
    with pytest.raises(ValueError, match="is not a minimum"):
        RETENTION.raised(per_arm=50)


def test_retention_opens_when_four_of_five_have_six_months():
    started = [date(2024, 1, day) for day in (10, 11, 12, 13, 14)]
    assert reached(started, RETENTION, on=date(2024, 7, 12)).is_open is False
    found = reached(started, RETENTION, on=date(2024, 7, 13))
    assert (found.share, found.is_open, found.opens_on) == (approx(0.8), True, date(2024, 7, 13))


def test_month_after_a_long_one_ends_on_its_last_day():
    found = reached([date(2023, 8, 31)], RETENTION, on=date(2024, 2, 28))
    assert (found.is_open, found.opens_on) == (False, date(2024, 2, 29))
    assert reached([date(2023, 12, 31)], PROMOTION, on=date(2024, 1, 1)).opens_on == date(2024, 12, 31)


def test_survey_opens_after_weeks():
    assert reached([date(2024, 3, 1)], REACTION, on=date(2024, 3, 15)).is_open
    assert reached([date(2024, 3, 1)], PAIRED_CHANGE, on=date(2024, 4, 25)).opens_on == date(2024, 4, 26)


def test_promotion_waits_for_a_round():
    started = [date(2023, 1, 10)] * 30
    waiting = reached(started, PROMOTION, on=date(2024, 6, 1))
    assert (waiting.share, waiting.is_open, waiting.opens_on) == (1.0, False, None)
    assert reached(started, PROMOTION, on=date(2024, 6, 1), completed_rounds=1).is_open
    early = reached(started, PROMOTION, on=date(2023, 6, 1))
    assert (early.is_open, early.opens_on) == (False, date(2024, 1, 10))


def test_nobody_has_reached_anything():
    found = reached([], RETENTION, on=date(2024, 1, 1))
    assert (found.share, found.is_open, found.opens_on) == (0, False, None)


def test_retention_needs_people_and_leavers():
    assert too_few(RETENTION, group_sizes=[20, 300], events=5) == ()
    assert too_few(RETENTION, group_sizes=[19, 300], events=4) == (
        Lacking("per_group", 19, 20),
        Lacking("events", 4, 5),
    )
    assert too_few(RETENTION) == (Lacking("per_group", 0, 20), Lacking("events", 0, 5))


def test_change_needs_pairs_or_both_waves():
    assert too_few(PAIRED_CHANGE, pairs=10) == ()
    assert too_few(PAIRED_CHANGE, pairs=9) == (Lacking("pairs", 9, 10),)
    assert too_few(UNPAIRED_CHANGE, wave_sizes=[15, 40]) == ()
    assert too_few(UNPAIRED_CHANGE, wave_sizes=[14, 40]) == (Lacking("per_wave", 14, 15),)


def test_reaction_needs_answers_and_a_share_of_the_invited():
    assert too_few(REACTION, answers=6, invited=20) == ()
    assert too_few(REACTION, answers=5, invited=20) == (Lacking("answered_share", 0.25, 0.3),)
    assert too_few(REACTION, answers=4, invited=5) == (Lacking("answers", 4, 5),)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="more answers than invitations"):
        too_few(REACTION, answers=6, invited=5)
    with pytest.raises(ValueError, match="cannot be negative"):
        too_few(RETENTION, group_sizes=[-1, 3])
