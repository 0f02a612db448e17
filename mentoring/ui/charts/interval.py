"""Charts of estimates with confidence intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup

from .axis import AXIS, value_axis
from .frame import WIDTH, Chart, Table
from .labels import LINE, shorten, width_of
from .rows import Rows
from .scale import Format, Scale, Value, bounds, finite, plain, ticks
from .svg import dot, group, line, text


@dataclass(frozen=True)
class Interval:
    label: str
    estimate: Value
    low: Value
    high: Value


@dataclass(frozen=True, kw_only=True)
class IntervalChart(Chart):
    """A dot for the estimate, a line for its interval; `reference` marks no difference."""

    intervals: Sequence[Interval]
    reference: float | None = 0.0
    reference_label: str = ""
    show: Format = plain

    def draw(self) -> tuple[Markup, float] | None:
        values = finite(v for one in self.intervals for v in (one.estimate, one.low, one.high))
        if not values:
            return None
        reference = finite([self.reference])
        rows = Rows(
            [one.label for one in self.intervals],
            right=26.0,
            thickness=18.0,
            start=LINE + 4 if self.reference_label and reference else 0.0,
        )
        marks = ticks(*bounds([*values, *reference], from_zero=False))
        across = Scale(marks[0], marks[-1], rows.left + 12, rows.end)
        parts = [value_axis(across, marks, rows.start, rows.height, self.show)]
        for value in reference:
            parts.append(line(across(value), rows.start, across(value), rows.height, class_="reference"))
            if self.reference_label:
                label = shorten(self.reference_label, WIDTH)
                half = width_of(label) / 2
                x = min(max(across(value), half), WIDTH - half)
                parts.append(text(x, LINE - 4, label, anchor="middle"))
        for i, one in enumerate(self.intervals):
            y = rows[i].middle
            parts.append(rows.label(i))
            ends = finite([one.low, one.high])
            if len(ends) == 2:
                low, high = across(min(ends)), across(max(ends))
                parts.append(line(low, y, high, y, class_="interval"))
                parts.append(line(low, y - 5, low, y + 5, class_="whisker"))
                parts.append(line(high, y - 5, high, y + 5, class_="whisker"))
            parts += [dot(across(value), y, class_="fill-1", radius=5.0) for value in finite([one.estimate])]
        return group(parts), rows.height + AXIS

    @property
    def table(self) -> Table:
        return Table(
            ["", _("Estimate"), _("From"), pgettext("number", "To")],
            [
                [
                    one.label,
                    *(
                        self.show(finite([v])[0]) if finite([v]) else "–"
                        for v in (one.estimate, one.low, one.high)
                    ),
                ]
                for one in self.intervals
            ],
        )
