"""Survey questions by phase, from the results that were published when each wave was closed. Answers are never read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from mentoring.statistics import ResultState
from programs.models import Program
from reports.enums import KpiPhase, KpiSource
from reports.kpis.measurements import NO_DATA, Difference, Measurement, SourceResult
from reports.models import ProgramKpi
from reports.outcomes.cohorts import phase_of
from surveys.enums import SurveyKind
from surveys.models import WaveResult

# The number that a question is measured by, and its factor: shares become percentages.
HEADLINES = (("favorable", 100), ("yes", 100), ("score", 100), ("median", 1))
SHARES = ("agreement5", "yes_no")
CHANGES = (("rate_change", 100), ("change", 1), ("typical", 1))


def survey_results(kpis: Sequence[ProgramKpi]) -> dict[UUID, SourceResult]:
    """Return the results of KPIs from survey questions. One query, none without such KPIs."""
    mine = [kpi for kpi in kpis if kpi.source == KpiSource.SURVEY]
    if not mine:
        return {}
    waves: dict[UUID, list[tuple]] = defaultdict(list)
    rows = (
        WaveResult.objects.filter(wave__survey__program__in={kpi.program_id for kpi in mine})
        .order_by("wave__opens_on", "pk")
        .values_list(
            "wave__survey__program_id",
            "wave__survey__role",
            "wave__survey__kind",
            "wave__opens_on",
            "figures",
        )
    )
    for program_id, *wave in rows:
        waves[program_id].append(tuple(wave))
    return {kpi.pk: _result(kpi, waves.get(kpi.program_id, ())) for kpi in mine}


def _result(kpi: ProgramKpi, waves: Sequence[tuple]) -> SourceResult:
    # Mentors and mentees are two results: a figure over both would give the fewer away.
    asked = [
        (_phase(kpi.program, kind, opens_on), figure, figures)
        for role, kind, opens_on, figures in waves
        if role == kpi.role and (figure := _figure(figures, f"question.{kpi.reference}"))
    ]
    if not asked:
        return NO_DATA
    by_phase = {phase: _measurement(figure) for phase, figure, _figures in asked}
    _phase_of, figure, newest = asked[-1]
    return SourceResult(
        state=ResultState(figure["state"]),
        before=by_phase.get(KpiPhase.BEFORE),
        during=by_phase.get(KpiPhase.DURING),
        after=by_phase.get(KpiPhase.AFTER),
        difference=_difference(figure, _figure(newest, f"change.{kpi.reference}")),
        as_of=date.fromisoformat(figure["as_of"]),
        unit="%" if figure["measure"] in SHARES else "",
    )


def _phase(program: Program, kind: str, opens_on: date) -> str:
    """Return the phase that a wave is about. A start survey may open after the first day."""
    if kind == SurveyKind.START:
        return KpiPhase.BEFORE
    if kind in (SurveyKind.END, SurveyKind.SIX_MONTHS):
        return KpiPhase.AFTER
    return phase_of(program, opens_on)


def _figure(figures: Sequence[Mapping[str, Any]], key: str) -> Mapping[str, Any] | None:
    return next((it for it in figures if it["key"] == key and not it["attribute"]), None)


def _measurement(figure: Mapping[str, Any]) -> Measurement:
    found = {it["name"]: it for it in figure["numbers"]}
    as_of = date.fromisoformat(figure["as_of"])
    for name, factor in HEADLINES:
        number = found.get(name)
        if number is not None and number["value"] is not None:
            low, high = (
                factor * limit["value"] if (limit := found.get(f"{name}_{end}")) and limit["value"] is not None
                else None
                for end in ("low", "high")
            )  # fmt: skip
            return Measurement(factor * number["value"], figure["n"], low, high, as_of, number["bound"])
    return Measurement(None, figure["n"], as_of=as_of)


def _difference(figure: Mapping[str, Any], change: Mapping[str, Any] | None) -> Difference | None:
    # The share that agrees has no change in the same unit: their change is in points of the scale.
    if change is None or figure["measure"] == "agreement5":
        return None
    found = {it["name"]: it["value"] for it in change["numbers"]}
    for name, factor in CHANGES:
        if found.get(name) is not None:
            low, high = (
                None if found.get(f"{name}_{end}") is None else factor * found[f"{name}_{end}"]
                for end in ("low", "high")
            )
            return Difference(factor * found[name], low, high)
    return None
