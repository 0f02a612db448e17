"""The charts of the outcomes page: retention over time, and KPIs before and later."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mentoring.ui.charts import (
    Chart,
    Slope,
    SlopeChart,
    SurvivalChart,
    SurvivalCurve,
)
from mentoring.ui.charts.scale import decimals
from mentoring.ui.formats import number
from reports.outcomes.presentation import PresentedFigure
from reports.outcomes.wording.labels import ROLES

RISK_EVERY = (1, 2, 3, 6, 12, 24, 60)


def charts_by_role(figures: Sequence[PresentedFigure]) -> dict[str, list[Chart]]:
    """Return the charts of each role that has figures of this program."""
    found: dict[str, list[Chart]] = {}
    for role in ROLES:
        mine = [f for f in figures if f.role == role and f.stored["scope"] == "program"]
        charts = [_curves(mine), _slopes(mine)] if mine else []
        found[role] = [chart for chart in charts if chart]
    return found


def _curves(figures: Sequence[PresentedFigure]) -> Chart | None:
    figure = next(
        (f for f in figures if f.stored["measure"] == "retention_curve" and f.stored["curves"]), None
    )
    if figure is None or figure.state == "too_few":
        return None
    names = {"participants": _("participants"), "others": _("comparison")}
    curves = figure.stored["curves"]
    end = int(min(points["points"][-1]["month"] for points in curves))
    if end < 1:
        return None
    step = next((step for step in RISK_EVERY if end / step <= 6), RISK_EVERY[-1])
    risk_times = list(range(0, end + 1, step))
    return SurvivalChart(
        heading=_finding(figure),
        title=_("Share still employed by month, %(role)s") % {"role": figure.role_inside},
        description=_(
            "One falling step line for participants and one for the comparison group, each with its 95 percent "
            "confidence interval."
        ),
        x_name=_("months"),
        curves=[_curve(names[curve["group"]], curve["points"], end, risk_times) for curve in curves],
        risk_times=risk_times,
    )


def _finding(figure: PresentedFigure) -> str:
    """Return the heading of the curves: both shares at the last common month."""
    mine, theirs = figure.text("participants_rate"), figure.text("others_rate")
    month = figure.value("at_month")
    if month is None:
        return _("Retention by month, %(role)s") % {"role": figure.role_inside}
    words = {"mine": mine, "theirs": theirs, "role": figure.role_inside, "months": number(month)}
    if figure.stored["matched"]:
        # Not everybody of the table: without this, two rates of one group would stand on a page.
        return (
            _(
                "After %(months)s months, %(mine)s of %(role)s and %(theirs)s of the most similar people in the "
                "comparison group were still employed"
            )
            % words
        )
    return (
        _(
            "After %(months)s months, %(mine)s of %(role)s and %(theirs)s of the comparison group were still employed"
        )
        % words
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
        heading=_("Values of the same people before and later, %(role)s") % {"role": figures[0].role_inside},
        title=_("Average before and later, %(role)s") % {"role": figures[0].role_inside},
        show=decimals(1),
        before_label=_("Before"),
        after_label=_("Later"),
        # Five lines are too many to distinguish; the table has all of them.
        slopes=slopes[:4],
    )
