"""When automatic mail may arrive: between 8:00 and 20:00 where the recipient is."""

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OPENS = time(8)
CLOSES = time(20)
UTC = ZoneInfo("UTC")


@lru_cache(maxsize=700)
def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name; UTC for one that nobody knows, so that a typing error stops no mail."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def is_open(at: datetime, time_zone: str) -> bool:
    return OPENS <= at.astimezone(zone(time_zone)).time() < CLOSES


def next_open(at: datetime, time_zone: str) -> datetime:
    """Return `at` when mail may arrive then, otherwise the next moment when it may, in UTC."""
    where = zone(time_zone)
    local = at.astimezone(where)
    if OPENS <= local.time() < CLOSES:
        return at
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, where).astimezone(UTC)
