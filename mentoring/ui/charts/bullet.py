"""Bullet charts: values and their targets."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from .frame import Chart, Table
from .labels import shorten, width_of
from .rows import Rows
from .scale import Format, Scale, Value, bounds, finite, plain
from .svg import group, line, rect, text


@dataclass(frozen=True)
class BulletRow:
    label: str
    value: Value
    target: Value
    baseline: Value = None


@dataclass(frozen=True, kw_only=True)
class BulletChart(Chart):
    """A bar for the value, a line for the target, a small mark for the baseline."""

    rows: Sequence[BulletRow]
    show: Format = plain

    def draw(self) -> tuple[Markup, float] | None:
        if not finite(v for row in self.rows for v in (row.value, row.target)):
            return None
        shown = [shorten(self._text(row), 110) for row in self.rows]
        rows = Rows([row.label for row in self.rows], right=max(map(width_of, shown)) + 10, thickness=20.0)
        across = Scale(
            *bounds(v for row in self.rows for v in (row.value, row.target, row.baseline)),
            rows.left,
            rows.end,
        )
        zero = across(0)
        parts = []
        for i, (row, label) in enumerate(zip(self.rows, shown, strict=True)):
            top, bottom = rows[i].top, rows[i].top + rows.thickness
            parts.append(rows.label(i))
            parts.append(rect(rows.left, top, rows.end - rows.left, rows.thickness, class_="track", rx=2.0))
            for value in finite([row.value]):
                x = across(value)
                parts.append(rect(min(zero, x), top + 5, abs(x - zero), rows.thickness - 10, class_="fill-1"))
            for x in map(across, finite([row.baseline])):
                parts += [line(x, bottom - 4, x, bottom, class_="mark")]
            for x in map(across, finite([row.target])):
                parts += [line(x, top - 1, x, bottom + 1, class_="target")]
            parts.append(text(rows.end + 8, rows[i].middle + 5, label, class_="strong"))
        return group(parts), rows.height + 2

    def _text(self, row: BulletRow) -> str:
        value, target = (self.show(finite([v])[0]) if finite([v]) else "–" for v in (row.value, row.target))
        return _("%(value)s of %(target)s") % {"value": value, "target": target}

    @property
    def table(self) -> Table:
        return Table(
            ["", _("Baseline"), _("Now"), _("Target")],
            [
                [
                    row.label,
                    *(
                        self.show(finite([v])[0]) if finite([v]) else "–"
                        for v in (row.baseline, row.value, row.target)
                    ),
                ]
                for row in self.rows
            ],
        )
