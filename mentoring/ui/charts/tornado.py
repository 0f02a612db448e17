"""Tornado charts: sensitivity of a result to its assumptions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from .axis import AXIS, value_axis
from .frame import Chart, Table
from .legend import legend
from .rows import Rows
from .scale import Format, Scale, bounds, finite, plain, ticks
from .svg import group, line, rect


@dataclass(frozen=True)
class TornadoRow:
    """The result with one assumption at its low and high end, the others unchanged."""

    label: str
    at_low: float
    at_high: float


@dataclass(frozen=True, kw_only=True)
class TornadoChart(Chart):
    """Bars sorted by width; `base` is the result with all assumptions at their central values."""

    rows: Sequence[TornadoRow]
    base: float
    show: Format = plain

    @property
    def _sorted(self) -> list[TornadoRow]:
        drawn = [row for row in self.rows if len(finite([row.at_low, row.at_high])) == 2]
        return sorted(drawn, key=lambda row: abs(row.at_high / 2 - row.at_low / 2), reverse=True)

    def draw(self) -> tuple[Markup, float] | None:
        ordered = self._sorted
        if not ordered or not finite([self.base]):
            return None
        head, head_height = legend([_("Low assumption"), _("High assumption")], ["fill-1", "fill-2"])
        rows = Rows([row.label for row in ordered], right=26.0, start=head_height)
        values = [v for row in ordered for v in (row.at_low, row.at_high)]
        marks = ticks(*bounds([*values, self.base], from_zero=False))
        across = Scale(marks[0], marks[-1], rows.left + 12, rows.end)
        base = across(self.base)
        parts = [head, value_axis(across, marks, head_height, rows.height, self.show)]
        for i, row in enumerate(ordered):
            parts.append(rows.label(i))
            for value, class_ in ((row.at_low, "fill-1"), (row.at_high, "fill-2")):
                x = across(value)
                parts.append(rect(min(base, x), rows[i].top, abs(x - base), rows.thickness, class_=class_))
        parts.append(line(base, head_height, base, rows.height, class_="reference"))
        return group(parts), rows.height + AXIS

    @property
    def table(self) -> Table:
        return Table(
            ["", _("Low assumption"), _("High assumption")],
            [[row.label, self.show(row.at_low), self.show(row.at_high)] for row in self._sorted],
        )
