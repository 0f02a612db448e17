"""The chart of a goal: its check-ins, its milestones, and the target on the day on which it is due."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from goals.models import CheckIn, Goal, Milestone
from goals.sentence import shown
from mentoring.ui.charts import LineChart, Series
from mentoring.ui.formats import date as show_date


def history_chart(
    goal: Goal, check_ins: Sequence[CheckIn], *, milestones: Sequence[Milestone]
) -> LineChart | None:
    """Return the chart of an agreed goal whose newest check-in comes first; None before the first check-in.

    The axis has the agreement, each check-in, each day of a milestone and the day on which the goal is due. The line
    ends at the last check-in; a milestone in between has the value that was last recorded.
    """
    if not check_ins or goal.agreed_on is None:
        return None
    has_numbers = goal.baseline is not None and goal.target is not None
    start = float(goal.baseline) if has_numbers else 0.0
    end = float(goal.target) if has_numbers else 100.0
    # In the order of a day: the agreement, check-ins, milestones, the end.
    points: list[tuple[date, int, float | None]] = [(goal.agreed_on, 0, start)]
    for it in reversed(check_ins):
        by_percent = start + (end - start) * it.progress_percent / 100
        value = float(it.value) if has_numbers and it.value is not None else by_percent
        points.append((it.checked_on, 1, value))
    titles = _by_day(goal, milestones)
    points += [(day, 2, None) for day in titles]
    if goal.due_on is not None and goal.due_on > max(day for day, _order, _value in points):
        points.append((goal.due_on, 3, None))
    points.sort(key=lambda point: point[:2])
    last = max(i for i, point in enumerate(points) if point[2] is not None)
    values: list[float] = []
    for _day, _order, value in points[: last + 1]:
        values.append(values[-1] if value is None else value)
    done = [milestone for milestone in milestones if milestone.done_on]
    return LineChart(
        heading=_finding(goal, check_ins[0], has_numbers=has_numbers),
        title=_("Check-ins and target"),
        description=_(
            "One point per check-in. The dashed line is the target, up to the day on which the goal is due. The "
            "numbers on top are milestones. Milestones done: %(done)s of %(all)s."
        )
        % {"done": len(done), "all": len(milestones)},
        x_labels=[show_date(day, "short") for day, _order, _value in points],
        series=[Series(_("now"), values)],
        expected=Series(_("target"), [end] * len(points)),
        show=lambda value: f"{value:g}",
        from_zero=False,
        marks={i: titles[day] for i, (day, order, _value) in enumerate(points) if order == 2},
        marks_name=_("Milestone"),
    )


def _by_day(goal: Goal, milestones: Sequence[Milestone]) -> dict[date, str]:
    """Return the titles of the milestones by the day on which each was done or is due, from the agreement on."""
    found: dict[date, list[str]] = {}
    for it in milestones:
        day = it.done_on or it.due_on
        if day is not None and goal.agreed_on is not None:
            title = _("%(title)s (done)") % {"title": it.title} if it.done_on else it.title
            found.setdefault(max(day, goal.agreed_on), []).append(title)
    return {day: ", ".join(titles) for day, titles in found.items()}


def _finding(goal: Goal, latest: CheckIn, *, has_numbers: bool) -> str:
    if not has_numbers or latest.value is None:
        return _("%(percent)s%% done") % {"percent": latest.progress_percent}
    return _("%(value)s now, %(baseline)s at the start") % {
        "value": shown(latest.value, goal),
        "baseline": shown(goal.baseline, goal),
    }
