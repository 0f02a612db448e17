"""What other modules add to reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from mentoring.registry import Registry

if TYPE_CHECKING:
    from programs.models import Program
    from reports.trends.months import Month
    from reports.trends.series import Series, ValueSeries


class TrendMeasure(Protocol):
    """Returns the series of a program over complete months, or over other periods of its own."""

    def __call__(self, program: Program, months: Sequence[Month]) -> Sequence[Series | ValueSeries]: ...


TREND_MEASURES: Registry[TrendMeasure] = Registry("measures on the page of trends")
