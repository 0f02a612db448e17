"""PausableCalendar compared with counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.health.pausable_calendar import PausableCalendar
from tests.examples import examples

START = date(2026, 1, 1)
days = st.integers(0, 400).map(lambda n: START + timedelta(days=n))
pauses = st.lists(
    st.tuples(days, st.integers(0, 60)).map(lambda p: (p[0], p[0] + timedelta(days=p[1]))), max_size=8
)


def counted(since, until, paused) -> int:
    """Return the days after `since` up to `until` that lie in no pause, one by one."""
    length = (until - since).days
    every = [since + timedelta(days=n) for n in range(1, length + 1)]
    return sum(not any(first <= day <= last for first, last in paused) for day in every)


@settings(max_examples=examples(300))
@given(paused=pauses, since=days, until=days)
def test_elapsed_is_what_counting_day_by_day_gives(paused, since, until):
    assert PausableCalendar(paused).elapsed(since, until) == counted(since, until, paused)


@settings(max_examples=examples(300))
@given(paused=pauses, since=days, n=st.integers(1, 120))
def test_day_when_is_the_first_day_on_which_so_many_have_passed(paused, since, n):
    calendar = PausableCalendar(paused)
    day = calendar.day_when(since, n)
    assert counted(since, day, paused) == n
    assert counted(since, day - timedelta(days=1), paused) == n - 1


@settings(max_examples=examples(200))
@given(paused=pauses, day=days)
def test_day_is_paused_when_it_lies_in_a_pause(paused, day):
    assert PausableCalendar(paused).is_paused(day) == any(first <= day <= last for first, last in paused)


@pytest.mark.parametrize("zone_changes_on", [date(2026, 3, 29), date(2026, 10, 25)])
def test_day_on_which_the_clocks_change_is_one_day(zone_changes_on):
    before, after = zone_changes_on - timedelta(days=1), zone_changes_on + timedelta(days=1)
    assert PausableCalendar().elapsed(before, after) == 2
