"""Read the inputs of a calculation, in the same few queries however many sessions there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from babel.numbers import get_currency_precision

from mentoring.statistics import REPLACEMENT_SHARE, ResultState
from mentoring.statistics.money import HIGHEST_REPLACEMENT_SHARE, LOWEST_REPLACEMENT_SHARE
from mentoring.tenancy.models import Membership
from programs.models import Program
from reports.enums import AssumptionKey
from reports.models import (
    Assumption,
    AssumptionChange,
    Benefit,
    Cost,
    LevelCount,
    OutcomeRun,
    RoiPlan,
)
from reports.notice.selectors import finished_runs
from reports.roi.inputs import (
    AssumedValue,
    BenefitEntry,
    CostEntry,
    LevelTime,
    MeasuredEffect,
    ProgramInputs,
    RoiInputs,
)

# The median of 27 case studies; vendors' 75% to 150% are not evidence.
REPLACEMENT = AssumedValue(
    AssumptionKey.REPLACEMENT, "", LOWEST_REPLACEMENT_SHARE, REPLACEMENT_SHARE, HIGHEST_REPLACEMENT_SHARE
)
SESSION_MINUTES = AssumedValue(AssumptionKey.SESSION_MINUTES, "", Decimal(45), Decimal(60), Decimal(90))
DEFAULTS = (REPLACEMENT, SESSION_MINUTES)
# The names of a figure's numbers by measure: people, estimate with limits, and the other group.
RATES = (("adjusted", "adjusted_low", "adjusted_high"), ("difference", "low", "high"))
CHANGES = (("change_difference", "change_difference_low", "change_difference_high"),)
# To the digits that the page prints, so that readers calculate with the same numbers.
RATE_DIGITS, SCORE_DIGITS = Decimal("0.0001"), Decimal("0.01")


def roi_inputs(program: Program, run: OutcomeRun | None, *, as_of: date) -> RoiInputs:
    """Return the inputs of one program, with the effects of its newest outcomes. Five queries."""
    return inputs_of([program], {program.pk: run.figures} if run else {}, as_of=as_of)[program.pk]


def inputs_of(
    programs: Sequence[Program], figures: Mapping[UUID, Sequence[Mapping[str, Any]]], *, as_of: date
) -> dict[UUID, RoiInputs]:
    """Return the inputs of each program, with the effects of its newest figures. Five queries for all of them."""
    return {
        program.pk: RoiInputs((found,), effects_of(figures.get(program.pk, ()), scope="program"), as_of=as_of)
        for program, found in zip(programs, _programs(programs), strict=True)
    }


@dataclass(frozen=True)
class Pool:
    """The programs whose cohorts are compared together, and why they cannot be added up, if so."""

    programs: tuple[Program, ...]
    effects: tuple[MeasuredEffect, ...]


def pool_of(program: Program, run: OutcomeRun | None, *, membership: Membership) -> Pool | None:
    """Return the cohorts that are compared together with this one, where the member may see all of them."""
    names = pooled_names(run.figures) if run else []
    visible = Program.objects.visible_to(membership).filter(name__in=names).order_by("starts_on", "pk")
    return pool_among(visible, program, run.figures) if run and names else None


def pooled_names(figures: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the names of the programs that these figures compare together."""
    pooled = _pooled_retention(figures)
    return list(pooled["programs"]) if pooled else []


def pool_among(
    visible: Iterable[Program], program: Program, figures: Sequence[Mapping[str, Any]]
) -> Pool | None:
    """Return the pool of these figures, where all of its programs are among the visible ones."""
    names = pooled_names(figures)
    programs = tuple(it for it in visible if it.name in names)
    if not names or len(programs) != len(names) or program.pk not in {it.pk for it in programs}:
        return None
    return Pool(programs, effects_of(figures, scope="pooled"))


def _pooled_retention(figures: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next(
        (f for f in figures if f["scope"] == "pooled" and f["role"] == "mentee" and f["measure"] == "retention"
         and f["is_primary"]),
        None,
    )  # fmt: skip


def pooled_inputs(pool: Pool, *, as_of: date) -> RoiInputs | None:
    """Return the inputs of all cohorts, or None where their money is not in one currency and price year."""
    return together(pool, _programs(pool.programs), as_of=as_of)


def together(pool: Pool, programs: Sequence[ProgramInputs], *, as_of: date) -> RoiInputs | None:
    """Return the inputs of these programs as one, or None where their money cannot be added up."""
    if len({(it.currency, it.price_year) for it in programs}) != 1:
        return None
    return RoiInputs(tuple(programs), pool.effects, as_of=as_of, is_pooled=True)


def newest_run(program: Program) -> OutcomeRun | None:
    """Return the newest outcomes, without breakdowns; None where there are none or outcomes are switched off."""
    return finished_runs().filter(program=program).newest_first().defer("breakdowns").first()


def effects_of(figures: Sequence[Mapping[str, Any]], *, scope: str) -> tuple[MeasuredEffect, ...]:
    """Return the differences of a run that can be turned into money, with the numbers that their state allows."""
    return tuple(
        _effect(figure)
        for figure in figures
        if figure["scope"] == scope
        and figure["measure"] in ("retention", "promotion", "change")
        and (figure["is_primary"] or figure["measure"] == "change")
    )


def _effect(figure: Mapping[str, Any]) -> MeasuredEffect:
    numbers = {number["name"]: number["value"] for number in figure["numbers"]}
    is_change = figure["measure"] == "change"
    names = next(
        (it for it in (CHANGES if is_change else RATES) if numbers.get(it[0]) is not None), ("", "", "")
    )
    values = [_decimal(numbers.get(name), SCORE_DIGITS if is_change else RATE_DIGITS) for name in names]
    people = numbers.get("paired" if is_change else "participants")
    return MeasuredEffect(
        measure=figure["measure"],
        role=figure["role"],
        state=ResultState(figure["state"]),
        people=None if people is None else round(people),
        low=values[1],
        point=values[0],
        high=values[2],
        comparison_people=_whole(
            numbers.get("paired_others" if is_change else "compared", numbers.get("others"))
        ),
        **_expected(figure["measure"], numbers),
        window_months=figure["window_months"],
        is_adjusted=names[0] == "adjusted",
        as_of=date.fromisoformat(figure["as_of"]),
        opens_on=date.fromisoformat(figure["opens_on"]) if figure.get("opens_on") else None,
        subject=figure.get("subject", ""),
    )


def _expected(measure: str, numbers: Mapping[str, float | None]) -> dict[str, Any]:
    """Return the departures to be expected; outcomes store how many would have stayed."""
    people, retained = numbers.get("participants"), numbers.get("expected_events")
    low, high = numbers.get("expected_low"), numbers.get("expected_high")
    if measure != "retention" or people is None or retained is None or low is None or high is None:
        return {}
    return {
        "expected": _decimal(people - retained, SCORE_DIGITS),
        "expected_low": round(people - high),
        "expected_high": round(people - low),
    }


def _decimal(value: float | None, digits: Decimal) -> Decimal | None:
    # By way of text: the nearest decimal to what was stored, not the binary fraction.
    return None if value is None else Decimal(repr(round(value, 9))).quantize(digits)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _programs(programs: Sequence[Program]) -> list[ProgramInputs]:
    ids = [program.pk for program in programs]
    plans = {plan.program_id: plan for plan in RoiPlan.objects.filter(program__in=ids)}
    costs = _by_program(Cost.objects.filter(program__in=ids).order_by("incurred_on", "created_at", "id"))
    benefits = _by_program(
        Benefit.objects.filter(program__in=ids).select_related("kpi").order_by("created_at", "id")
    )
    assumptions = _by_program(Assumption.objects.filter(program__in=ids).order_by("key", "level"))
    times = _by_program(LevelCount.objects.filter(program__in=ids).order_by("role", "level"))
    return [
        _program(
            program,
            plans.get(program.pk) or RoiPlan(program=program, price_year=program.starts_on.year),
            costs.get(program.pk, ()),
            benefits.get(program.pk, ()),
            assumptions.get(program.pk, ()),
            times.get(program.pk, ()),
        )
        for program in programs
    ]


def _by_program(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.program_id, []).append(row)
    return found


def _program(
    program: Program,
    plan: RoiPlan,
    costs: Iterable[Cost],
    benefits: Iterable[Benefit],
    assumptions: Iterable[Assumption],
    times: Iterable[LevelCount],
) -> ProgramInputs:
    own = [assumed_value(it) for it in assumptions]
    given = {it.name for it in own}
    return ProgramInputs(
        program_id=program.pk,
        name=program.name,
        currency=plan.currency,
        price_year=plan.price_year,
        precision=get_currency_precision(plan.currency),
        costs_closed_on=plan.costs_closed_on,
        counted_until=plan.counted_until,
        costs=tuple(cost_entry(it) for it in costs),
        times=tuple(
            LevelTime(it.role, it.level, it.people, it.sessions, it.minutes, it.unrecorded) for it in times
        ),
        assumptions=(*(it for it in DEFAULTS if it.name not in given), *own),
        benefits=tuple(benefit_entry(it) for it in benefits),
    )


def assumed_value(row: Assumption) -> AssumedValue:
    return AssumedValue(
        row.key, row.level, row.low, row.best, row.high, row.source, row.owner, row.dated_on, row.pk
    )


def cost_entry(row: Cost) -> CostEntry:
    return CostEntry(
        row.kind, row.description, row.incurred_on, row.amount, row.hours, row.hourly_rate, row.prorated_by,
        row.whole, row.part, row.pk,
    )  # fmt: skip


def benefit_entry(row: Benefit) -> BenefitEntry:
    return BenefitEntry(
        row.kind, row.name, row.source, row.role, row.isolation, row.kpi.name if row.kpi else "", row.quantity_low,
        row.quantity, row.quantity_high, row.people, row.months, row.margin, row.contribution, row.confidence,
        row.estimated_by, row.external_cost, row.internal_cost, row.pk,
    )  # fmt: skip


def newest_changes(program: Program, *, limit: int = 20) -> list[AssumptionChange]:
    """Return the newest changes of the program's assumptions. One query."""
    found = AssumptionChange.objects.filter(assumption__program=program).select_related(
        "assumption", "member__user"
    )
    return list(found.order_by("-changed_at", "-id")[:limit])
