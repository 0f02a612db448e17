"""Waterfall charts: how amounts add up to a result."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .axis import AXIS, value_axis
from .frame import Chart, Table
from .labels import width_of
from .rows import Rows
from .scale import Format, Scale, bounds, finite, plain, ticks
from .svg import group, line, rect, text


@dataclass(frozen=True)
class WaterfallStep:
    """An amount added to the steps before it, or the result so far."""

    label: str
    value: float
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class WaterfallChart(Chart):
    """Horizontal bars, each beginning where the one before ended; totals begin at zero."""

    steps: Sequence[WaterfallStep]
    show: Format = plain

    def _spans(self) -> list[tuple[float, float]]:
        spans, at = [], 0.0
        for step in self.steps:
            start, end = (0.0, step.value) if step.is_total else (at, at + step.value)
            spans.append((start, end))
            at = end
        return spans

    def draw(self) -> tuple[Markup, float] | None:
        if not self.steps or len(finite(step.value for step in self.steps)) < len(self.steps):
            return None
        spans = self._spans()
        shown = [self.show(step.value) for step in self.steps]
        rows = Rows([step.label for step in self.steps], right=max(map(width_of, shown)) + 8, thickness=16.0)
        marks = ticks(*bounds([value for span in spans for value in span]), count=3)
        across = Scale(marks[0], marks[-1], rows.left + 4, rows.end)
        parts = [value_axis(across, marks, 0.0, rows.height, self.show)]
        for i, (step, (start, end)) in enumerate(zip(self.steps, spans, strict=True)):
            left, right = sorted((across(start), across(end)))
            class_ = "fill-3" if step.is_total else "fill-2" if step.value < 0 else "fill-1"
            parts.append(rows.label(i))
            parts.append(rect(left, rows[i].top, right - left, rows.thickness, class_=class_))
            parts.append(
                text(rows.end + 6, rows[i].middle + 5, shown[i], class_="strong" if step.is_total else "")
            )
        parts.append(line(across(0), 0.0, across(0), rows.height, class_="base-line"))
        return group(parts), rows.height + AXIS

    @property
    def table(self) -> Table:
        return Table(["", self.title], [[step.label, self.show(step.value)] for step in self.steps])
