"""The chart of a goal: its check-ins, and the target."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goals.models import CheckIn, Goal, Milestone
from goals.sentence import shown
from mentoring.ui.charts import LineChart, Series
from mentoring.ui.formats import date as show_date


def history_chart(
    goal: Goal, check_ins: Sequence[CheckIn], *, milestones: Sequence[Milestone]
) -> LineChart | None:
    """Return the chart of an agreed goal, oldest check-in first; None before the first check-in."""
    if not check_ins or goal.agreed_on is None:
        return None
    has_numbers = goal.baseline is not None and goal.target is not None
    start = float(goal.baseline) if has_numbers else 0.0
    end = float(goal.target) if has_numbers else 100.0
    in_order = list(reversed(check_ins))
    values = [
        float(it.value)
        if has_numbers and it.value is not None
        else (start if has_numbers else it.progress_percent)
        for it in in_order
    ]
    done = [milestone for milestone in milestones if milestone.done_on]
    return LineChart(
        heading=_finding(goal, check_ins[0], has_numbers=has_numbers),
        title=_("Check-ins and target"),
        description=_(
            "One point per check-in. The dashed line is the target. Milestones done: %(done)s of %(all)s."
        )
        % {"done": len(done), "all": len(milestones)},
        x_labels=[
            show_date(goal.agreed_on, "short"),
            *(show_date(it.checked_on, "short") for it in in_order),
        ],
        series=[Series(_("now"), [start, *values])],
        expected=Series(_("target"), [end] * (len(in_order) + 1)),
        show=lambda value: f"{value:g}",
        from_zero=False,
    )


def _finding(goal: Goal, latest: CheckIn, *, has_numbers: bool) -> str:
    if not has_numbers or latest.value is None:
        return _("%(percent)s%% done") % {"percent": latest.progress_percent}
    return _("%(value)s now, %(baseline)s at the start") % {
        "value": shown(latest.value, goal),
        "baseline": shown(goal.baseline, goal),
    }
