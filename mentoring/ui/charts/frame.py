"""The base class of charts: heading, SVG and table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import slugify
from markupsafe import Markup

from .scale import Value
from .svg import element

# Narrow, so that text of 14 px is still 11 px when scaled down on a phone.
WIDTH = 340.0
MOST_SERIES = 4


@dataclass(frozen=True)
class Series:
    """A named series of values, None where missing."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Table:
    """The figures of a chart as text; the first column is the label."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`heading` is the finding, `title` the measure, `description` the alternative text."""

    heading: str
    title: str
    description: str = ""
    empty_text: str = ""

    @cached_property
    def id(self) -> str:
        return f"chart-{slugify(self.heading) or 'figure'}"

    @property
    def svg(self) -> Markup | None:
        """Return the SVG, or None without data."""
        drawn = self.draw()
        if drawn is None:
            return None
        body, height = drawn
        return element(
            "svg",
            element("title", self.title, id=f"{self.id}-title")
            + element("desc", self.description or self.title, id=f"{self.id}-desc")
            + body,
            class_="chart",
            viewBox=f"0 0 {WIDTH:g} {height:g}",
            role="img",
            aria_labelledby=f"{self.id}-title",
            aria_describedby=f"{self.id}-desc",
        )

    @property
    def table(self) -> Table:
        raise TypeError(f"{type(self).__name__} has to say its numbers")

    def draw(self) -> tuple[Markup, float] | None:
        """Return the elements and their height."""
        raise TypeError(f"{type(self).__name__} has to be drawn")


def refuse_too_many(count: int) -> None:
    """Raise ValueError for more than four series, which are hard to distinguish."""
    if count > MOST_SERIES:
        raise ValueError(f"A chart has at most {MOST_SERIES} series, not {count}")
