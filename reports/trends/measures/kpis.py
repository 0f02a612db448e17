"""KPIs: values that were entered, and skills whose change outcomes have calculated.

Rates of HR are measured once, a year after the first day. Sessions,
goals, plans and surveys have measures of their own.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from programs.models import Program
from reports.enums import Direction, KpiSource
from reports.kpis.from_outcomes import outcome_results
from reports.kpis.measurements import SourceResult
from reports.kpis.selectors import entered_values, kpis_of
from reports.kpis.sources import unit_of
from reports.models import KpiValue, ProgramKpi
from reports.trends.months import Month
from reports.trends.series import ValueChange, ValuePoint, ValueSeries

AREA = _("KPIs")


def kpi_trends(program: Program, months: Sequence[Month]) -> list[ValueSeries]:
    """Return the KPIs with values of their own. At most four queries.

    Values have dates of their own, so `months` plays no part.
    """
    sources = (KpiSource.ENTERED, KpiSource.SKILL)
    kpis = [it for it in kpis_of([program]) if it.source in sources and it.objective.is_active]
    entered, skills = entered_values(kpis), outcome_results(kpis)
    found = []
    for kpi in kpis:
        if kpi.source == KpiSource.ENTERED:
            found.append(_of_values(kpi, entered.get(kpi.pk, ())))
        elif (series := _of_skill(kpi, skills[kpi.pk])) is not None:
            found.append(series)
    return found


def _of_values(kpi: ProgramKpi, values: Sequence[KpiValue]) -> ValueSeries:
    return ValueSeries(
        key=f"kpis.{kpi.pk}",
        area=AREA,
        label=kpi.name,
        definition=kpi.definition or _("Values that were entered by hand, from a file or through the API."),
        points=[ValuePoint(it.taken_on, float(it.value), it.people) for it in values],
        unit=unit_of(kpi),
        is_lower_better=kpi.direction == Direction.DOWN,
    )


def _of_skill(kpi: ProgramKpi, result: SourceResult) -> ValueSeries | None:
    """Return the change of the same people since before, with its interval; None where there is none."""
    change, before, newest = result.difference, result.before, result.actual
    if change is None or change.is_against_colleagues or before is None or newest is None:
        return None
    if not before.is_exact or before.value is None or newest.value is None or newest.as_of is None:
        return None
    first = kpi.program.starts_on
    if first >= newest.as_of:
        return None
    return ValueSeries(
        key=f"kpis.{kpi.pk}",
        area=AREA,
        label=kpi.name,
        definition=kpi.definition
        or _("The mean before the program and the newest one. The change is that of the same people."),
        points=[ValuePoint(first, before.value, before.n), ValuePoint(newest.as_of, newest.value, newest.n)],
        unit=unit_of(kpi),
        is_lower_better=kpi.direction == Direction.DOWN,
        paired=ValueChange(first, change.value, change.low, change.high),
    )
