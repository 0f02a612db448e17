"""How a match stands, worked out from facts. Pure: no models, no queries.

Defaults and wording of the rules: the product's table of defaults. The worst signal decides; nothing is averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from programs.enums import Health
from programs.health.pausable_calendar import Clock

FIRST_BOOKED_BY, FIRST_HELD_BY = 14, 28
TOO_YOUNG = 14
GAP_ATTENTION, GAP_RISK = 1.5, 2.5
RANK = {health: n for n, health in enumerate(Health.values)}  # worst first


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that is wrong, since when, and the numbers of the sentence that says so.

    `days` are those that count; `elapsed` are all days, which is what a reader finds on a calendar. Where nothing
    says when it began, `since` is the latest day it can have, and an earlier evaluation may know better.
    """

    code: str
    level: str
    since: date
    values: dict[str, Any] = field(default_factory=dict)
    is_beginning_unknown: bool = False


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """What the rules look at. Dates are days of the organization; `day` is the day that is judged."""

    started_on: date
    day: date
    cadence_days: int
    held_count: int
    last_held_on: date | None
    next_planned_on: date | None
    clock: Clock = field(default_factory=Clock)
    is_over: bool = False
    is_paused: bool = False

    @property
    def age(self) -> int:
        return self.clock.elapsed(self.started_on, self.day)

    @property
    def is_booked(self) -> bool:
        return self.next_planned_on is not None and self.next_planned_on >= self.day


def first_session(match: MatchFacts) -> Signal | None:
    """Needs attention when not booked 14 days after the introduction, at risk when not held by day 28."""
    if match.held_count:
        return None
    age = match.age
    values = {
        "days": age,
        "elapsed": (match.day - match.started_on).days,
        "started_on": match.started_on.isoformat(),
    }
    if age > FIRST_HELD_BY:
        return Signal(
            "first-not-held",
            Health.AT_RISK,
            match.clock.day_when(match.started_on, FIRST_HELD_BY + 1),
            values,
        )
    if age > FIRST_BOOKED_BY and not match.is_booked:
        since = match.clock.day_when(match.started_on, FIRST_BOOKED_BY + 1)
        return Signal("first-not-booked", Health.ATTENTION, since, values)
    return None


def rhythm(match: MatchFacts) -> Signal | None:
    """Needs attention at a gap of more than 1.5 times the agreed rhythm, at risk above 2.5 with none booked."""
    if match.last_held_on is None:
        return None
    gap = match.clock.elapsed(match.last_held_on, match.day)
    values = {
        "days": gap,
        "elapsed": (match.day - match.last_held_on).days,
        "last_held_on": match.last_held_on.isoformat(),
        "cadence": match.cadence_days,
    }
    for factor, level, is_meant in (
        (GAP_RISK, Health.AT_RISK, not match.is_booked),
        (GAP_ATTENTION, Health.ATTENTION, True),
    ):
        limit = int(factor * match.cadence_days)
        if is_meant and gap > factor * match.cadence_days:
            return Signal("gap", level, match.clock.day_when(match.last_held_on, limit + 1), values)
    return None


RULES = (first_session, rhythm)


def judge(match: MatchFacts, others: Iterable[Signal] = ()) -> tuple[str, list[Signal], date | None]:
    """Return the health, all signals worst first, and since when the health holds.

    `others` are signals of other providers. Finished and paused matches have none. Nothing is painted green in
    the first 14 days, nor before a session was held.
    """
    if match.is_over:
        return Health.FINISHED, [], None
    if match.is_paused:
        return Health.UNKNOWN, [], None
    found = [signal for rule in RULES if (signal := rule(match)) is not None]
    found = sorted([*found, *others], key=lambda s: (RANK[s.level], s.since, s.code))
    if found:
        return found[0].level, found, found[0].since
    if match.age <= TOO_YOUNG or match.held_count == 0:
        return Health.UNKNOWN, [], None
    return Health.ON_TRACK, [], None
