"""The health of a match, calculated from facts. Pure: no models, no queries.

The limits are the defaults of the product. The worst signal decides; nothing is averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from programs.enums import Health
from programs.health.pausable_calendar import PausableCalendar

FIRST_BOOKED_BY, FIRST_HELD_BY = 14, 28
NOT_ENOUGH_DATA_DAYS = 14
GAP_ATTENTION, GAP_RISK = 1.5, 2.5
RANK = {health: n for n, health in enumerate(Health.values)}  # worst first


@dataclass(frozen=True, slots=True)
class Signal:
    """A problem of a match, the day it began, and the values that its text needs.

    In `values`, `days` are the counted days and `elapsed` are calendar days. With `is_beginning_unknown`, `since` is
    the latest day on which the problem can have begun; an earlier evaluation may have stored an earlier day.
    """

    code: str
    level: str
    since: date
    values: dict[str, Any] = field(default_factory=dict)
    is_beginning_unknown: bool = False


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """The input of the rules. Dates are days of the organization; `day` is the day of the evaluation."""

    started_on: date
    day: date
    meeting_interval_days: int
    held_count: int
    last_held_on: date | None
    next_planned_on: date | None
    calendar: PausableCalendar = field(default_factory=PausableCalendar)
    is_over: bool = False
    is_paused: bool = False
    # Whether a gap is known to be one: both sides were asked whether they met, and one answered; or sessions come from
    # files.
    is_gap_confirmed: bool = True

    @property
    def age(self) -> int:
        return self.calendar.elapsed(self.started_on, self.day)

    @property
    def has_gap(self) -> bool:
        if self.last_held_on is None:
            return False
        return self.calendar.elapsed(self.last_held_on, self.day) > GAP_ATTENTION * self.meeting_interval_days

    @property
    def is_booked(self) -> bool:
        return self.next_planned_on is not None and self.next_planned_on >= self.day


def first_session(match: MatchFacts) -> Signal | None:
    """Needs attention if not booked within 14 days of the introduction, at risk if not held by day 28."""
    if match.held_count:
        return None
    age = match.age
    values = {
        "days": age,
        "elapsed": (match.day - match.started_on).days,
        "started_on": match.started_on.isoformat(),
    }
    if age > FIRST_HELD_BY:
        since = match.calendar.day_when(match.started_on, FIRST_HELD_BY + 1)
        return Signal("first-not-held", Health.AT_RISK, since, values)
    if age > FIRST_BOOKED_BY and not match.is_booked:
        since = match.calendar.day_when(match.started_on, FIRST_BOOKED_BY + 1)
        return Signal("first-not-booked", Health.ATTENTION, since, values)
    return None


def meeting_frequency(match: MatchFacts) -> Signal | None:
    """Needs attention if the gap exceeds 1.5 times the agreed interval, at risk above 2.5 with none booked.

    No signal before both sides were asked whether they met: they may have, without recording it.
    """
    if match.last_held_on is None or not match.is_gap_confirmed:
        return None
    interval = match.meeting_interval_days
    gap = match.calendar.elapsed(match.last_held_on, match.day)
    values = {
        "days": gap,
        "elapsed": (match.day - match.last_held_on).days,
        "last_held_on": match.last_held_on.isoformat(),
        "interval": interval,
    }
    for factor, level, applies in (
        (GAP_RISK, Health.AT_RISK, not match.is_booked),
        (GAP_ATTENTION, Health.ATTENTION, True),
    ):
        if applies and gap > factor * interval:
            since = match.calendar.day_when(match.last_held_on, int(factor * interval) + 1)
            return Signal("gap", level, since, values)
    return None


RULES = (first_session, meeting_frequency)


def assess(match: MatchFacts, others: Iterable[Signal] = ()) -> tuple[str, list[Signal], date | None]:
    """Return the health, all signals worst first, and the day since which the health holds.

    `others` are the signals of other providers. Finished and paused matches have no signals. In the first 14 days,
    before the first session was held, and with a gap that nobody has confirmed, there is not enough data for
    "on track".
    """
    if match.is_over:
        return Health.FINISHED, [], None
    if match.is_paused:
        return Health.UNKNOWN, [], None
    found = [signal for rule in RULES if (signal := rule(match)) is not None]
    found = sorted([*found, *others], key=lambda s: (RANK[s.level], s.since, s.code))
    if found:
        return found[0].level, found, found[0].since
    if match.age <= NOT_ENOUGH_DATA_DAYS or match.held_count == 0 or match.has_gap:
        return Health.UNKNOWN, [], None
    return Health.ON_TRACK, [], None
