"""The contact budget: over random histories no limit is ever exceeded, and no day is given away."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.budget import Limits, first_free_day, half_of
from tests.examples import examples

DAY = date(2026, 11, 2)


def on(*offsets: int) -> list[date]:
    return [DAY + timedelta(days=offset) for offset in offsets]


@pytest.mark.parametrize(
    ("contacts", "limits", "waits"),
    [
        ([], Limits(), 0),
        ([-14], Limits(), 16),
        ([-29], Limits(), 1),
        ([-30], Limits(), 0),
        ([0], Limits(), 30),
        ([-14], Limits(per_month=2), 0),
        ([-13], Limits(per_month=2), 1),
        ([-20, -14], Limits(per_month=2), 10),
        # Six in a year: the oldest is a year ago in 5 days.
        ([-360, -300, -240, -180, -120, -60], Limits(), 5),
        ([-365, -300, -240, -180, -120, -60], Limits(), 0),
        # An end survey in 5 days is known: nobody is asked within 14 days before it, and then only 30 days after.
        ([5], Limits(), 35),
        ([14], Limits(), 0),
    ],
)
def test_the_first_free_day(contacts, limits, waits):
    assert first_free_day(on(*contacts), limits, DAY) == DAY + timedelta(days=waits)


def keeps(contacts: list[date], limits: Limits, day: date) -> bool:
    """Return whether one more on that day keeps the limits: counted day by day, another way."""
    if any(abs((day - contact).days) < limits.gap_days for contact in contacts):
        return False
    return all(
        sum(0 <= (day - contact).days < window for contact in contacts) < most
        for window, most in ((30, limits.per_month), (365, limits.per_year))
    )


LIMITS = st.builds(Limits, st.integers(7, 90), st.integers(1, 2), st.integers(1, 12))
# Start and end surveys are in it too, however close together.
HISTORIES = st.lists(st.integers(-500, 14), max_size=30).map(lambda offsets: on(*offsets))


@given(HISTORIES, LIMITS)
@settings(max_examples=examples(400))
def test_it_is_the_first_day_that_keeps_every_limit(contacts, limits):
    found = first_free_day(contacts, limits, DAY)
    day = DAY
    while not keeps(contacts, limits, day):
        day += timedelta(days=1)
    assert found == day


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=40), LIMITS)
@settings(max_examples=examples(150))
def test_every_budget_is_kept_over_a_random_year(wanted, limits):
    """Surveys are wanted on random days, decided anew each day: start and end surveys go out, the others when they
    may."""
    never_blocked = sorted(DAY + timedelta(days=offset) for offset, is_it in wanted if is_it)
    waiting = sorted(DAY + timedelta(days=offset) for offset, is_it in wanted if not is_it)
    sent: list[date] = []
    for offset in range(401):
        day = DAY + timedelta(days=offset)
        sent += [each for each in never_blocked if each == day]
        if waiting and waiting[0] <= day and first_free_day(sent, limits, day) == day:
            assert keeps(sent, limits, day)
            sent.append(day)
            waiting.pop(0)
    assert [day for day in never_blocked if day not in sent] == []


def test_halves_are_stable_and_about_equal():
    survey = UUID(int=7)
    people = [UUID(int=n) for n in range(1000)]
    first = [half_of(survey, person) for person in people]
    assert first == [half_of(survey, person) for person in people]
    assert 400 < sum(first) < 600
    assert first != [half_of(UUID(int=8), person) for person in people]
