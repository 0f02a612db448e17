"""Survival curves (retention)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from markupsafe import Markup

from .frame import WIDTH, Chart, Table, refuse_too_many
from .labels import LINE, shorten, spread, width_of
from .scale import Format, Scale, plain, share, ticks
from .svg import element, group, line, polyline, text

TOP, PLOT = 12.0, 168.0
WIDEST_NAME = 150.0


@dataclass(frozen=True)
class SurvivalCurve:
    """Steps of a Kaplan–Meier curve: from `times[i]` on, `shares[i]` remain; it starts at 100 percent at zero.

    `low` and `high` are the band, `at_risk` the number still observed at each of the chart's `risk_times`.
    """

    name: str
    times: Sequence[float]
    shares: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    at_risk: Sequence[int] = ()


@dataclass(frozen=True, kw_only=True)
class SurvivalChart(Chart):
    """Step curves from 100 percent, with the numbers at risk below."""

    curves: Sequence[SurvivalCurve]
    risk_times: Sequence[float]
    x_name: str = ""
    show_time: Format = plain

    def __post_init__(self) -> None:
        refuse_too_many(len(self.curves))

    def draw(self) -> tuple[Markup, float] | None:
        curves = [curve for curve in self.curves if curve.times]
        if not curves:
            return None
        end = max([*(max(curve.times) for curve in curves), *self.risk_times]) or 1.0
        labels = [shorten(f"{share(c.shares[-1])} {c.name}", WIDEST_NAME) for c in curves]
        left = 46.0
        right = WIDTH - max(map(width_of, labels)) - 12
        across, up = Scale(0.0, end, left, right), Scale(0.0, 1.0, PLOT, TOP)
        parts = [
            line(left, up(level), right, up(level), class_="grid-line" if level else "base-line")
            + text(left - 8, up(level) + 4.5, share(level), anchor="end")
            for level in (0.0, 0.25, 0.5, 0.75, 1.0)
        ]
        for i, curve in enumerate(curves, start=1):
            if curve.low and curve.high:
                band = _steps(curve.times, curve.low) + _steps(curve.times, curve.high)[::-1]
                d = polyline([(across(t), up(s)) for t, s in band], closed=True)
                parts.append(element("path", d=d, class_=f"band band-{i}"))
            d = polyline([(across(t), up(s)) for t, s in _steps(curve.times, curve.shares)])
            parts.append(element("path", d=d, class_=f"line-{i}"))
        wanted = [up(curve.shares[-1]) for curve in curves]
        for curve, y, at, label in zip(curves, wanted, spread(wanted, LINE, TOP, PLOT), labels, strict=True):
            x = across(curve.times[-1])
            parts.append(line(x, y, right + 6, at, class_="leader") if x >= right - 1 else Markup(""))
            parts.append(text(right + 9, at + 4.5, label, class_="strong"))
        parts.append(self._time_axis(across, end))
        table, height = self._at_risk(curves, across)
        return group([*parts, table]), height

    def _time_axis(self, across: Scale, end: float) -> Markup:
        times = list(self.risk_times) or [t for t in ticks(0.0, end) if t <= end]
        parts = [
            text(across(t), PLOT + LINE, label, anchor="middle") for t, label in self._fitting(across, times)
        ]
        if self.x_name:
            parts.append(text(across.end + 18, PLOT + LINE, shorten(self.x_name, WIDTH - across.end - 18)))
        return group(parts)

    def _fitting(self, across: Scale, times: Sequence[float]) -> list[tuple[float, str]]:
        found, free_from = [], 0.0
        for time in sorted(times):
            label = shorten(self.show_time(time), 60)
            half = width_of(label) / 2
            if across(time) - half >= free_from and (
                not self.x_name or across(time) + half <= across.end + 12
            ):
                found.append((time, label))
                free_from = across(time) + half + 6
        return found

    def _at_risk(self, curves: Sequence[SurvivalCurve], across: Scale) -> tuple[Markup, float]:
        y = PLOT + 2 * LINE + 8
        if not self.risk_times or not any(curve.at_risk for curve in curves):
            return Markup(""), y - LINE
        parts = [text(0, y, _("Still observed"), class_="small")]
        # The name is above its numbers; beside them it would take a third of the width.
        for curve in curves:
            parts.append(text(0, y + LINE + 4, shorten(curve.name, WIDTH)))
            y += 2 * LINE + 4
            free_from = 0.0
            for time, count in zip(self.risk_times, curve.at_risk, strict=False):
                label = shorten(plain(count), 60)
                half = width_of(label) / 2
                if across(time) - half >= free_from:
                    parts.append(text(across(time), y, label, anchor="middle"))
                    free_from = across(time) + half + 6
        return group(parts), y + 8

    @property
    def table(self) -> Table:
        return Table(
            [self.x_name or _("Time"), *(curve.name for curve in self.curves)],
            [
                [self.show_time(time), *(share(_share_at(curve, time)) for curve in self.curves)]
                for time in sorted({*self.risk_times} or {t for c in self.curves for t in c.times})
            ],
        )


def _steps(times: Sequence[float], shares: Sequence[float]) -> list[tuple[float, float]]:
    points = [(0.0, 1.0), *zip(times, shares, strict=False)]
    stairs = [points[0]]
    for (_before, height), (time, lower) in pairwise(points):
        stairs += [(time, height), (time, lower)]
    return stairs


def _share_at(curve: SurvivalCurve, time: float) -> float:
    reached = [s for t, s in zip(curve.times, curve.shares, strict=False) if t <= time]
    return reached[-1] if reached else 1.0
