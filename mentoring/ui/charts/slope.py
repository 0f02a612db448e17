"""Slope charts: before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .frame import WIDTH, Chart, Table, refuse_too_many
from .labels import LINE, shorten, spread, width_of
from .scale import Format, Scale, bounds, finite, plain
from .svg import dot, group, line, text

TOP, BOTTOM = 34.0, 190.0
WIDEST = 150.0


@dataclass(frozen=True)
class Slope:
    name: str
    before: float
    after: float


@dataclass(frozen=True, kw_only=True)
class SlopeChart(Chart):
    """At most four lines between two points in time, labeled at their right end."""

    slopes: Sequence[Slope]
    before_label: str
    after_label: str
    show: Format = plain

    def __post_init__(self) -> None:
        refuse_too_many(len(self.slopes))

    @property
    def _drawn(self) -> list[tuple[int, Slope]]:
        return [(i, s) for i, s in enumerate(self.slopes, start=1) if len(finite([s.before, s.after])) == 2]

    def draw(self) -> tuple[Markup, float] | None:
        if not self._drawn:
            return None
        slopes = [slope for _i, slope in self._drawn]
        lefts = [shorten(self.show(slope.before), 80) for slope in slopes]
        rights = [shorten(f"{self.show(slope.after)} {slope.name}", WIDEST) for slope in slopes]
        left = max([*map(width_of, lefts), width_of(shorten(self.before_label, 90)) / 2]) + 14
        right = WIDTH - max([*map(width_of, rights), width_of(shorten(self.after_label, 90)) / 2]) - 14
        up = Scale(*bounds((v for s in slopes for v in (s.before, s.after)), from_zero=False), BOTTOM, TOP)
        parts = [
            line(x, TOP - 8, x, BOTTOM + 8, class_="grid-line")
            + text(x, 14, shorten(label, 90), anchor="middle", class_="strong")
            for x, label in ((left, self.before_label), (right, self.after_label))
        ]
        at_left = spread([up(s.before) for s in slopes], LINE, TOP, BOTTOM)
        at_right = spread([up(s.after) for s in slopes], LINE, TOP, BOTTOM)
        for n, (i, slope) in enumerate(self._drawn):
            y1, y2 = up(slope.before), up(slope.after)
            parts.append(line(left, y1, right, y2, class_=f"line-{i}"))
            parts.append(dot(left, y1, class_=f"fill-{i}") + dot(right, y2, class_=f"fill-{i}"))
            parts.append(text(left - 10, at_left[n] + 5, lefts[n], anchor="end"))
            parts.append(text(right + 10, at_right[n] + 5, rights[n], class_="strong"))
        return group(parts), BOTTOM + 14

    @property
    def table(self) -> Table:
        return Table(
            [self.title, self.before_label, self.after_label],
            [
                [s.name, *(self.show(v) if finite([v]) else "–" for v in (s.before, s.after))]
                for s in self.slopes
            ],
        )
