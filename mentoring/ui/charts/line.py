"""Line charts: values over time and expected values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from .frame import WIDTH, Chart, Series, Table, refuse_too_many
from .labels import LINE, every_nth, shorten, spread, width_of
from .scale import Format, Scale, Value, bounds, finite, plain, ticks
from .svg import dot, element, group, line, polyline, text

TOP, PLOT = 14.0, 172.0
WIDEST_LABEL = 132.0


@dataclass(frozen=True, kw_only=True)
class LineChart(Chart):
    """At most four lines, each with its name at its end; `expected` is dashed and does not count.

    `x_name` stands once at the end of the axis ("week"), so that the labels can be short ("1", "2"). `marks` are events
    by their place on the axis: numbered on the chart, and named in the table under `marks_name`.
    """

    x_labels: Sequence[str]
    series: Sequence[Series]
    expected: Series | None = None
    x_name: str = ""
    show: Format = plain
    from_zero: bool = True
    marks: Mapping[int, str] = field(default_factory=dict)
    marks_name: str = ""

    def __post_init__(self) -> None:
        refuse_too_many(len(self.series))

    @property
    def _lines(self) -> list[tuple[Series, str]]:
        drawn = [(one, f"line-{i}") for i, one in enumerate(self.series, start=1)]
        return [(self.expected, "line-expected"), *drawn] if self.expected else drawn

    def draw(self) -> tuple[Markup, float] | None:
        lines = [(one, class_) for one, class_ in self._lines if finite(one.values)]
        if not lines or not self.x_labels:
            return None
        levels = ticks(*bounds([v for one, _ in lines for v in one.values], from_zero=self.from_zero))
        tick_labels = [shorten(self.show(level), 70) for level in levels]
        end_labels = [shorten(f"{self.show(_last(one))} {one.name}", WIDEST_LABEL) for one, _ in lines]
        left = max(map(width_of, tick_labels)) + 8
        right = max([*map(width_of, end_labels), width_of(shorten(self.x_name, WIDEST_LABEL))]) + 12
        across = Scale(0, len(self.x_labels) - 1, left, WIDTH - right)
        up = Scale(levels[0], levels[-1], PLOT, TOP)
        parts = [
            line(left, up(level), WIDTH - right, up(level), class_="base-line" if level == 0 else "grid-line")
            + text(left - 8, up(level) + 4.5, label, anchor="end")
            for level, label in zip(levels, tick_labels, strict=True)
        ]
        parts += [
            line(across(i), TOP, across(i), PLOT, class_="leader")
            + text(across(i), TOP - 3, str(number), anchor="middle")
            for number, i in enumerate(sorted(self.marks), start=1)
        ]
        parts += [self._path(one, class_, across, up) for one, class_ in lines]
        parts.append(_end_labels(lines, end_labels, across, up))
        parts.append(self._x_axis(across, right))
        return group(parts), PLOT + LINE + 12

    def _path(self, one: Series, class_: str, across: Scale, up: Scale) -> Markup:
        pieces = [
            [(across(i), up(v)) for i, v in piece] for piece in _unbroken(one.values[: len(self.x_labels)])
        ]
        alone = group(
            dot(*piece[0], class_=f"dot {class_}", radius=3.0) for piece in pieces if len(piece) == 1
        )
        drawn = "".join(polyline(piece) for piece in pieces if len(piece) > 1)
        return element("path", d=drawn, class_=class_) + alone if drawn else alone

    def _x_axis(self, across: Scale, right: float) -> Markup:
        labels = [shorten(label, 110) for label in self.x_labels]
        step = every_nth(labels, across.end - across.start)
        limit = WIDTH - right + 2 if self.x_name else WIDTH
        halves = [width_of(label) / 2 for label in labels]
        # Labels at both ends move in rather than out of the picture.
        places = [min(max(across(i), half), limit - half) for i, half in enumerate(halves)]
        # The last one is always there; the others stand before it, where they fit.
        free_from, free_to = 0.0, places[-1] - halves[-1] - 6
        parts = [text(places[-1], PLOT + LINE + 4, labels[-1], anchor="middle")]
        for x, half, label in list(zip(places, halves, labels, strict=True))[:-1:step]:
            if x - half >= free_from and x + half <= free_to:
                parts.append(text(x, PLOT + LINE + 4, label, anchor="middle"))
                free_from = x + half + 6
        if self.x_name:
            parts.append(text(WIDTH - right + 12, PLOT + LINE + 4, shorten(self.x_name, WIDEST_LABEL)))
        return group(parts)

    @property
    def table(self) -> Table:
        lines = [one for one, _ in self._lines]
        names = {i: f"{number}: {self.marks[i]}" for number, i in enumerate(sorted(self.marks), start=1)}
        return Table(
            [self.x_name or self.title, *(one.name for one in lines), *([self.marks_name] if names else [])],
            [
                [
                    label,
                    *(_shown(one.values[i] if i < len(one.values) else None, self.show) for one in lines),
                    *([names.get(i, "")] if names else []),
                ]
                for i, label in enumerate(self.x_labels)
            ],
        )


def _end_labels(
    lines: Sequence[tuple[Series, str]], labels: Sequence[str], across: Scale, up: Scale
) -> Markup:
    wanted = [up(_last(one)) for one, _ in lines]
    placed = spread(wanted, LINE, TOP - 4, PLOT)
    x = across.end
    return group(
        line(x + 1, y, x + 8, at, class_="leader")
        + text(x + 11, at + 4.5, label, class_="" if class_ == "line-expected" else "strong")
        for (_one, class_), y, at, label in zip(lines, wanted, placed, labels, strict=True)
    )


def _last(one: Series) -> float:
    return finite(one.values)[-1]


def _shown(value: Value, show: Format) -> str:
    return show(float(value)) if finite([value]) and value is not None else "–"


def _unbroken(values: Sequence[Value]) -> list[list[tuple[int, float]]]:
    """Split at missing values, so that lines do not bridge gaps."""
    pieces: list[list[tuple[int, float]]] = [[]]
    for i, value in enumerate(values):
        if value is not None and finite([value]):
            pieces[-1].append((i, float(value)))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]
