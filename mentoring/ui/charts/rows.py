"""The layout of charts with rows: bars, intervals, funnels."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .frame import WIDTH
from .labels import LINE, SIZE, shorten, width_of
from .svg import text

WIDEST_BESIDE = 110.0
GAP = 12.0


@dataclass(frozen=True)
class Row:
    """The position of a row's mark."""

    top: float
    middle: float


@dataclass(frozen=True)
class Rows:
    """Labels beside the marks, or above them if one is long, so that words are not cut."""

    labels: Sequence[str]
    right: float = 0.0  # space on the right, for values
    thickness: float = 18.0
    start: float = 0.0

    @property
    def is_above(self) -> bool:
        return any(width_of(label) > WIDEST_BESIDE for label in self.labels)

    @property
    def left(self) -> float:
        if self.is_above:
            return 4.0
        return max((width_of(label) for label in self.labels), default=0.0) + GAP

    @property
    def end(self) -> float:
        return WIDTH - self.right

    @property
    def pitch(self) -> float:
        return self.thickness + GAP + (LINE if self.is_above else 0.0)

    @property
    def height(self) -> float:
        return self.start + self.pitch * len(self.labels)

    def __getitem__(self, index: int) -> Row:
        top = self.start + index * self.pitch + (LINE + 2.0 if self.is_above else GAP / 2)
        return Row(top, top + self.thickness / 2)

    def label(self, index: int) -> Markup:
        row = self[index]
        if self.is_above:
            return text(0, row.top - 6, shorten(self.labels[index], WIDTH), class_="strong")
        return text(self.left - GAP, row.middle + SIZE * 0.36, self.labels[index], anchor="end")
