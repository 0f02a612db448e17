"""Retention, promotion and skills of mentees or mentors, as the newest outcomes of each program store them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from mentoring.statistics import Rate, ResultState, wilson
from reports.enums import HrRate, KpiSource
from reports.kpis.measurements import NO_DATA, Difference, Measurement, SourceResult
from reports.models import Kpi, ProgramKpi
from reports.notice.selectors import finished_runs

RATES = (HrRate.RETENTION, HrRate.PROMOTION)
Stored = Mapping[str, Any]


def is_from_outcomes(kpi: ProgramKpi) -> bool:
    return kpi.source == KpiSource.SKILL or (kpi.source == KpiSource.HR and kpi.reference in RATES)


def outcome_results(kpis: Sequence[ProgramKpi]) -> dict[UUID, SourceResult]:
    """Return the results of KPIs with readings and rates of the outcomes. Two queries, none for others."""
    mine = [kpi for kpi in kpis if is_from_outcomes(kpi)]
    if not mine:
        return {}
    runs = newest_figures({kpi.program_id for kpi in mine})
    skills = {kpi.reference for kpi in mine if kpi.source == KpiSource.SKILL}
    names = dict(Kpi.objects.filter(pk__in=skills).values_list("pk", "name")) if skills else {}
    found = {}
    for kpi in mine:
        figures = [
            it for it in runs.get(kpi.program_id, ()) if it["role"] == kpi.role and it["scope"] == "program"
        ]
        if kpi.source == KpiSource.HR:
            found[kpi.pk] = _rate(figures, kpi.reference)
        else:
            found[kpi.pk] = _change(figures, names.get(UUID(kpi.reference), ""))
    return found


def newest_figures(program_ids: Iterable[UUID]) -> dict[UUID, list[Stored]]:
    """Return the figures of the newest outcomes of each program; none while outcomes are off. One query."""
    runs = (
        finished_runs()
        .filter(program__in=list(program_ids))
        .order_by("program_id", "-requested_at", "-id")
        .distinct("program_id")
    )
    return dict(runs.values_list("program_id", "figures"))


def _numbers(figure: Stored) -> dict[str, Stored]:
    return {it["name"]: it for it in figure["numbers"] if it["value"] is not None}


def _rate(figures: Sequence[Stored], measure: str) -> SourceResult:
    mine = sorted((it for it in figures if it["measure"] == measure), key=lambda it: it["window_months"] or 0)
    primary = next((it for it in mine if it["is_primary"]), None)
    if primary is None:
        return NO_DATA
    shorter = [it for it in mine if it["window_months"] < primary["window_months"]]
    found = _numbers(primary)
    names = ("adjusted", "adjusted_low", "adjusted_high")
    if "adjusted" not in found:
        names = ("difference", "low", "high")
    return SourceResult(
        state=ResultState(primary["state"]),
        during=next((it for it in map(_rate_of, reversed(shorter)) if it), None),
        after=_rate_of(primary),
        difference=_difference(found, names, 100, is_against=True),
        colleagues=next((round(found[it]["value"]) for it in ("compared", "others") if it in found), None),
        as_of=date.fromisoformat(primary["as_of"]),
        opens_on=_opens_on(primary),
    )


def _rate_of(figure: Stored) -> Measurement | None:
    found = _numbers(figure)
    rate, people, events = (found.get(f"participants{it}") for it in ("_rate", "", "_events"))
    if rate is None or people is None:
        return None
    n, low, high = round(people["value"]), None, None
    if events is not None:
        interval = wilson(Rate(round(events["value"]), n))
        low, high = 100 * interval.low, 100 * interval.high
    return Measurement(
        100 * rate["value"], n, low, high, date.fromisoformat(figure["as_of"]), rate.get("bound", "exactly")
    )


def _change(figures: Sequence[Stored], name: str) -> SourceResult:
    figure = next((it for it in figures if it["measure"] == "change" and it["subject"] == name), None)
    if figure is None:
        return NO_DATA
    found, as_of = _numbers(figure), date.fromisoformat(figure["as_of"])
    is_yes_no = "yes_change" in found or "yes_before" in found
    factor = 100 if is_yes_no else 1
    later = "during" if any(it["code"] == "until_now" for it in figure["notes"]) else "after"
    values: dict[str, Measurement | None] = {}
    for phase in ("before", "during", "after"):
        mean, people = found.get(f"{phase}_mean"), found.get(f"{phase}_people")
        values[phase] = (
            Measurement(factor * mean["value"], round(people["value"]) if people else None, as_of=as_of)
            if mean
            else None
        )
    paired = round(found["paired"]["value"]) if "paired" in found else None
    for phase, either in (
        ("before", ("paired_before", "yes_before")),
        (later, ("paired_after", "yes_after")),
    ):
        number = next((found[it] for it in either if it in found), None)
        if values[phase] is None and number is not None:
            values[phase] = Measurement(
                factor * number["value"], paired, as_of=as_of, bound=number.get("bound", "exactly")
            )
    if "change_difference" in found:
        names = ("change_difference", "change_difference_low", "change_difference_high")
    elif is_yes_no:
        names = ("yes_change", "yes_low", "yes_high")
    elif "change" in found:
        names = ("change", "change_low", "change_high")
    else:
        names = ("typical_change", "typical_low", "typical_high")
    return SourceResult(
        state=ResultState(figure["state"]),
        before=values["before"],
        during=values["during"],
        after=values["after"],
        difference=_difference(found, names, factor, is_against=names[0] == "change_difference"),
        as_of=as_of,
        opens_on=_opens_on(figure),
    )


def _difference(
    found: Mapping[str, Stored], names: Sequence[str], factor: float, *, is_against: bool
) -> Difference | None:
    values = [factor * found[name]["value"] if name in found else None for name in names]
    if values[0] is None:
        return None
    return Difference(values[0], values[1], values[2], is_against)


def _opens_on(figure: Stored) -> date | None:
    return date.fromisoformat(figure["opens_on"]) if figure.get("opens_on") else None
