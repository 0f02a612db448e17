"""The values of objectives, which the pages of goals show: those of their leading KPIs."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from goals.extensions import OBJECTIVE_RESULTS, ObjectiveResult
from goals.models import Objective
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from reports.enums import Direction
from reports.kpis.selectors import MeasuredKpi, kpis_of, leading_kpis, measured_kpis
from reports.kpis.wording import caution_text, gap_text, size_text, state_text


def objective_results(objectives: Sequence[Objective], today: date) -> Mapping[UUID, ObjectiveResult]:
    """Return the result of each objective that has a KPI."""
    programs = {it.program_id: it.program for it in objectives}
    if not programs:
        return {}
    kpis = kpis_of(programs.values())
    if not kpis:
        return {}
    slug = Organization.objects.values_list("slug", flat=True).get(pk=current_organization_id())
    leading = leading_kpis(measured_kpis(kpis, today=today))
    return {objective_id: result_of(measured, slug) for objective_id, measured in leading.items()}


def result_of(measured: MeasuredKpi, slug: str) -> ObjectiveResult:
    kpi, actual = measured.kpi, measured.actual
    arguments = {"slug": slug, "program_id": kpi.program_id, "kpi_id": kpi.pk}
    return ObjectiveResult(
        kpi=kpi.name,
        unit=measured.unit,
        baseline=measured.baseline,
        value=actual.value if actual else None,
        low=actual.low if actual else None,
        high=actual.high if actual else None,
        n=actual.n if actual else None,
        target=measured.target,
        is_lower_better=kpi.direction == Direction.DOWN,
        as_of=actual.as_of if actual else None,
        state=caution_text(measured) if actual else state_text(measured),
        opens_on=measured.result.opens_on,
        gap=gap_text(measured),
        url=reverse("reports:kpi-update", kwargs=arguments),
        warning=size_text(measured.size),
    )


def register() -> None:
    OBJECTIVE_RESULTS.register("kpis", objective_results)
