"""When survey emails are sent: on weekdays from 9:00 to 17:00, where the recipient is."""

from datetime import datetime, time, timedelta

from mentoring.mail.quiet_hours import UTC, zone

OPENS, CLOSES = time(9), time(17)
SATURDAY = 5


def next_working_hour(at: datetime, time_zone: str) -> datetime:
    """Return `at` if it is within working hours, otherwise the next time that is, in UTC."""
    here = zone(time_zone)
    local = at.astimezone(here)
    if local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES:
        return at
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, here).astimezone(UTC)
