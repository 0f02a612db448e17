"""The status of a program, from counted columns and daily counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from programs.enums import Health, ProgramState
from programs.health.evaluate import evaluation_day, is_over
from programs.health.pausable_calendar import PausableCalendar
from programs.models import HealthSnapshot, Match, Program
from programs.rollups.daily_counts import sessions_by_day

WEEKS_SHOWN = 26
Span = tuple[date, date | None]


@dataclass(frozen=True)
class WeekSnapshot:
    """The number of matches by health at the end of an earlier week."""

    week_ends_on: date
    counts: Mapping[str, int]


@dataclass(frozen=True)
class ProgramStatus:
    """Numbers of a program's matches by health, and totals.

    `day` is the day up to which the sessions of most matches are known: today if they are recorded here, otherwise the
    day of the last file. `from_files` is the number of matches whose sessions come from files.

    `main_reason` is the most frequent code of first signals among the matches at risk (or else among those that need
    attention), `main_reason_count` its number. `spans` counts the matches by first and last day.
    """

    day: date
    is_over: bool
    counts: dict[str, int]
    held: int
    expected: int
    with_goal: int
    goals_agreed: int
    goals_met: int
    from_files: int
    known_until: date | None
    main_reason: str
    main_reason_count: int
    last_week: WeekSnapshot | None
    spans: Mapping[Span, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def needs_action(self) -> int:
        return self.counts[Health.ATTENTION] + self.counts[Health.AT_RISK]


@dataclass(frozen=True)
class SessionWeek:
    """The sessions held and expected in a week; weeks begin on Monday."""

    begins_on: date
    held: int
    expected: int


@dataclass(frozen=True)
class WeeklySessions:
    """Sessions by complete week up to a day, and in the last seven days and the seven days before."""

    weeks: Sequence[SessionWeek]
    last_7: int
    previous_7: int


def program_status(program: Program, *, today: date) -> ProgramStatus:
    """Return the status of the program. One query."""
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
            from_files=Count("sessions_known_until"),
            known_until=Max("sessions_known_until"),
            met=Coalesce(Sum("goals_met"), 0),
        )
    )
    counts = dict.fromkeys(Health.values, 0)
    reasons: dict[str, Counter[str]] = {Health.AT_RISK: Counter(), Health.ATTENTION: Counter()}
    spans: Counter[Span] = Counter()
    sums = dict.fromkeys(("held", "expected", "with_goal", "agreed", "met", "from_files"), 0)
    snapshot, known_until = None, None
    for row in rows:
        counts[row["health"]] += row["matches"]
        spans[row["started_on"], row["ended_on"]] += row["matches"]
        if row["health"] in reasons and row["signals__0__code"]:
            reasons[row["health"]][row["signals__0__code"]] += row["matches"]
        for name in sums:
            sums[name] += row[name]
        snapshot = row["snapshot"]
        known_until = max(filter(None, (known_until, row["known_until"])), default=None)
    worst = Health.AT_RISK if counts[Health.AT_RISK] else Health.ATTENTION
    main = max(reasons[worst], key=lambda code: (reasons[worst][code], code), default="")
    return ProgramStatus(
        day=evaluation_day(known_until if sums["from_files"] * 2 > sum(counts.values()) else None, today),
        is_over=is_over(program, today),
        counts=counts,
        held=sums["held"],
        expected=sums["expected"],
        with_goal=sums["with_goal"],
        goals_agreed=sums["agreed"],
        goals_met=sums["met"],
        from_files=sums["from_files"],
        known_until=known_until,
        main_reason=main,
        main_reason_count=reasons[worst][main],
        last_week=_snapshot(snapshot) if snapshot else None,
        spans=spans,
    )


def seems_finished(program: Program, status: ProgramStatus) -> bool:
    """Return whether an open program has ended or has only finished matches."""
    is_finished = status.is_over or status.counts[Health.FINISHED] == status.total
    return is_finished and program.state != ProgramState.CLOSED


def _last_snapshot(program: Program, today: date) -> Subquery:
    """Return the last snapshot before this week as JSON. The subquery is uncorrelated, so it runs once."""
    earlier = HealthSnapshot.objects.filter(
        program=program, week_ends_on__lt=today - timedelta(days=today.weekday())
    )
    fields = {name: F(name) for name in ("week_ends_on", *Health.values)}
    return Subquery(earlier.order_by("-week_ends_on").values(json=JSONObject(**fields))[:1])


def _snapshot(found: dict[str, Any]) -> WeekSnapshot:
    return WeekSnapshot(
        date.fromisoformat(found["week_ends_on"]), {health: found[health] for health in Health.values}
    )


def weekly_sessions(
    program: Program, status: ProgramStatus, *, breaks: Sequence[tuple[date, date]] = ()
) -> WeeklySessions:
    """Return the last complete weeks of the program, at most 26. Two queries over counted days.

    On `breaks` (first day, last day) no sessions are expected.
    """
    last = min(filter(None, (status.day, program.ends_on)))
    begins = min((started for started, _ended in status.spans), default=program.starts_on)
    this_monday = last - timedelta(days=last.weekday())
    # The week of the last day counts once it is complete.
    until = this_monday if last.weekday() < 6 else this_monday + timedelta(weeks=1)
    first = max(until - timedelta(weeks=WEEKS_SHOWN), begins - timedelta(days=begins.weekday()))
    held = {
        day: counts["held"]
        for day, counts in sessions_by_day(program, min(first, last - timedelta(days=13)), last).items()
    }
    calendar = PausableCalendar(breaks)
    weeks = []
    while first < until:
        days = [first + timedelta(days=n) for n in range(7)]
        counted = [day for day in days if not calendar.is_paused(day)]
        weeks.append(
            SessionWeek(
                first, sum(held.get(day, 0) for day in days), _expected(status.spans, counted, program)
            )
        )
        first += timedelta(weeks=1)
    recent = [held.get(last - timedelta(days=n), 0) for n in range(14)]
    return WeeklySessions(weeks, sum(recent[:7]), sum(recent[7:]))


def _expected(spans: Mapping[Span, int], days: Sequence[date], program: Program) -> int:
    """Return the number of sessions expected on these days: match days divided by the meeting interval."""
    match_days = sum(
        n * sum(started < day and (ended is None or day <= ended) for day in days)
        for (started, ended), n in spans.items()
    )
    return round(match_days / program.meeting_interval_days)
