"""Funnel charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from .frame import Chart, Table
from .labels import shorten, width_of
from .rows import Rows
from .scale import Scale, finite, plain, share
from .svg import group, rect, text


@dataclass(frozen=True)
class Stage:
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class FunnelChart(Chart):
    """Bars from zero instead of a tapering shape, whose areas are hard to compare."""

    stages: Sequence[Stage]

    def __post_init__(self) -> None:
        if any(count < 0 for count in finite(stage.count for stage in self.stages)):
            raise ValueError("A step cannot have fewer than nobody")

    def draw(self) -> tuple[Markup, float] | None:
        counts = [stage.count for stage in self.stages]
        if not any(counts):
            return None
        shown = [shorten(f"{plain(count)}{self._of_previous(i)}", 150) for i, count in enumerate(counts)]
        rows = Rows([stage.label for stage in self.stages], right=max(map(width_of, shown)) + 8)
        across = Scale(0.0, max(counts), rows.left, rows.end)
        parts = []
        for i, count in enumerate(counts):
            parts.append(rows.label(i))
            parts.append(
                rect(
                    rows.left, rows[i].top, across(count) - rows.left, rows.thickness, class_="fill-1", rx=2.0
                )
            )
            parts.append(text(across(count) + 6, rows[i].middle + 5, shown[i], class_="strong"))
        return group(parts), rows.height

    def _of_previous(self, index: int) -> str:
        if index == 0 or not self.stages[index - 1].count:
            return ""
        return f" · {share(self.stages[index].count / self.stages[index - 1].count)}"

    @property
    def table(self) -> Table:
        return Table(
            ["", self.title, _("Share of previous step")],
            [
                [stage.label, plain(stage.count), self._of_previous(i).removeprefix(" · ") or "–"]
                for i, stage in enumerate(self.stages)
            ],
        )
