"""How a program stands: counted columns and daily counts, never history."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from programs.enums import Health
from programs.health.evaluate import day_to_judge, is_over
from programs.health.pausable_calendar import Clock
from programs.models import HealthSnapshot, Match, Program
from programs.rollups.daily_counts import sessions_by_day

WEEKS_SHOWN = 26
Span = tuple[date, date | None]


@dataclass(frozen=True)
class Snapshot:
    """How many matches stood where at the end of an earlier week."""

    week_ends_on: date
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Standing:
    """A program's matches counted by health, and their sums. `day` is what health speaks of.

    `main_reason` is the code of the most frequent first signal among the worst (those at risk, else those that need
    attention), `main_reason_count` of how many. `spans` counts the matches by first and last day.
    """

    day: date
    is_over: bool
    counts: dict[str, int]
    held: int
    expected: int
    with_goal: int
    goals_agreed: int
    goals_achieved: int
    main_reason: str
    main_reason_count: int
    last_week: Snapshot | None
    spans: Mapping[Span, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def to_look_at(self) -> int:
        return self.counts[Health.ATTENTION] + self.counts[Health.AT_RISK]


@dataclass(frozen=True)
class Week:
    """A week that begins on a Monday: sessions held, and how many the rhythm of the matches under way expects."""

    begins_on: date
    held: int
    expected: int


@dataclass(frozen=True)
class Sessions:
    """Complete weeks up to a day, and the seven days up to it against the seven before."""

    weeks: Sequence[Week]
    last_7: int
    previous_7: int


def standing(program: Program, *, today: date) -> Standing:
    """Return how the program's matches stand. One query, whatever the history."""
    rows = (
        Match.objects.filter(program=program)
        .introduced()
        .values(
            "health", "signals__0__code", "started_on", "ended_on", snapshot=_last_snapshot(program, today)
        )
        .annotate(
            matches=Count("id"),
            held=Coalesce(Sum("held_count"), 0),
            expected=Coalesce(Sum("expected_count"), 0),
            with_goal=Count("id", filter=Q(goals_agreed__gt=0)),
            agreed=Coalesce(Sum("goals_agreed"), 0),
            achieved=Coalesce(Sum("goals_achieved"), 0),
        )
    )
    counts = dict.fromkeys(Health.values, 0)
    reasons: dict[str, Counter[str]] = {Health.AT_RISK: Counter(), Health.ATTENTION: Counter()}
    spans: Counter[Span] = Counter()
    sums = dict.fromkeys(("held", "expected", "with_goal", "agreed", "achieved"), 0)
    snapshot = None
    for row in rows:
        counts[row["health"]] += row["matches"]
        spans[row["started_on"], row["ended_on"]] += row["matches"]
        if row["health"] in reasons and row["signals__0__code"]:
            reasons[row["health"]][row["signals__0__code"]] += row["matches"]
        for name in sums:
            sums[name] += row[name]
        snapshot = row["snapshot"]
    worst = Health.AT_RISK if counts[Health.AT_RISK] else Health.ATTENTION
    main = max(reasons[worst], key=lambda code: (reasons[worst][code], code), default="")
    return Standing(
        day=day_to_judge(program, today),
        is_over=is_over(program, today),
        counts=counts,
        held=sums["held"],
        expected=sums["expected"],
        with_goal=sums["with_goal"],
        goals_agreed=sums["agreed"],
        goals_achieved=sums["achieved"],
        main_reason=main,
        main_reason_count=reasons[worst][main],
        last_week=_snapshot(snapshot) if snapshot else None,
        spans=spans,
    )


def _last_snapshot(program: Program, today: date) -> Subquery:
    """Return the last snapshot before this week as JSON. It names no row of the outer query, so it runs once."""
    earlier = HealthSnapshot.objects.filter(
        program=program, week_ends_on__lt=today - timedelta(days=today.weekday())
    )
    fields = {name: F(name) for name in ("week_ends_on", *Health.values)}
    return Subquery(earlier.order_by("-week_ends_on").values(json=JSONObject(**fields))[:1])


def _snapshot(found: dict[str, Any]) -> Snapshot:
    return Snapshot(
        date.fromisoformat(found["week_ends_on"]), {health: found[health] for health in Health.values}
    )


def weekly_sessions(program: Program, now: Standing, *, quiet: Sequence[tuple[date, date]] = ()) -> Sessions:
    """Return the last complete weeks of the program, at most 26. Two queries over counted days.

    `quiet` are days on which nothing is expected: the program's quiet weeks.
    """
    last = min(filter(None, (now.day, program.ends_on)))
    begins = min((started for started, _ended in now.spans), default=program.starts_on)
    this_monday = last - timedelta(days=last.weekday())
    # The week of the last day counts once it is whole.
    until = this_monday if last.weekday() < 6 else this_monday + timedelta(weeks=1)
    first = max(until - timedelta(weeks=WEEKS_SHOWN), begins - timedelta(days=begins.weekday()))
    held = {
        day: counts["held"]
        for day, counts in sessions_by_day(program, min(first, last - timedelta(days=13)), last).items()
    }
    clock = Clock(quiet)
    weeks = []
    while first < until:
        days = [first + timedelta(days=n) for n in range(7)]
        counted = [day for day in days if not clock.is_paused(day)]
        weeks.append(
            Week(first, sum(held.get(day, 0) for day in days), _expected(now.spans, counted, program))
        )
        first += timedelta(weeks=1)
    recent = [held.get(last - timedelta(days=n), 0) for n in range(14)]
    return Sessions(weeks, sum(recent[:7]), sum(recent[7:]))


def _expected(spans: Mapping[Span, int], days: Sequence[date], program: Program) -> int:
    """Return the sessions that the rhythm brings on these days: match days over the days between two sessions."""
    match_days = sum(
        n * sum(started < day and (ended is None or day <= ended) for day in days)
        for (started, ended), n in spans.items()
    )
    return round(match_days / program.cadence_days)
