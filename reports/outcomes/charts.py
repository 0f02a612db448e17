"""The charts of the outcomes page. A figure whose number is confined to the annex has its chart there, too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from mentoring.ui.charts import (
    Chart,
    Interval,
    IntervalChart,
    Slope,
    SlopeChart,
    SurvivalChart,
    SurvivalCurve,
)
from mentoring.ui.charts.scale import decimals
from mentoring.ui.formats import number
from reports.outcomes.presentation import PresentedFigure
from reports.outcomes.wording.labels import ROLES, ROLES_INSIDE
from reports.outcomes.wording.numbers import signed

RISK_EVERY = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True)
class RoleCharts:
    """Hold the charts of one role: those of the page and those of the annex."""

    main: list[Chart]
    annex: list[Chart]


def charts_by_role(figures: Sequence[PresentedFigure]) -> dict[str, RoleCharts]:
    """Return the charts of each role, by role and scope ("mentee.program")."""
    found: dict[str, RoleCharts] = {}
    for role in ROLES:
        for scope in ("program", "pooled"):
            mine = [f for f in figures if f.role == role and f.stored["scope"] == scope]
            if mine:
                found[f"{role}.{scope}"] = RoleCharts(
                    _charts([f for f in mine if not f.is_in_annex], scope),
                    _charts([f for f in mine if f.is_in_annex], scope, in_annex=True),
                )
    return found


def _charts(figures: Sequence[PresentedFigure], scope: str, *, in_annex: bool = False) -> list[Chart]:
    drawn = [
        chart for chart in (_differences(figures, scope), _curves(figures, scope), _slopes(figures)) if chart
    ]
    # Headings are unique on the page, and the annex may have a second chart of the same type.
    return (
        [replace(chart, heading=_("Annex: %(chart)s") % {"chart": chart.heading}) for chart in drawn]
        if in_annex
        else drawn
    )


def _points(value: float) -> str:
    return signed(100 * value, 1)


def _differences(figures: Sequence[PresentedFigure], scope: str) -> Chart | None:
    intervals = []
    for figure in figures:
        if figure.stored["measure"] not in ("retention", "promotion"):
            continue
        for names, label in (
            (("difference", "low", "high"), _("%(what)s, as it is")),
            (("adjusted", "adjusted_low", "adjusted_high"), _("%(what)s, like with like")),
        ):
            estimate, low, high = (figure.value(name) for name in names)
            if estimate is not None:
                months = figure.stored["window_months"]
                what = _("%(title)s, %(months)s months") % {
                    "title": figure.title,
                    "months": number(months, 1),
                }
                intervals.append(Interval(label % {"what": what}, estimate, low, high))
    if not intervals:
        return None
    return IntervalChart(
        heading=_("Difference to colleagues, %(role)s") % {"role": _lower(figures[0], scope)},
        title=_("Difference between those who took part and their colleagues, in points"),
        description=_("A dot for what was found, a line for what it could be by chance."),
        intervals=intervals,
        reference_label=_("no difference"),
        show=_points,
    )


def _curves(figures: Sequence[PresentedFigure], scope: str) -> Chart | None:
    figure = next(
        (f for f in figures if f.stored["measure"] == "retention_curve" and f.stored["curves"]), None
    )
    if figure is None or figure.state == "too_few":
        return None
    names = {"participants": _("took part"), "others": _("colleagues")}
    curves = figure.stored["curves"]
    end = int(min(points["points"][-1]["month"] for points in curves))
    if end < 1:
        return None
    step = next((step for step in RISK_EVERY if end / step <= 6), RISK_EVERY[-1])
    risk_times = list(range(0, end + 1, step))
    return SurvivalChart(
        heading=_("Still employed, month by month, %(role)s") % {"role": _lower(figure, scope)},
        title=_("Share still employed since the program began"),
        description=_(
            "One step line for those who took part and one for their colleagues, with bands of 95 percent."
        ),
        x_name=_("months"),
        curves=[_curve(names[curve["group"]], curve["points"], end, risk_times) for curve in curves],
        risk_times=risk_times,
    )


def _curve(name: str, points: Sequence[dict], end: int, risk_times: Sequence[int]) -> SurvivalCurve:
    drawn = [point for point in points if 0 < point["month"] <= end]
    at_risk = {int(point["month"]): point["at_risk"] for point in points}
    return SurvivalCurve(
        name,
        [point["month"] for point in drawn],
        [point["share"] for point in drawn],
        [point["low"] for point in drawn],
        [point["high"] for point in drawn],
        [at_risk.get(time, 0) for time in risk_times],
    )


def _slopes(figures: Sequence[PresentedFigure]) -> Chart | None:
    slopes = []
    for figure in figures:
        if figure.stored["measure"] != "change":
            continue
        before, after = figure.value("paired_before"), figure.value("paired_after")
        if before is not None and after is not None:
            slopes.append(Slope(figure.title, before, after))
    if not slopes:
        return None
    return SlopeChart(
        heading=_("The same people before and later, %(role)s") % {"role": _lower(figures[0], "program")},
        title=_("Average of the people who have both values"),
        show=decimals(1),
        before_label=_("Before"),
        after_label=_("Later"),
        # Five lines are too many to distinguish; the table has all of them.
        slopes=slopes[:4],
    )


def _lower(figure: PresentedFigure, scope: str) -> str:
    role = str(ROLES_INSIDE[figure.role])
    return _("%(role)s of all cohorts") % {"role": role} if scope == "pooled" else role
