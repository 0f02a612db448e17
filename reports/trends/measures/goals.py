"""Goals: the share of goals with a check-in in a month, and of those on track at the last one."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from goals.enums import GoalState, Pace
from goals.models import CheckIn, Goal
from mentoring.statistics import Rate
from programs.models import Program
from reports.trends.months import Month
from reports.trends.series import Point, Series


def goal_trends(program: Program, months: Sequence[Month]) -> list[Series]:
    """Return check-ins and pace of the goals by month. Two queries."""
    goals = Goal.objects.filter(match__program=program, agreed_on__isnull=False)
    rows = list(goals.exclude(state=GoalState.DRAFT).values_list("id", "agreed_on", "met_on", "closed_on"))
    # The last check-in of each goal in each month: ordered, so that later ones replace earlier ones.
    last: dict[tuple[Month, UUID], tuple[str, bool]] = {}
    check_ins = CheckIn.objects.filter(program=program).order_by("checked_on", "created_at")
    for goal, day, pace, is_stuck in check_ins.values_list("goal_id", "checked_on", "pace", "is_stuck"):
        last[Month.of(day), goal] = (pace, is_stuck)
    checked, paces = [], []
    for month in months:
        open_goals = [
            goal
            for goal, agreed, met, closed in rows
            if agreed <= month.first
            and not any(day is not None and day <= month.last for day in (met, closed))
        ]
        found = [last[month, goal] for goal in open_goals if (month, goal) in last]
        checked.append(Point(month.last, Rate(len(found), len(open_goals))))
        # Without a pace it is not known whether a goal is on track, unless it is stuck.
        known = [(pace, is_stuck) for pace, is_stuck in found if pace or is_stuck]
        on_track = sum(pace == Pace.ON_TRACK and not is_stuck for pace, is_stuck in known)
        paces.append(Point(month.last, Rate(on_track, len(known))))
    return [
        Series(
            "goals.checked",
            _("Goals"),
            _("Goals with a check-in"),
            _("Of all goals that were agreed and open for the whole month, the share with a check-in in it."),
            checked,
        ),
        Series(
            "goals.on_track",
            _("Goals"),
            _("Goals on track"),
            _("Of all goals with a check-in in the month, the share that was on track at the last one."),
            paces,
        ),
    ]
