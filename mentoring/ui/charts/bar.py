"""Bar charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .frame import Chart, Table
from .labels import shorten, width_of
from .rows import Rows
from .scale import Format, Scale, Value, bounds, finite, plain
from .svg import group, line, rect, text


@dataclass(frozen=True)
class Bar:
    label: str
    value: Value
    is_quiet: bool = False  # the comparison group


@dataclass(frozen=True, kw_only=True)
class BarChart(Chart):
    """Horizontal bars, which leave room for long names, with the number at the end of each."""

    bars: Sequence[Bar]
    show: Format = plain

    def draw(self) -> tuple[Markup, float] | None:
        if not finite(bar.value for bar in self.bars):
            return None
        shown = [shorten(_shown(bar.value, self.show), 90) for bar in self.bars]
        rows = Rows([bar.label for bar in self.bars], right=max(map(width_of, shown)) + 8)
        across = Scale(*bounds(bar.value for bar in self.bars), rows.left, rows.end)
        zero = across(0)
        parts = []
        for i, (bar, label) in enumerate(zip(self.bars, shown, strict=True)):
            value = across(float(bar.value)) if bar.value is not None and finite([bar.value]) else zero
            parts.append(rows.label(i))
            parts.append(
                rect(
                    min(zero, value),
                    rows[i].top,
                    abs(value - zero),
                    rows.thickness,
                    class_="quiet" if bar.is_quiet else "fill-1",
                    rx=2.0,
                )
            )
            parts.append(text(max(zero, value) + 6, rows[i].middle + 5, label, class_="strong"))
            parts.append(
                line(zero, rows[i].top - 3, zero, rows[i].top + rows.thickness + 3, class_="base-line")
            )
        return group(parts), rows.height

    @property
    def table(self) -> Table:
        return Table(["", self.title], [[bar.label, _shown(bar.value, self.show)] for bar in self.bars])


def _shown(value: Value, show: Format) -> str:
    return show(float(value)) if value is not None and finite([value]) else "–"
