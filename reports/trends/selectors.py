"""The trends of a program, of all measures that are registered."""

from dataclasses import dataclass
from datetime import date

from programs.models import Program
from reports.extensions import TREND_MEASURES
from reports.trends.months import complete_months
from reports.trends.series import Series, Trend, ValueSeries, ValueTrend, trends_of, value_trends_of


@dataclass(frozen=True)
class ProgramTrends:
    """The trends of a program; `until` is the last day of the newest complete month."""

    program: Program
    until: date | None
    trends: list[Trend]
    values: list[ValueTrend]

    @property
    def every(self) -> list[Trend | ValueTrend]:
        return [*self.trends, *self.values]

    @property
    def with_changes(self) -> list[Trend | ValueTrend]:
        return [it for it in self.every if it.changes]

    @property
    def largest_decline(self) -> Trend | ValueTrend | None:
        """Return the largest decline of a share that leaves zero out of its interval, or else one of a value."""
        return next((it for it in self.every if it.decline), None)


def program_trends(program: Program, *, today: date) -> ProgramTrends:
    """Return the trends of a program. A few queries for each measure, however large the program is."""
    months = complete_months(program.starts_on, program.ends_on, today=today)
    found = [series for measure in TREND_MEASURES for series in measure(program, months)]
    return ProgramTrends(
        program,
        months[-1].last if months else None,
        trends_of([it for it in found if isinstance(it, Series)]),
        value_trends_of([it for it in found if isinstance(it, ValueSeries)]),
    )
