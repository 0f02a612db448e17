"""What Today shows of a program: counted columns and daily counts, never history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from programs.counting import sessions_by_day
from programs.enums import Health, MatchState
from programs.evaluation import day_to_judge, is_over
from programs.models import HealthSnapshot, Match, Program

WEEKS_SHOWN = 26


@dataclass(frozen=True)
class Week:
    """A week that begins on a Monday: sessions held, and how many the rhythm of the matches under way expects."""

    begins_on: date
    held: int
    expected: int


@dataclass(frozen=True)
class Standing:
    """A program's matches counted by health, and their sums. `day` is what health speaks of."""

    day: date
    is_over: bool
    counts: dict[str, int]
    held: int
    expected: int
    with_goal: int
    goals_agreed: int
    goals_achieved: int
    main_reason: str
    last_week: dict[str, int] | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def to_look_at(self) -> int:
        return self.counts[Health.ATTENTION] + self.counts[Health.AT_RISK]


def listed_matches(program: Program) -> QuerySet[Match]:
    """Return the program's matches that were introduced: what every list and count is about."""
    return Match.objects.filter(program=program).exclude(state__in=[MatchState.PROPOSED, MatchState.APPROVED])


def standing(program: Program, *, today: date) -> Standing:
    """Return how the program's matches stand. Two queries, whatever the history."""
    rows = (
        listed_matches(program)
        .values("health", "signals__0__code")
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
    reasons: dict[str, int] = {}
    sums = dict.fromkeys(("held", "expected", "with_goal", "agreed", "achieved"), 0)
    for row in rows:
        counts[row["health"]] += row["matches"]
        if row["health"] in (Health.ATTENTION, Health.AT_RISK) and row["signals__0__code"]:
            reasons[row["signals__0__code"]] = reasons.get(row["signals__0__code"], 0) + row["matches"]
        for name in sums:
            sums[name] += row[name]
    snapshot = (
        HealthSnapshot.objects.filter(
            program=program, week_ends_on__lt=today - timedelta(days=today.weekday())
        )
        .order_by("-week_ends_on")
        .values(*Health.values)
        .first()
    )
    return Standing(
        day=day_to_judge(program, today),
        is_over=is_over(program, today),
        counts=counts,
        held=sums["held"],
        expected=sums["expected"],
        with_goal=sums["with_goal"],
        goals_agreed=sums["agreed"],
        goals_achieved=sums["achieved"],
        main_reason=max(reasons, key=lambda code: (reasons[code], code)) if reasons else "",
        last_week=snapshot,
    )


def weekly_sessions(program: Program, *, day: date) -> list[Week]:
    """Return the last weeks of the program up to the day. Three queries over counted days and matches' dates."""
    last = min(filter(None, (day, program.ends_on)))
    monday = last - timedelta(days=last.weekday())
    span = listed_matches(program).aggregate(first=Min("started_on"), last=Max("started_on"))["first"]
    first = max(monday - timedelta(weeks=WEEKS_SHOWN - 1), (span or program.starts_on))
    first -= timedelta(days=first.weekday())
    held = sessions_by_day(program, first, last)
    active = list(listed_matches(program).values_list("started_on", "ended_on").annotate(n=Count("id")))
    weeks = []
    while first <= monday:
        days = [first + timedelta(days=n) for n in range(7)]
        weeks.append(
            Week(
                begins_on=first,
                held=sum(held[d]["held"] for d in days if d in held),
                expected=_expected(active, days, program.cadence_days),
            )
        )
        first += timedelta(weeks=1)
    return weeks


def _expected(active: Sequence[tuple[date, date | None, int]], days: list[date], cadence: int) -> int:
    """Return the sessions that a week of the rhythm brings: match days of the week over the days between sessions."""
    match_days = sum(
        n * sum(started < d and (ended is None or d <= ended) for d in days) for started, ended, n in active
    )
    return round(match_days / cadence)
