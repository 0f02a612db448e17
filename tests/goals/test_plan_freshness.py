"""How current a plan is, compared with counting day by day, over random histories, pauses and time zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.health.plans import DEFAULT_LIMITS, freshness, plan_signal
from goals.plan_changes import Entry, changes_between, counted, merged
from mentoring.tenancy.models import Organization
from programs.enums import MeetingInterval
from programs.health.pausable_calendar import PausableCalendar
from tests.examples import examples
from tests.programs.test_pausable_calendar import counted as counted_days
from tests.programs.test_pausable_calendar import days, pauses

intervals = st.sampled_from(MeetingInterval.values)


def status(since, day, interval=14, paused=(), unchanged=0):
    return freshness(
        since,
        unchanged_in_a_row=unchanged,
        meeting_interval_days=interval,
        day=day,
        calendar=PausableCalendar(paused),
    )


@pytest.mark.parametrize(
    ("age", "expected"),
    [(0, "up_to_date"), (37, "up_to_date"), (38, "due"), (45, "due"), (46, "stale"), (400, "stale")],
)
def test_plan_is_due_a_week_before_it_is_older_than_45_days(age, expected):
    since = date(2026, 9, 1)
    found = status(since, since + timedelta(days=age))
    assert (found.status, found.due_on) == (expected, since + timedelta(days=45))


@pytest.mark.parametrize(("interval", "days"), [(7, 45), (14, 45), (21, 45), (30, 45), (42, 63)])
def test_limit_is_45_days_or_one_and_a_half_intervals(interval, days):
    assert DEFAULT_LIMITS.stale_after(interval) == days


def test_without_a_revision_there_is_nothing_to_be_due():
    assert status(None, date(2026, 9, 1)).status == "not_begun"


@settings(max_examples=examples(400))
@given(paused=pauses, since=days, day=days, interval=intervals)
def test_only_counted_days_make_a_plan_older(paused, since, day, interval):
    age, limit = counted_days(since, day, paused), DEFAULT_LIMITS.stale_after(interval)
    expected = "stale" if age > limit else "due" if age >= limit - 7 else "up_to_date"
    found = status(since, day, interval, paused)
    assert found.status == expected
    # The day by which it is due is the first on which it is as old as it may become.
    assert counted_days(since, found.due_on, paused) == limit
    assert counted_days(since, found.due_on - timedelta(days=1), paused) == limit - 1


@settings(max_examples=examples(300))
@given(paused=pauses, history=st.lists(days, min_size=1, max_size=6), day=days, interval=intervals)
def test_a_later_revision_never_makes_a_plan_older(paused, history, day, interval):
    rank = ["up_to_date", "due", "stale"]
    history = sorted(it for it in history if it <= day) or [day]
    found = [rank.index(status(since, day, interval, paused).status) for since in history]
    assert found == sorted(found, reverse=True)


@settings(max_examples=examples(300))
@given(paused=pauses, since=days, day=days, interval=intervals, unchanged=st.integers(0, 6))
def test_signal_follows_the_status_and_is_never_at_risk(paused, since, day, interval, unchanged):
    found = status(since, day, interval, paused, unchanged)
    signal = plan_signal(
        since,
        unchanged_in_a_row=unchanged,
        meeting_interval_days=interval,
        day=day,
        calendar=PausableCalendar(paused),
    )
    expected = "plan-stale" if found.status == "stale" else "plan-unchanged" if unchanged >= 3 else None
    assert (signal.code if signal else None) == expected
    if signal is not None and day >= since:
        assert signal.level == "attention"
        assert signal.since <= day


@settings(max_examples=examples(300))
@given(
    zone=st.sampled_from(
        ["Pacific/Kiritimati", "America/Los_Angeles", "Europe/Berlin", "Pacific/Apia", "UTC"]
    ),
    since=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)),
    hours=st.integers(0, 80 * 24),
)
def test_days_are_those_of_the_organization_in_every_time_zone(zone, since, hours):
    """A change of clocks makes a day of 23 or 25 hours, which is still one day."""
    organization, later = Organization(time_zone=zone), since + timedelta(hours=hours)
    saved_on, today = organization.local_date(since), organization.local_date(later)
    local = ZoneInfo(zone)
    age = later.astimezone(local).date().toordinal() - since.astimezone(local).date().toordinal()
    expected = "stale" if age > 45 else "due" if age >= 38 else "up_to_date"
    assert status(saved_on, today).status == expected


entries = st.lists(
    st.builds(
        Entry,
        st.uuids(),
        st.sampled_from(["Ask Marek", "Give the talk", "Choose a topic"]),
        st.sampled_from(["mentor", "mentee", "both"]),
        st.none() | days,
        st.none() | st.uuids(),
        st.none() | days,
    ),
    max_size=6,
    unique_by=lambda entry: entry.id,
)


@settings(max_examples=examples(300))
@given(base=entries)
def test_entry_survives_being_stored(base):
    assert [Entry.read(entry.stored) for entry in base] == base


@settings(max_examples=examples(300))
@given(base=entries, theirs=entries, mine=entries)
def test_merging_loses_no_word_that_either_side_wrote(base, theirs, mine):
    """What either side added or changed is there; what neither touched is there once."""
    theirs, mine = [*base, *theirs], [*base[1:], *mine]
    both = merged(base, theirs, mine)
    assert {entry.id for entry in both} == {entry.id for entry in [*theirs, *mine]} - {
        entry.id for entry in base[:1]
    }
    assert len({entry.id for entry in both}) == len(both)


@settings(max_examples=examples(300))
@given(before=entries, after=entries)
def test_changes_count_every_action_once(before, after):
    changes = changes_between(before, after)
    assert len(changes) == len({entry.id for entry in [*before, *after]})
    assert (not counted(changes)) == (
        changes_between(after, before) == [] or not counted(changes_between(after, before))
    )
