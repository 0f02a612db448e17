"""The rule of silence. Pure: dates in, dates out.

A match is silent while nothing has been heard from either side. After 45 days without a sign of life it is at risk,
after 90 days both are asked, and 21 days later an administrator is asked to confirm the end. Days of breaks, absences
and pauses count for none of these. These are the defaults of settings of the program.
"""

from dataclasses import dataclass
from datetime import date

from programs.health.pausable_calendar import PausableCalendar

AT_RISK_AFTER, ASKED_AFTER, CONFIRMED_AFTER = 45, 90, 21


@dataclass(frozen=True)
class Silence:
    """A match that is silent: since when, and whether both have been asked in this silence."""

    since: date
    asked_on: date | None = None


def is_question_due(
    silence: Silence, calendar: PausableCalendar, *, today: date, asked_after: int = ASKED_AFTER
) -> bool:
    """Tell whether both are to be asked today. Once per silence, and never on a day that does not count."""
    if silence.asked_on is not None and silence.asked_on > silence.since:
        return False
    return not calendar.is_paused(today) and calendar.elapsed(silence.since, today) >= asked_after


def confirmation_day(asked_on: date, calendar: PausableCalendar, days: int = CONFIRMED_AFTER) -> date:
    """Return the first day on which an administrator is asked to confirm the end."""
    return calendar.day_when(asked_on, days)
