"""Answers on a five-point scale as bars to both sides of zero, and answers from 0 to 10 as columns.

The bars are in percent of the width of their table cell: their text is never distorted. Both ends start at a common
line, and "neither" has a line of its own, so that all three compare exactly between rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from .labels import width_of
from .svg import clean, element, group

HEIGHT = 26
GAP = 6.0  # percent of the width between the ends and "neither"
MARGIN = 3.0
NARROWEST = 320.0  # pixels of the cell where there are heads
LABELED_FROM = 0.09  # a narrower part has no room for its number
PARTS = ("disagree-strong", "disagree", "neutral", "agree", "agree-strong")
STRONG = ("disagree-strong", "agree-strong")


@dataclass(frozen=True)
class DivergingBars:
    """Rows of five shares, from strongly disagree to strongly agree, on one scale."""

    rows: Sequence[Sequence[float]]

    @cached_property
    def _unit(self) -> float:
        """Return the percent of the width for a share of 1."""
        total = self._left + self._right + self._neutral
        return (100 - GAP - 2 * MARGIN) / total if total else 0.0

    @cached_property
    def _left(self) -> float:
        return max((row[0] + row[1] for row in self.rows), default=0.0)

    @cached_property
    def _right(self) -> float:
        return max((row[3] + row[4] for row in self.rows), default=0.0)

    @cached_property
    def _neutral(self) -> float:
        return max((row[2] for row in self.rows), default=0.0)

    @cached_property
    def zero(self) -> float:
        return MARGIN + self._left * self._unit

    @cached_property
    def neutral_start(self) -> float:
        return self.zero + self._right * self._unit + GAP

    def head(self, disagree: str, agree: str, neither: str) -> Markup:
        """Return the heads of the three parts, at their lines."""
        parts = [
            _text(self.zero - 1.5, 14, disagree, anchor="end"),
            _text(self.zero + 1.5, 14, agree),
            # Above short bars the text ends at the edge: otherwise it would run into the next column.
            _text(self.neutral_start, 14, neither)
            if self.neutral_start + 100 * width_of(neither) / NARROWEST <= 100
            else _text(100, 14, neither, anchor="end"),
        ]
        return element("svg", group(parts), class_="chart", width="100%", height="18", aria_hidden="true")

    def bar(self, shares: Sequence[float], description: str) -> Markup:
        """Return one row; `description` says the same in words."""
        strongly_disagree, disagree, neither, agree, strongly_agree = shares
        starts = {
            "disagree-strong": self.zero - (strongly_disagree + disagree) * self._unit,
            "disagree": self.zero - disagree * self._unit,
            "neutral": self.neutral_start,
            "agree": self.zero,
            "agree-strong": self.zero + agree * self._unit,
        }
        sizes = dict(zip(PARTS, (strongly_disagree, disagree, neither, agree, strongly_agree), strict=True))
        parts = [_line(self.zero, "base-line"), _line(self.neutral_start, "grid-line")]
        for name in PARTS:
            if sizes[name]:
                width = sizes[name] * self._unit
                parts.append(
                    element(
                        "rect",
                        class_=f"{name} part",
                        x=_percent(starts[name]),
                        y="1",
                        width=_percent(width),
                        height=str(HEIGHT - 2),
                    )
                )
                if sizes[name] >= LABELED_FROM:
                    tone = "on-strong" if name in STRONG else "on-soft"
                    parts.append(
                        _text(
                            starts[name] + width / 2,
                            17.5,
                            f"{100 * sizes[name]:.0f}",
                            anchor="middle",
                            class_=f"{tone} {name}-text",
                        )
                    )
        return element(
            "svg",
            group(parts),
            class_="chart",
            width="100%",
            height=str(HEIGHT),
            role="img",
            aria_label=description,
        )


@dataclass(frozen=True)
class ScaleColumns:
    """How many chose each of 0 to 10, as columns, with the shares of three groups below."""

    counts: Sequence[int]
    title: str
    groups: Sequence[tuple[int, int, str]] = ()

    def draw(self, id: str) -> Markup:
        largest = max(self.counts) or 1
        parts = [element("title", self.title, id=id), _rule(138, 0, 412)]
        for value, count in enumerate(self.counts):
            x, height = 6 + 37 * value, 110 * count / largest
            tone = "disagree-strong" if value <= 6 else "neutral" if value <= 8 else "agree-strong"
            tone = tone if self.groups else "fill-1"
            if count:
                parts.append(
                    element(
                        "rect",
                        class_=tone,
                        x=float(x),
                        y=138 - height,
                        width="30",
                        height=float(height),
                        rx="2",
                    )
                )
            parts.append(_label(x + 15, 132 - height, str(count), class_="strong"))
            parts.append(_label(x + 15, 157, str(value)))
        for first, last, label in self.groups:
            start, end = 6 + 37 * first, 36 + 37 * last
            parts += [
                _rule(167, start, end, "leader"),
                # In two lines: beside one another, the labels of two narrow groups would touch on a phone.
                _label((start + end) / 2, 185, f"{first}–{last}"),
                _label((start + end) / 2, 203, label, class_="strong"),
            ]
        return element(
            "svg",
            group(parts),
            class_="chart",
            viewBox=f"0 0 412 {208 if self.groups else 162}",
            role="img",
            aria_labelledby=id,
        )


def rate_bar(share: float) -> Markup:
    """Return a thin bar on a track, for a table cell that has the number beside it."""
    parts = [
        element("rect", class_="track", width="100%", height="14", rx="3"),
        element("rect", class_="fill-1", width=_percent(100 * share), height="14", rx="3"),
    ]
    return element("svg", group(parts), class_="chart", width="100%", height="14", aria_hidden="true")


def swatch(name: str) -> Markup:
    """Return the sample of a color for a legend."""
    part = element("rect", class_=name, width="12", height="12", rx="2")
    return element("svg", part, class_="chart", width="12", height="12", aria_hidden="true")


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _line(x: float, class_: str) -> Markup:
    return element("line", class_=class_, x1=_percent(x), x2=_percent(x), y1="-8", y2="34")


def _text(x: float, y: float, label: str, *, anchor: str = "", class_: str = "") -> Markup:
    return element("text", clean(label), x=_percent(x), y=float(y), text_anchor=anchor, class_=class_)


def _label(x: float, y: float, label: str, *, class_: str = "", anchor: str = "middle") -> Markup:
    return element("text", clean(label), x=float(x), y=float(y), text_anchor=anchor, class_=class_)


def _rule(y: float, start: float, end: float, class_: str = "base-line") -> Markup:
    return element("line", class_=class_, x1=float(start), x2=float(end), y1=float(y), y2=float(y))
