"""Quiet hours: automatic emails are sent between 8:00 and 20:00 in the recipient's time zone."""

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OPENS = time(8)
CLOSES = time(20)
UTC = ZoneInfo("UTC")


@lru_cache(maxsize=700)
def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name; UTC for an unknown one, so that a typing error blocks no email."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def is_open(at: datetime, time_zone: str) -> bool:
    return OPENS <= at.astimezone(zone(time_zone)).time() < CLOSES


def next_open(at: datetime, time_zone: str) -> datetime:
    """Return `at` if it is outside quiet hours, otherwise the next time that is, in UTC."""
    where = zone(time_zone)
    local = at.astimezone(where)
    if OPENS <= local.time() < CLOSES:
        return at
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, where).astimezone(UTC)
