"""Trends with their texts: the only source of page, API and CSV."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.statistics import wilson
from reports.trends.selectors import ProgramTrends
from reports.trends.series import Change, Point, Step, Trend
from reports.trends.wording import (
    caution_text,
    day_text,
    difference_text,
    interval_text,
    limits_text,
    of_text,
    period_text,
    share_text,
    signal_text,
)


@dataclass(frozen=True)
class PresentedPoint:
    """One reading: a share with Wilson's 95 % interval, in fractions and as text."""

    period: str
    ends_on: str
    events: int
    n: int
    share: float
    low: float
    high: float
    text: str
    of: str
    interval: str


@dataclass(frozen=True)
class PresentedChange:
    """A change in points as text, and in fractions."""

    since: str
    difference: float
    low: float
    high: float
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
    return [_present(trend) for trend in found.trends]


def _present(trend: Trend) -> PresentedTrend:
    series = trend.series
    return PresentedTrend(
        key=series.key,
        area=str(series.area),
        label=str(series.label),
        definition=str(series.definition),
        step=series.step.value,
        points=[_point(point, series.step) for point in series.points],
        since_start=_change(trend.since_start, series.step),
        since_previous=_change(trend.since_previous, series.step),
        is_decline=trend.decline is not None,
        note=" ".join(filter(None, [signal_text(trend), caution_text(trend)])),
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
