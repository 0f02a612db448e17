"""Stacked bar charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .axis import AXIS, value_axis
from .frame import Chart, Table, refuse_too_many
from .legend import legend
from .rows import Rows
from .scale import LARGEST, Format, Scale, Value, finite, plain, share, ticks
from .svg import group, rect


@dataclass(frozen=True)
class StackedRow:
    label: str
    values: Sequence[Value]


@dataclass(frozen=True, kw_only=True)
class StackedBarChart(Chart):
    """One bar per row, one color per name; with `as_share`, every bar is 100 percent of its row."""

    names: Sequence[str]
    rows: Sequence[StackedRow]
    as_share: bool = False
    show: Format = plain

    def __post_init__(self) -> None:
        refuse_too_many(len(self.names))
        if any(value < 0 for row in self.rows for value in finite(row.values)):
            raise ValueError("Parts of a whole cannot be negative")
        if any(len(row.values) > len(self.names) for row in self.rows):
            raise ValueError("Every part needs a name")

    def draw(self) -> tuple[Markup, float] | None:
        totals = [_total(row) for row in self.rows]
        if not any(totals):
            return None
        classes = [f"fill-{i}" for i in range(1, len(self.names) + 1)]
        head, head_height = legend(self.names, classes)
        rows = Rows([row.label for row in self.rows], right=24.0, start=head_height)
        marks = [0.0, 0.25, 0.5, 0.75, 1.0] if self.as_share else ticks(0.0, max(totals))
        show = share if self.as_share else self.show
        across = Scale(marks[0], marks[-1], rows.left, rows.end)
        parts = [head, value_axis(across, marks, head_height, rows.height, show)]
        for i, row in enumerate(self.rows):
            parts.append(rows.label(i))
            before = 0.0
            for value, class_ in zip(row.values, classes, strict=False):
                part = finite([value])[0] if finite([value]) else 0.0
                part = part / totals[i] if self.as_share and totals[i] else part
                start, end = across(before), across(before + part)
                if part:
                    parts.append(
                        rect(start, rows[i].top, end - start, rows.thickness, class_=f"{class_} part")
                    )
                before += part
        return group(parts), rows.height + AXIS

    @property
    def table(self) -> Table:
        return Table(
            [self.title, *self.names],
            [
                [row.label, *("–" if not finite([v]) else self.show(finite([v])[0]) for v in row.values)]
                for row in self.rows
            ],
        )


def _total(row: StackedRow) -> float:
    total = sum(finite(row.values))
    return min(total, LARGEST)
