from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.mail.quiet_hours import is_open, next_open
from mentoring.mail.weekly_cap import MOST, WINDOW, next_allowed

ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(at=MOMENTS, zone=ZONES)
def test_next_open_is_the_first_open_moment(at, zone):
    opens_at = next_open(at, zone)
    assert is_open(opens_at, zone)
    assert at <= opens_at <= at + timedelta(hours=13, minutes=30)
    if opens_at != at:
        assert not is_open(at, zone)
        assert not is_open(opens_at - timedelta(seconds=1), zone)


@pytest.mark.parametrize(
    ("at", "zone", "opens_at"),
    [
        ("2026-03-04T07:59:00+00:00", "UTC", "2026-03-04T08:00:00+00:00"),
        ("2026-03-04T08:00:00+00:00", "UTC", "2026-03-04T08:00:00+00:00"),
        ("2026-03-04T20:00:00+00:00", "UTC", "2026-03-05T08:00:00+00:00"),
        # The nights in which Berlin's clocks change.
        ("2026-03-28T21:00:00+00:00", "Europe/Berlin", "2026-03-29T06:00:00+00:00"),
        ("2026-10-24T21:00:00+00:00", "Europe/Berlin", "2026-10-25T07:00:00+00:00"),
        ("2026-03-04T12:00:00+00:00", "No/Such_Zone", "2026-03-04T12:00:00+00:00"),
    ],
)
def test_next_open_of(at, zone, opens_at):
    assert next_open(datetime.fromisoformat(at), zone) == datetime.fromisoformat(opens_at)


def test_quiet_hours_are_in_the_time_zone_of_the_recipient():
    at = datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert next_open(at, "Asia/Tokyo") == datetime(2026, 3, 5, 8, tzinfo=ZoneInfo("Asia/Tokyo"))


@given(at=MOMENTS, ago=st.lists(st.integers(0, 14 * 24 * 60), max_size=8))
def test_cap_holds_in_every_window_and_delays_no_more_than_needed(at, ago):
    sent = [at - timedelta(minutes=minutes) for minutes in ago]
    allowed = next_allowed(at, sent)
    in_window = [time for time in sent if time > allowed - WINDOW]
    assert len(in_window) < MOST
    assert at <= allowed <= at + WINDOW
    if allowed != at:
        earlier = allowed - timedelta(seconds=1)
        assert len([time for time in sent if time > earlier - WINDOW]) >= MOST
