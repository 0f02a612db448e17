"""The health of a match, calculated from facts. Pure: no models, no queries.

The limits are those of the program. The worst signal decides; nothing is averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from programs.enums import Health
from programs.health.pausable_calendar import PausableCalendar

RANK = {health: n for n, health in enumerate(Health.values)}  # worst first


@dataclass(frozen=True, slots=True)
class HealthLimits:
    """The limits of the rules, by default those of the product. The gaps are in meeting intervals."""

    first_booked_days: int = 14
    first_held_days: int = 28
    enough_data_days: int = 14
    gap_attention: float = 1.5
    gap_risk: float = 2.5


DEFAULT_LIMITS = HealthLimits()


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
    limits: HealthLimits = DEFAULT_LIMITS

    @property
    def age(self) -> int:
        return self.calendar.elapsed(self.started_on, self.day)

    @property
    def has_gap(self) -> bool:
        if self.last_held_on is None:
            return False
        limit = self.limits.gap_attention * self.meeting_interval_days
        return self.calendar.elapsed(self.last_held_on, self.day) > limit

    @property
    def is_booked(self) -> bool:
        return self.next_planned_on is not None and self.next_planned_on >= self.day


def first_session(match: MatchFacts) -> Signal | None:
    """Needs attention if not booked so many days after the introduction (14), at risk if not held in time (28)."""
    if match.held_count:
        return None
    age, limits = match.age, match.limits
    values = {
        "days": age,
        "elapsed": (match.day - match.started_on).days,
        "started_on": match.started_on.isoformat(),
    }
    if age > limits.first_held_days:
        since = match.calendar.day_when(match.started_on, limits.first_held_days + 1)
        return Signal("first-not-held", Health.AT_RISK, since, values)
    if age > limits.first_booked_days and not match.is_booked:
        since = match.calendar.day_when(match.started_on, limits.first_booked_days + 1)
        return Signal("first-not-booked", Health.ATTENTION, since, values)
    return None


def meeting_frequency(match: MatchFacts) -> Signal | None:
    """Needs attention if the gap exceeds 1.5 times the agreed interval, at risk above 2.5 with none booked, by default.

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
        (match.limits.gap_risk, Health.AT_RISK, not match.is_booked),
        (match.limits.gap_attention, Health.ATTENTION, True),
    ):
        if applies and gap > factor * interval:
            since = match.calendar.day_when(match.last_held_on, int(factor * interval) + 1)
            return Signal("gap", level, since, values)
    return None


RULES = (first_session, meeting_frequency)


def assess(match: MatchFacts, others: Iterable[Signal] = ()) -> tuple[str, list[Signal], date | None]:
    """Return the health, all signals worst first, and the day since which the health holds.

    `others` are the signals of other providers. Finished and paused matches have no signals. In the first days (14),
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
    if match.age <= match.limits.enough_data_days or match.held_count == 0 or match.has_gap:
        return Health.UNKNOWN, [], None
    return Health.ON_TRACK, [], None
