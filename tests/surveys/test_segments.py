"""Combinations of values that are stored with anonymous answers."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.segments import coarsened, fitting

NAMES = ("department", "level")


def row(department: str = "", level: str = "") -> dict[str, str]:
    return {name: value for name, value in (("department", department), ("level", level)) if value}


def test_combinations_of_five_stay():
    rows = [row("Sales", "3")] * 5 + [row("IT", "3")] * 5

    assert coarsened(rows, NAMES) == rows


def test_a_value_of_four_is_left_out_and_takes_five_others_with_it():
    rows = [row("Sales")] * 5 + [row("Legal")] * 4

    assert coarsened(rows, NAMES) == [{}] * 9


def test_a_value_of_four_does_not_cost_the_others_theirs_where_five_have_none():
    rows = [row("Sales")] * 5 + [row("Legal")] * 4 + [row()]

    assert coarsened(rows, NAMES) == [row("Sales")] * 5 + [{}] * 5


def test_the_least_important_value_of_a_small_combination_goes_first():
    rows = [row("Sales", "3")] * 6 + [row("Sales", "4")] * 2 + [row("Sales", "5")] * 3 + [row("IT", "4")] * 5

    assert coarsened(rows, NAMES)[6:11] == [row("Sales")] * 5
    assert coarsened(rows, NAMES)[:6] == [row("Sales", "3")] * 6


def test_the_rest_of_a_group_takes_in_the_smallest_finer_one():
    rows = [row("Sales", "3")] * 5 + [row("Sales", "4")] * 6 + [row("Sales", "5")]

    assert coarsened(rows, NAMES) == [row("Sales")] * 5 + [row("Sales", "4")] * 6 + [row("Sales")]


def test_fewer_than_five_rows_keep_nothing():
    assert coarsened([row("Sales")] * 4, NAMES) == [{}] * 4
    assert coarsened([], NAMES) == []


def test_attributes_that_were_not_declared_are_left_out():
    assert coarsened([row("Sales", "3")] * 5, ["level"]) == [row(level="3")] * 5


@pytest.mark.parametrize("at_least", [2, 5])
@given(
    rows=st.lists(
        st.builds(row, st.sampled_from(["", "A", "B", "C"]), st.sampled_from(["", "1", "2", "3"])),
        max_size=40,
    )
)
def test_no_combination_is_held_by_fewer_and_no_value_is_invented(rows, at_least):
    result = coarsened(rows, NAMES, at_least=at_least)

    assert all(each.items() <= before.items() for each, before in zip(result, rows, strict=True))
    counts = Counter(tuple(each.items()) for each in result)
    assert min(counts.values(), default=at_least) >= min(at_least, len(rows))
    if len(rows) < at_least:
        assert set(counts) <= {()}


def test_who_joins_later_gets_the_longest_combination_that_others_have():
    held = [row("Sales"), row("Sales", "3"), row()]

    assert fitting(row("Sales", "3"), held) == row("Sales", "3")
    assert fitting(row("Sales", "4"), held) == row("Sales")
    assert fitting(row("Legal", "3"), held) == {}
    assert fitting(row("Legal"), [row("Sales")]) == {}
