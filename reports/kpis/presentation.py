"""KPIs with their texts and drawing: the only source of page and API."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals.extensions import ObjectiveResult
from goals.models import Objective
from goals.objective_status import value_text
from goals.presentation import ProgressDrawing, drawing_of
from mentoring.ui import formats
from reports.enums import KpiSource, Quadrant
from reports.kpis.objective_results import result_of
from reports.kpis.selectors import MeasuredKpi
from reports.kpis.sources import SourceNames, source_names
from reports.kpis.wording import (
    caution_text,
    difference_text,
    gap_text,
    limits_text,
    measurement_text,
    sample_parts,
    sample_text,
    size_text,
    state_text,
    tone_of,
)

PHASES = ("before", "during", "after")


@dataclass(frozen=True)
class PresentedKpi:
    """A KPI as it is printed."""

    measured: MeasuredKpi
    source: str
    result: ObjectiveResult

    @property
    def kpi(self) -> object:
        return self.measured.kpi

    @property
    def phases(self) -> list[tuple[str, list[str]]]:
        """Return value and sample of each phase. A baseline that was entered stands before the program."""
        found = []
        for name in PHASES:
            measurement = getattr(self.measured.result, name)
            text = measurement_text(measurement, self.measured.unit)
            if name == "before" and measurement is None and self.measured.baseline is not None:
                text = self.baseline_text
            found.append((text, sample_parts(measurement, self.measured.unit)))
        return found

    @property
    def baseline_text(self) -> str:
        return value_text(self.measured.baseline, self.measured.unit)

    @property
    def value_text(self) -> str:
        return measurement_text(self.measured.result.newest, self.measured.unit)

    @property
    def target_text(self) -> str:
        return value_text(self.measured.target, self.measured.unit)

    @property
    def difference(self) -> tuple[str, str]:
        found = self.measured.result.difference
        return difference_text(found), limits_text(found)

    @property
    def state(self) -> str:
        return state_text(self.measured)

    @property
    def tone(self) -> str:
        return tone_of(self.measured)

    @property
    def caution(self) -> str:
        return caution_text(self.measured)

    @property
    def gap(self) -> str:
        return gap_text(self.measured)

    @property
    def warning(self) -> str:
        """Return that the target is too small to be detected, if it is."""
        return size_text(self.measured.size)

    @property
    def as_of(self) -> str:
        day = self.measured.result.as_of
        return formats.date(day) if day else ""

    @property
    def kind(self) -> str:
        """Return level and quadrant, which follow from the source."""
        level, quadrant = self.measured.level, self.measured.quadrant
        return " · ".join(str(it.label) for it in (level, quadrant) if it is not None)

    @property
    def takes_values(self) -> bool:
        return self.measured.kpi.source == KpiSource.ENTERED

    @property
    def drawing(self) -> ProgressDrawing | None:
        return drawing_of(self.result)

    @property
    def sample(self) -> str:
        text = sample_text(self.measured.actual, self.measured.unit)
        return " · ".join(
            filter(None, (text, _("as of %(day)s") % {"day": self.as_of} if self.as_of else ""))
        )


def presented_kpis(measured: Sequence[MeasuredKpi], *, slug: str, language: str) -> list[PresentedKpi]:
    """Return the KPIs with their texts. At most two queries."""
    names: SourceNames = source_names({(it.kpi.source, it.kpi.reference) for it in measured}, language)
    return [PresentedKpi(it, names.of_kpi(it.kpi), result_of(it, slug)) for it in measured]


@dataclass(frozen=True)
class ObjectiveThread:
    """An objective with its KPIs: the way from the objective to the value."""

    objective: Objective
    kpis: Sequence[PresentedKpi]


def threads(objectives: Sequence[Objective], kpis: Sequence[PresentedKpi]) -> list[ObjectiveThread]:
    return [
        ObjectiveThread(it, [kpi for kpi in kpis if kpi.measured.kpi.objective_id == it.pk])
        for it in objectives
    ]


def quadrant_counts(kpis: Sequence[PresentedKpi]) -> dict[str, int]:
    """Return how many KPIs cover each quadrant."""
    counts = Counter(it.measured.quadrant for it in kpis)
    return {quadrant.value: counts[quadrant] for quadrant in Quadrant}
