"""Read the KPIs of programs with their values, in a number of queries that does not depend on how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from goals.models import Objective
from goals.target_size import TargetSize, target_size
from mentoring.statistics import Bound
from programs.enums import ParticipantRole, ParticipantState
from programs.models import Participant, Program
from reports.enums import Direction, KpiLevel, KpiPhase, KpiSource, Quadrant
from reports.kpis.from_events import event_results
from reports.kpis.from_outcomes import outcome_results
from reports.kpis.from_program import program_results
from reports.kpis.from_surveys import survey_results
from reports.kpis.measurements import NO_DATA, Measurement, SourceResult, state_of
from reports.kpis.sources import is_rate, level_of, needs_baseline, quadrant_of, unit_of
from reports.models import KpiValue, ProgramKpi
from reports.outcomes.cohorts import phase_of

TAKES_PART = (ParticipantState.ACCEPTED, ParticipantState.LEFT)
NO_SOURCE, NO_BASELINE = "source", "baseline"


@dataclass(frozen=True)
class MeasuredKpi:
    """A KPI with the values of its source, and what is missing (`gap`)."""

    kpi: ProgramKpi
    result: SourceResult
    unit: str
    baseline: float | None
    target: float
    # Whether the objective’s date has come: before, nothing is below its target.
    is_due: bool = True
    values: Sequence[KpiValue] = ()
    size: TargetSize | None = None

    @property
    def level(self) -> KpiLevel | None:
        return level_of(self.kpi.source, self.kpi.reference)

    @property
    def quadrant(self) -> Quadrant | None:
        return quadrant_of(self.kpi.source, self.kpi.reference)

    @property
    def gap(self) -> str:
        """Return "source" or "baseline" where one is missing, so that nobody can say later what has changed."""
        if not self.kpi.source:
            return NO_SOURCE
        is_missing = self.baseline is None and needs_baseline(self.kpi.source, self.kpi.reference)
        return NO_BASELINE if is_missing else ""

    @property
    def actual(self) -> Measurement | None:
        return self.result.actual

    @property
    def is_reached(self) -> bool | None:
        """Return whether the newest value has reached the target; None without one, or where a bound leaves it open."""
        found = self.result.newest
        if found is None or found.value is None:
            return None
        is_down = self.kpi.direction == Direction.DOWN
        is_reached = found.value <= self.target if is_down else found.value >= self.target
        if found.bound == Bound.EXACTLY:
            return is_reached
        is_certain = found.bound == (Bound.OR_FEWER if is_down else Bound.OR_MORE)
        return True if is_reached and is_certain else None


def kpis_of(programs: Iterable[Program]) -> list[ProgramKpi]:
    """Return the KPIs of programs with their objectives, primary ones first. One query."""
    by_id = {program.pk: program for program in programs}
    found = list(
        ProgramKpi.objects.filter(program__in=list(by_id))
        .select_related("objective__organization_goal")
        .order_by("primary_on", "created_at", "id")
    )
    for kpi in found:
        kpi.program = by_id[kpi.program_id]
        kpi.objective.program = kpi.program
    return found


def measured_kpis(kpis: Sequence[ProgramKpi], *, today: date) -> list[MeasuredKpi]:
    """Return the KPIs with their values. Their programs and objectives are loaded."""
    results = {
        **outcome_results(kpis),
        **survey_results(kpis),
        **program_results(kpis, today=today),
        **event_results(kpis, today=today),
    }
    entered = entered_values(kpis)
    people = people_of([kpi for kpi in kpis if is_rate(kpi.source, kpi.reference)])
    found = []
    for kpi in kpis:
        values = entered.get(kpi.pk, [])
        result = results.get(kpi.pk, NO_DATA)
        if kpi.source == KpiSource.ENTERED:
            result = _entered_result(kpi.program, values)
        baseline, target = _baseline(kpi, result), _target(kpi)
        size = None
        if is_rate(kpi.source, kpi.reference):
            number = people.get((kpi.program_id, kpi.role), 0)
            size = target_size(
                baseline=baseline, target=target, role=kpi.role, people=number, colleagues=result.colleagues
            )
        found.append(
            MeasuredKpi(
                kpi,
                result,
                kpi.unit or result.unit or unit_of(kpi),
                baseline,
                target,
                kpi.objective.due_on <= today,
                values,
                size,
            )
        )
    return found


def size_of_values(program: Program, values: Mapping[str, Any]) -> TargetSize | None:
    """Return the size of a target as it stands in the form of a KPI, which may be incomplete. At most two queries."""
    source, _colon, reference = str(values.get("place") or "").partition(":")
    if not is_rate(source, reference):
        return None
    objective = values.get("objective")
    if not isinstance(objective, Objective):
        objective = Objective.objects.filter(pk=objective, program=program).first() if objective else None
    if objective is None:
        return None
    role = values.get("role") or ParticipantRole.MENTEE
    kpi = ProgramKpi(
        program=program, objective=objective, source=source, reference=reference, role=role,
        baseline=values.get("baseline"), target=values.get("target"),
    )  # fmt: skip
    people = people_of([kpi]).get((program.pk, role), 0)
    return target_size(baseline=_baseline(kpi, NO_DATA), target=_target(kpi), role=role, people=people)


def people_of(kpis: Sequence[ProgramKpi]) -> dict[tuple[UUID, str], int]:
    """Return how many take part or took part in the KPIs' programs, by program and role. One query, or none."""
    if not kpis:
        return {}
    rows = (
        Participant.objects.filter(program__in={kpi.program_id for kpi in kpis}, state__in=TAKES_PART)
        .values_list("program_id", "role")
        .annotate(n=Count("person", distinct=True))
    )
    return {(program_id, role): n for program_id, role, n in rows}


def measured_of_programs(programs: Sequence[Program], *, today: date) -> dict[UUID, list[MeasuredKpi]]:
    """Return the KPIs of each program with their values."""
    found: dict[UUID, list[MeasuredKpi]] = {program.pk: [] for program in programs}
    for measured in measured_kpis(kpis_of(programs), today=today):
        found[measured.kpi.program_id].append(measured)
    return found


def leading_kpis(measured: Iterable[MeasuredKpi]) -> dict[UUID, MeasuredKpi]:
    """Return the leading KPI of each objective: the first primary one, or else the oldest."""
    found: dict[UUID, MeasuredKpi] = {}
    for it in measured:
        found.setdefault(it.kpi.objective_id, it)
    return found


def entered_values(kpis: Sequence[ProgramKpi]) -> dict[UUID, list[KpiValue]]:
    """Return the values that were entered for KPIs, the oldest first. One query, none without such KPIs."""
    ids = [kpi.pk for kpi in kpis if kpi.source == KpiSource.ENTERED]
    found: dict[UUID, list[KpiValue]] = defaultdict(list)
    if ids:
        for value in KpiValue.objects.filter(kpi__in=ids).order_by("taken_on", "id"):
            found[value.kpi_id].append(value)
    return found


def _entered_result(program: Program, values: Sequence[KpiValue]) -> SourceResult:
    """Return the latest value of each phase; of those after the program the first, as for readings of people."""
    phases: dict[str, Measurement] = {}
    for value in values:
        phase = phase_of(program, value.taken_on)
        if phase != KpiPhase.AFTER or phase not in phases:
            phases[phase] = Measurement(float(value.value), value.people, as_of=value.taken_on)
    newest = phases.get("after") or phases.get("during")
    return SourceResult(
        state=state_of(newest),
        before=phases.get("before"),
        during=phases.get("during"),
        after=phases.get("after"),
        as_of=newest.as_of if newest else None,
    )


def _baseline(kpi: ProgramKpi, result: SourceResult) -> float | None:
    if kpi.baseline is not None:
        return float(kpi.baseline)
    if result.before is not None and result.before.is_exact:
        return result.before.value
    # Where the KPI has no target of its own, it is measured as the objective is.
    if kpi.target is None and kpi.objective.baseline is not None:
        return float(kpi.objective.baseline)
    return None


def _target(kpi: ProgramKpi) -> float:
    return float(kpi.objective.target if kpi.target is None else kpi.target)
