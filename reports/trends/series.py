"""Changes of a series since its start and since the previous period. Pure: values in, changes with intervals out."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import NormalDist
from typing import TypeAlias

from django.utils.functional import Promise

from mentoring.statistics import MINIMUM_GROUP, Rate, TrendMethod, find_runs, newcombe, p_chart, trend_method
from mentoring.statistics.multiplicity import FALSE_DISCOVERY_RATE

# The first readings, from which the limits of later ones are calculated.
BASELINE = 8
Text: TypeAlias = str | Promise


class Step(StrEnum):
    """What a reading is of."""

    MONTH = "month"
    WAVE = "wave"
    DAY = "day"


class Signal(StrEnum):
    """What a long series shows. Shorter ones have values and intervals only (measurement, 2.12)."""

    RUN_BELOW = "run_below"
    RUN_ABOVE = "run_above"
    BEYOND_LIMITS = "beyond_limits"


@dataclass(frozen=True)
class Point:
    """One reading: how many of how many, on the last day of its period."""

    on: date
    rate: Rate


@dataclass(frozen=True)
class Change:
    """How much the newest reading differs from an earlier one, in fractions."""

    since: date
    difference: float
    low: float
    high: float
    p_value: float
    # Whether it remains after the correction for all changes since the previous period (Benjamini–Hochberg).
    stands: bool = True

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


Compare = Callable[[Point, Point], Change]


def compare_rates(newest: Point, earlier: Point) -> Change:
    """Return the difference of two shares with Newcombe's interval, and the p-value of a test of two shares.

    Both count as independent although mostly the same matches are in both, which makes the interval too wide rather
    than too narrow where those who met in one month tend to meet in the next.
    """
    interval = newcombe(newest.rate, earlier.rate)
    a, b = newest.rate, earlier.rate
    together = Rate(a.events + b.events, a.n + b.n).value
    error = math.sqrt(together * (1 - together) * (1 / a.n + 1 / b.n))
    difference = a.value - b.value
    p_value = 2 * NormalDist().cdf(-abs(difference) / error) if error else 1.0
    return Change(earlier.on, difference, interval.low, interval.high, p_value)


@dataclass(frozen=True)
class Series:
    """A measure over time, the oldest reading first. Readings of fewer than five are never part of it."""

    key: str
    area: Text
    label: Text
    definition: Text
    points: Sequence[Point]
    step: Step = Step.MONTH
    compare: Compare = compare_rates

    def shown(self) -> "Series":
        """Return the series without readings of fewer than five."""
        return replace(self, points=[it for it in self.points if it.rate.n >= MINIMUM_GROUP])


@dataclass(frozen=True)
class ValuePoint:
    """A value that is no count of so many, in the unit of its series; `n` where it is about people."""

    on: date
    value: float
    n: int | None = None


@dataclass(frozen=True)
class ValueChange:
    """A change in the unit of its series. Values that were entered have no interval: nobody knows how they vary."""

    since: date
    difference: float
    low: float | None = None
    high: float | None = None

    @property
    def excludes_zero(self) -> bool:
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class ValueSeries:
    """Values over time, the oldest first. `paired` is the change since the first, where its source calculates it."""

    key: str
    area: Text
    label: Text
    definition: Text
    points: Sequence[ValuePoint]
    unit: str = ""
    is_lower_better: bool = False
    paired: ValueChange | None = None
    step: Step = Step.DAY


@dataclass(frozen=True)
class ValueTrend:
    """A series of values with its changes. Only one whose interval leaves zero out can be a decline."""

    series: ValueSeries
    since_start: ValueChange | None
    since_previous: ValueChange | None

    @property
    def newest(self) -> ValuePoint | None:
        return self.series.points[-1] if self.series.points else None

    @property
    def changes(self) -> list[ValueChange]:
        return [it for it in (self.since_start, self.since_previous) if it]

    @property
    def decline(self) -> ValueChange | None:
        """Return the change since the start if it is for the worse and its interval leaves zero out."""
        change = self.since_start
        if change is None or not change.excludes_zero:
            return None
        is_worse = change.difference > 0 if self.series.is_lower_better else change.difference < 0
        return change if is_worse else None


@dataclass(frozen=True)
class Trend:
    """A series with the change since its start and, with three readings or more, since the previous one."""

    series: Series
    since_start: Change | None
    since_previous: Change | None
    signal: Signal | None

    @property
    def newest(self) -> Point | None:
        return self.series.points[-1] if self.series.points else None

    @property
    def changes(self) -> list[Change]:
        return [it for it in (self.since_start, self.since_previous) if it]

    @property
    def decline(self) -> Change | None:
        """Return the larger decline whose interval leaves zero out, if there is one."""
        found = [it for it in self.changes if it.high < 0]
        return min(found, key=lambda it: it.difference) if found else None


def trends_of(found: Sequence[Series]) -> list[Trend]:
    """Return each series with its changes: the largest decline whose interval leaves zero out first.

    All others follow in the order given.
    """
    trends = _corrected([_trend(series.shown()) for series in found])
    return sorted(trends, key=lambda it: it.decline.difference if it.decline else math.inf)


def value_trends_of(found: Sequence[ValueSeries]) -> list[ValueTrend]:
    """Return each series of values with its changes, declines first, otherwise in the order given.

    Their units differ, so their changes cannot be ranked by size.
    """
    trends = [_value_trend(series) for series in found]
    return sorted(trends, key=lambda it: it.decline is None)


def _value_trend(series: ValueSeries) -> ValueTrend:
    points = series.points

    def since(earlier: ValuePoint) -> ValueChange:
        return ValueChange(earlier.on, points[-1].value - earlier.value)

    return ValueTrend(
        series,
        series.paired or (since(points[0]) if len(points) > 1 else None),
        since(points[-2]) if len(points) > 2 else None,
    )


def _trend(series: Series) -> Trend:
    points = series.points
    return Trend(
        series,
        series.compare(points[-1], points[0]) if len(points) > 1 else None,
        # With two readings it would be the same change twice.
        series.compare(points[-1], points[-2]) if len(points) > 2 else None,
        _signal(points),
    )


def _signal(points: Sequence[Point]) -> Signal | None:
    """Return what a run or a control chart says about the newest reading; None for short series."""
    method = trend_method(len(points))
    if method is TrendMethod.VALUES_ONLY:
        return None
    values = [point.rate.value for point in points]
    if method is TrendMethod.EWMA:
        chart = p_chart([point.rate for point in points], baseline=BASELINE)
        return Signal.BEYOND_LIMITS if len(points) - 1 in chart.signals else None
    # Eight in a row need as many readings behind the baseline.
    runs = find_runs(values, baseline=max(1, min(BASELINE, len(points) - BASELINE)))
    newest = next((run for run in runs if run.end == len(points) - 1), None)
    if newest is None:
        return None
    return Signal.RUN_ABOVE if newest.is_above else Signal.RUN_BELOW


def _corrected(trends: Sequence[Trend]) -> list[Trend]:
    """Return the trends with the changes that remain after the correction for several comparisons.

    The same as `correct_family`, in closed form: pages do not load scipy.
    """
    p_values = sorted(it.since_previous.p_value for it in trends if it.since_previous)
    limit = max(
        (p for n, p in enumerate(p_values, 1) if p <= n / len(p_values) * FALSE_DISCOVERY_RATE), default=-1.0
    )
    return [
        replace(it, since_previous=replace(it.since_previous, stands=it.since_previous.p_value <= limit))
        if it.since_previous
        else it
        for it in trends
    ]
