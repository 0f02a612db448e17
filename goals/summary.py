"""How the goals of a program came out: shares with their interval, and goals met per match and session."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from goals.enums import Attainment, GoalState
from goals.models import CheckIn, Goal, GoalAgreement
from mentoring.statistics import TOO_EASY_ABOVE, Rate, attainment_t, wilson
from programs.models import Match, Program

CLOSED = [GoalState.MET, GoalState.REPLACED, GoalState.DROPPED]
# Three levels on Goal Attainment Scaling's five: measurement, 2.10.
LEVELS = {Attainment.NOT_MET.value: -1, Attainment.MET.value: 0, Attainment.EXCEEDED.value: 1}


@dataclass(frozen=True)
class GoalSummary:
    """Counts of a program's goals. Shares and limits are fractions, None without a denominator."""

    agreed: int
    closed: int
    met: int
    exceeded: int
    share: float | None
    low: float | None
    high: float | None
    matches: int
    met_per_match: float | None
    met_confirmed: int
    check_ins_confirmed: int
    sessions_held: int
    met_per_session: float | None
    mean_t: float | None
    is_set_too_easy: bool


def goal_summary(program: Program) -> GoalSummary:
    """Return the summary of the program. Three queries.

    Met are goals closed as met; confirmed are those whose last check-in the mentor has confirmed, and those from files.
    The share is that of all closed goals, dropped ones included, with Wilson's 95 % interval. T: one value per match,
    mean over the matches with a closed goal.
    """
    goals = Goal.objects.filter(match__program=program, agreed_on__isnull=False)
    rows = list(
        _with_confirmation(goals).values_list(
            "match_id", "state", "attainment", "confirmed_at", "is_agreed_here"
        )
    )
    closed = [row for row in rows if row[1] in CLOSED]
    met = [row for row in closed if row[1] == GoalState.MET]
    rate = wilson(Rate(len(met), len(closed))) if closed else None
    totals = (
        Match.objects.filter(program=program).introduced().aggregate(n=Count("id"), held=Sum("held_count"))
    )
    held = totals["held"] or 0
    confirmed = sum(row[3] is not None or not row[4] for row in met)
    mean_t = _mean_t([row[:3] for row in closed])
    return GoalSummary(
        agreed=len(rows),
        closed=len(closed),
        met=len(met),
        exceeded=sum(row[2] == Attainment.EXCEEDED for row in met),
        share=len(met) / len(closed) if closed else None,
        low=rate.low if rate else None,
        high=rate.high if rate else None,
        matches=totals["n"],
        met_per_match=len(met) / totals["n"] if totals["n"] else None,
        check_ins_confirmed=CheckIn.objects.filter(Q(confirmed_at__isnull=False), program=program).count(),
        sessions_held=held,
        met_confirmed=confirmed,
        met_per_session=confirmed / held if held else None,
        mean_t=mean_t,
        is_set_too_easy=mean_t is not None and mean_t > TOO_EASY_ABOVE,
    )


def _with_confirmation(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    latest = CheckIn.objects.filter(goal=OuterRef("pk")).order_by(
        "-checked_on", F("created_at").desc(nulls_last=True), "-id"
    )
    return goals.annotate(
        confirmed_at=Subquery(latest.values("confirmed_at")[:1]),
        is_agreed_here=Exists(GoalAgreement.objects.filter(goal=OuterRef("pk"))),
    )


def _mean_t(closed: list[tuple[UUID, str, str]]) -> float | None:
    levels: dict[UUID, list[int]] = defaultdict(list)
    for match_id, state, attainment in closed:
        default = Attainment.MET if state == GoalState.MET else Attainment.NOT_MET
        levels[match_id].append(LEVELS[attainment or default.value])
    if not levels:
        return None
    return sum(attainment_t(of_match) for of_match in levels.values()) / len(levels)
