"""The texts of the page of trends."""

from datetime import date

from django.utils.translation import gettext as _

from goals.objective_status import value_text
from mentoring.ui import formats
from reports.outcomes.wording.numbers import signed
from reports.trends.selectors import ProgramTrends
from reports.trends.series import (
    BASELINE,
    Change,
    Point,
    Signal,
    Step,
    Trend,
    ValueChange,
    ValuePoint,
    ValueTrend,
)


def period_text(point: Point | ValuePoint, step: Step) -> str:
    """Return the month of a reading, or the day on which its wave was closed."""
    return day_text(point.on, step)


def day_text(day: date, step: Step) -> str:
    return formats.month(day) if step is Step.MONTH else formats.date(day)


def value_of_text(point: ValuePoint, unit: str) -> str:
    return value_text(point.value, unit)


def people_text(point: ValuePoint) -> str:
    """Return how many people a value is about; empty where it is not about people."""
    return "" if point.n is None else _("n = %(n)s") % {"n": formats.number(point.n)}


def value_change_text(change: ValueChange, unit: str) -> str:
    """Return a change in the unit of its values; of percentages, in points."""
    return _with_unit(signed(change.difference, _digits(change.difference)), unit)


def value_interval_text(change: ValueChange, unit: str) -> str:
    """Return the interval of a change, or that it has none."""
    if change.low is None or change.high is None:
        return _("no interval")
    limits = {name: signed(it, _digits(it)) for name, it in (("low", change.low), ("high", change.high))}
    return _("%(low)s to %(high)s") % limits


def _digits(value: float) -> int:
    return 1 if abs(value) >= 10 else 2


def _with_unit(text: str, unit: str) -> str:
    return text if unit in ("", "%") else f"{text} {unit}"


def share_text(point: Point) -> str:
    return formats.percent(point.rate.value)


def limits_text(low: float, high: float) -> str:
    """Return the interval of a share."""
    return _("%(low)s to %(high)s") % {"low": formats.percent(low), "high": formats.percent(high)}


def of_text(point: Point) -> str:
    """Return how many of how many."""
    return _("%(events)s of %(n)s") % {
        "events": formats.number(point.rate.events),
        "n": formats.number(point.rate.n),
    }


def difference_text(change: Change) -> str:
    """Return a change in points."""
    return signed(100 * change.difference, 0)


def interval_text(change: Change) -> str:
    """Return the interval of a change in points."""
    return _("%(low)s to %(high)s") % {
        "low": signed(100 * change.low, 0),
        "high": signed(100 * change.high, 0),
    }


def signal_text(trend: Trend) -> str:
    """Return what a long series shows; empty for others."""
    baseline = {"n": formats.number(BASELINE)}
    texts = {
        Signal.RUN_BELOW: _("Below the median of the first readings at least %(n)s times in a row.")
        % baseline,
        Signal.RUN_ABOVE: _("Above the median of the first readings at least %(n)s times in a row.")
        % baseline,
        Signal.BEYOND_LIMITS: _(
            "The newest value lies outside the limits of chance, by the first %(n)s readings."
        )
        % baseline,
    }
    return texts[trend.signal] if trend.signal else ""


def caution_text(trend: Trend) -> str:
    """Return the caution of a change that several comparisons would produce by chance; empty for others."""
    change = trend.since_previous
    if change is None or not change.excludes_zero or change.stands:
        return ""
    return _("One of several comparisons: the change since the previous value alone may be chance.")


def headline(found: ProgramTrends) -> str:
    """Return the heading of the page: the largest decline whose interval leaves zero out, if there is one."""
    first = found.largest_decline
    if first is None:
        has_intervals = any(it.low is not None for trend in found.with_changes for it in trend.changes)
        return _("No decline larger than expected by chance") if has_intervals else _("No trends yet")
    return _("Largest decline: %(measure)s") % {"measure": _in_heading(first)}


def sentence(found: ProgramTrends) -> str:
    """Return the evidence for the heading."""
    first = found.largest_decline
    if isinstance(first, ValueTrend):
        return _value_sentence(first)
    if first is None or first.decline is None or first.newest is None:
        return "" if found.with_changes else _(
            "Changes appear here once there are two complete months with at least five matches, or two waves of a "
            "survey with at least five answers."
        )  # fmt: skip
    decline, step = first.decline, first.series.step
    earlier = next(point for point in first.series.points if point.on == decline.since)
    return _(
        "%(share)s in %(now)s (%(of)s), %(earlier_share)s in %(earlier)s (%(earlier_of)s): %(points)s points, 95%% "
        "interval %(interval)s."
    ) % {
        "share": share_text(first.newest),
        "of": of_text(first.newest),
        "now": period_text(first.newest, step),
        "earlier_share": share_text(earlier),
        "earlier_of": of_text(earlier),
        "earlier": period_text(earlier, step),
        "points": difference_text(decline),
        "interval": interval_text(decline),
    }


def _value_sentence(trend: ValueTrend) -> str:
    decline, newest, series = trend.decline, trend.newest, trend.series
    assert decline is not None, "the caller looks"
    assert newest is not None, "a change has values"
    return _("%(value)s on %(now)s: %(change)s since %(earlier)s, 95%% interval %(interval)s.") % {
        "value": value_of_text(newest, series.unit),
        "now": period_text(newest, series.step),
        "change": value_change_text(decline, series.unit),
        "earlier": day_text(decline.since, series.step),
        "interval": value_interval_text(decline, series.unit),
    }


def _in_heading(trend: Trend | ValueTrend) -> str:
    label = str(trend.series.label)
    return label if trend.series.step is not Step.WAVE else f"{trend.series.area}, {label}"
