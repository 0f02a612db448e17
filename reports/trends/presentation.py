"""Trends with their texts: the only source of page, API and CSV."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.statistics import wilson
from reports.trends.selectors import ProgramTrends
from reports.trends.series import Change, Point, Step, Trend, ValueChange, ValuePoint, ValueSeries, ValueTrend
from reports.trends.wording import (
    caution_text,
    day_text,
    difference_text,
    interval_text,
    limits_text,
    of_text,
    people_text,
    period_text,
    share_text,
    signal_text,
    value_change_text,
    value_interval_text,
    value_of_text,
)


@dataclass(frozen=True)
class PresentedPoint:
    """One reading: a share with Wilson's 95 % interval, in fractions and as text; or a value in the trend's unit."""

    period: str
    ends_on: str
    events: int | None
    n: int | None
    share: float | None
    low: float | None
    high: float | None
    value: float | None
    text: str
    of: str
    interval: str


@dataclass(frozen=True)
class PresentedChange:
    """A change as text, and in fractions; that of a value in its unit, perhaps without an interval."""

    since: str
    difference: float
    low: float | None
    high: float | None
    excludes_zero: bool
    text: str
    interval: str


@dataclass(frozen=True)
class PresentedTrend:
    """A measure with its readings and changes. `note` is empty where there is nothing to say."""

    key: str
    area: str
    label: str
    definition: str
    step: str
    unit: str
    is_value: bool
    points: Sequence[PresentedPoint]
    since_start: PresentedChange | None
    since_previous: PresentedChange | None
    is_decline: bool
    note: str

    @property
    def start(self) -> PresentedPoint | None:
        return self.points[0] if self.points else None

    @property
    def previous(self) -> PresentedPoint | None:
        return self.points[-2] if len(self.points) > 2 else None

    @property
    def newest(self) -> PresentedPoint | None:
        return self.points[-1] if self.points else None


def present_trends(found: ProgramTrends) -> list[PresentedTrend]:
    """Return the trends in their order: the largest decline whose interval leaves zero out first."""
    shares = [_present(trend) for trend in found.trends]
    values = [_present_value(trend) for trend in found.values]
    # Declines of values come after those of shares: their units differ.
    return sorted([*shares, *values], key=lambda it: not it.is_decline)


def _present(trend: Trend) -> PresentedTrend:
    series = trend.series
    return PresentedTrend(
        key=series.key,
        area=str(series.area),
        label=str(series.label),
        definition=str(series.definition),
        step=series.step.value,
        unit="",
        is_value=False,
        points=[_point(point, series.step) for point in series.points],
        since_start=_change(trend.since_start, series.step),
        since_previous=_change(trend.since_previous, series.step),
        is_decline=trend.decline is not None,
        note=" ".join(filter(None, [signal_text(trend), caution_text(trend)])),
    )


def _present_value(trend: ValueTrend) -> PresentedTrend:
    series = trend.series
    return PresentedTrend(
        key=series.key,
        area=str(series.area),
        label=str(series.label),
        definition=str(series.definition),
        step=series.step.value,
        unit=series.unit,
        is_value=True,
        points=[_value_point(point, series) for point in series.points],
        since_start=_value_change(trend.since_start, series),
        since_previous=_value_change(trend.since_previous, series),
        is_decline=trend.decline is not None,
        note="",
    )


def _value_point(point: ValuePoint, series: ValueSeries) -> PresentedPoint:
    return PresentedPoint(
        period=period_text(point, series.step),
        ends_on=point.on.isoformat(),
        events=None,
        n=point.n,
        share=None,
        low=None,
        high=None,
        value=point.value,
        text=value_of_text(point, series.unit),
        of=people_text(point),
        interval="",
    )


def _value_change(change: ValueChange | None, series: ValueSeries) -> PresentedChange | None:
    if change is None:
        return None
    return PresentedChange(
        day_text(change.since, series.step),
        change.difference,
        change.low,
        change.high,
        change.excludes_zero,
        value_change_text(change, series.unit),
        value_interval_text(change, series.unit),
    )


def _point(point: Point, step: Step) -> PresentedPoint:
    interval = wilson(point.rate)
    return PresentedPoint(
        period=period_text(point, step),
        ends_on=point.on.isoformat(),
        events=point.rate.events,
        n=point.rate.n,
        share=point.rate.value,
        low=interval.low,
        high=interval.high,
        value=None,
        text=share_text(point),
        of=of_text(point),
        interval=limits_text(interval.low, interval.high),
    )


def _change(change: Change | None, step: Step) -> PresentedChange | None:
    if change is None:
        return None
    return PresentedChange(
        day_text(change.since, step),
        change.difference,
        change.low,
        change.high,
        change.excludes_zero,
        difference_text(change),
        interval_text(change),
    )
