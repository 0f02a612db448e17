"""A KPI as the API answers it: the numbers and texts of the page."""

from typing import Any

from goals.objective_status import progress_of
from reports.kpis.measurements import Measurement
from reports.kpis.presentation import PresentedKpi
from reports.kpis.sources import has_role
from reports.kpis.wording import measurement_text


def kpi_answer(shown: PresentedKpi) -> dict[str, Any]:
    """Return a KPI as plain values."""
    measured = shown.measured
    kpi, result = measured.kpi, measured.result
    difference = result.difference
    return {
        "id": kpi.pk,
        "objective_id": kpi.objective_id,
        "name": kpi.name,
        "definition": kpi.definition,
        "unit": measured.unit,
        "direction": kpi.direction,
        "source": kpi.source,
        "reference": kpi.reference,
        "role": kpi.role if has_role(kpi.source) else None,
        "source_label": shown.source,
        "level": measured.level,
        "quadrant": measured.quadrant,
        "primary_on": kpi.primary_on,
        "gap": measured.gap,
        "baseline": measured.baseline,
        "target": measured.target,
        "smallest_detectable": None if measured.size is None else measured.size.smallest,
        "warning": shown.warning,
        "before": measurement_answer(result.before, measured.unit),
        "during": measurement_answer(result.during, measured.unit),
        "after": measurement_answer(result.after, measured.unit),
        "difference": None
        if difference is None
        else {
            "value": difference.value,
            "low": difference.low,
            "high": difference.high,
            "is_against_colleagues": difference.is_against_colleagues,
        },
        "progress": progress_of(shown.result),
        "is_reached": measured.is_reached,
        "state": str(result.state),
        "state_label": shown.state,
        "as_of": result.as_of,
        "opens_on": result.opens_on,
    }


def measurement_answer(found: Measurement | None, unit: str) -> dict[str, Any] | None:
    """Return a value with its text; None where there is none."""
    if found is None:
        return None
    return {
        "value": found.value,
        "n": found.n,
        "low": found.low,
        "high": found.high,
        "bound": str(found.bound),
        "text": measurement_text(found, unit),
        "as_of": found.as_of,
    }
