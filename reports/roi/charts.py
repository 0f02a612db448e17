"""The charts of the ROI page."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.charts import (
    Bar,
    BarChart,
    Chart,
    Interval,
    IntervalChart,
    TornadoChart,
    TornadoRow,
    WaterfallChart,
    WaterfallStep,
)
from mentoring.ui.charts.scale import Format, decimals
from mentoring.ui.formats import number
from reports.enums import RoiState
from reports.roi.benefits import CROSSES_ZERO
from reports.roi.numbers.benefit_numbers import benefit_label
from reports.roi.numbers.cost_numbers import KINDS, kind_label
from reports.roi.numbers.number import money
from reports.roi.numbers.swing_numbers import assumption_label, range_text
from reports.roi.result import RoiResult

MOST_SWINGS = 8


def roi_charts(result: RoiResult) -> list[Chart]:
    """Return the charts that the state allows, in the order of the page."""
    if result.state == RoiState.MEASURED:
        return [it for it in (_waterfall(result), _tornado(result)) if it]
    return [it for it in (_break_even(result),) if it]


def cost_chart(result: RoiResult) -> Chart | None:
    """Return the cost by type, the largest first."""
    amounts = {kind: sum((line.amount for line in result.costs_of(kind)), Decimal(0)) for kind in KINDS}
    bars = [(kind, amount) for kind, amount in amounts.items() if amount]
    if not bars:
        return None
    kind, most = max(bars, key=lambda bar: bar[1])
    return BarChart(
        heading=_("%(kind)s: %(percent)s%% of the cost")
        % {"kind": kind_label(kind), "percent": number(100 * most / result.cost)},
        title=_("Cost by type"),
        bars=[Bar(kind_label(kind), float(amount)) for kind, amount in sorted(bars, key=lambda bar: -bar[1])],
        show=_show_money(result),
    )


def _show_money(result: RoiResult) -> Format:
    return lambda value: money(Decimal(repr(round(value, 2))), result.inputs.currency)


def _waterfall(result: RoiResult) -> Chart | None:
    assert result.cases is not None, "measured"
    case = result.cases["conservative"]
    steps = [
        WaterfallStep(kind_label(kind), -float(amount))
        for kind in KINDS
        if (amount := sum((line.amount for line in result.costs_of(kind)), Decimal(0)))
    ]
    steps += [
        WaterfallStep(benefit_label(it), float(it.amounts[0])) for it in result.benefits if it.is_counted
    ]
    steps.append(WaterfallStep(_("Net benefit"), float(case.net), is_total=True))
    values = {
        "cost": money(case.costs, result.inputs.currency), "benefit": money(case.benefits, result.inputs.currency),
    }  # fmt: skip
    return WaterfallChart(
        heading=_("Conservative case: cost of %(cost)s, benefit of %(benefit)s") % values,
        title=_("From cost to net benefit, conservative case"),
        steps=steps,
        show=_show_money(result),
    )


def _tornado(result: RoiResult) -> Chart | None:
    if not result.swings or result.cases is None:
        return None
    currency = result.inputs.currency
    rows = [
        TornadoRow(
            f"{assumption_label(it.key, it.level)} ({range_text(it, currency)})",
            float(it.at_low),
            float(it.at_high),
        )
        for it in result.swings[:MOST_SWINGS]
    ]
    first = result.swings[0]
    return TornadoChart(
        heading=_("%(assumption)s matters most") % {"assumption": assumption_label(first.key, first.level)},
        title=_("Net benefit of the central case if one assumption changes and the others stay"),
        rows=rows,
        base=float(result.cases["central"].net),
        show=_show_money(result),
    )


def _break_even(result: RoiResult) -> Chart | None:
    """Draw the interval of departures prevented beside break-even, where outcomes allow the interval."""
    benefit = result.departures
    effect = benefit.effect
    if benefit.state != CROSSES_ZERO or effect is None or not effect.has_interval or not effect.people:
        return None
    assert effect.low is not None
    assert effect.point is not None
    assert effect.high is not None
    low, point, high = (float(effect.people * it) for it in (effect.low, effect.point, effect.high))
    rows = [Interval(_("Departures prevented"), point, low, high)]
    if result.break_even is None:
        return None
    rows.append(Interval(_("Break-even"), float(result.break_even), None, None))
    ends = number(round(high, 1), 1)
    return IntervalChart(
        heading=ngettext(
            "The interval ends at %(high)s departures prevented; break-even is at %(n)s",
            "The interval ends at %(high)s departures prevented; break-even is at %(n)s",
            result.break_even,
        )
        % {"high": ends, "n": number(result.break_even)},
        title=_("Departures prevented, with the 95% confidence interval, and break-even"),
        intervals=rows,
        reference_label=_("no difference"),
        show=decimals(1),
    )
