"""Local times of sessions: what somebody types, and what it is elsewhere. Pure."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def moment_of(day: date, at: time, time_zone: str) -> datetime:
    """Return the moment of a local time. Refuses an hour that daylight saving skips on that day.

    Of an hour that comes twice, the first is meant.
    """
    zone = ZoneInfo(time_zone)
    moment = datetime.combine(day, at, tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValidationError(
            {"at": _("On this day the clocks go forward and this time does not exist. Choose another time.")}
        )
    return moment.astimezone(UTC)


def place_name(time_zone: str) -> str:
    """Return the city that names a time zone: "Europe/Lisbon" is "Lisbon"."""
    return time_zone.rpartition("/")[2].replace("_", " ")
