"""What a program brought, as three values for each benefit: conservative, central and optimistic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mentoring.statistics import ResultState, estimated_benefit
from reports.enums import BenefitKind, Isolation
from reports.roi.costing import value_of_departure
from reports.roi.inputs import CENTRAL, BenefitEntry, Choices, MeasuredEffect, RoiInputs

# The name of the effect among the assumptions, for the sensitivity.
EFFECT = "effect"
CASES = ("conservative", "central", "optimistic")
ONE = Decimal(1)
# States whose comparison decides: no other method may take its place.
DECIDES = (ResultState.NO_DETECTABLE_DIFFERENCE, ResultState.DETECTABLE_DIFFERENCE)
UNSETTLED = (ResultState.NO_DATA, ResultState.SUPPRESSED, ResultState.TOO_EARLY, ResultState.TOO_FEW)
MEASURES = {
    BenefitKind.DEPARTURES: "retention",
    BenefitKind.FILLS: "promotion",
    BenefitKind.PRODUCTIVITY: "change",
}


@dataclass(frozen=True)
class Benefit:
    """A benefit and its state: COUNTED, or why it is not in the total.

    `units` and `amounts` are in the order of CASES. `each` is the money for one unit, `people` the multiplier of an
    effect per person.
    """

    entry: BenefitEntry
    state: str
    units: tuple[Decimal, ...] = ()
    amounts: tuple[Decimal, ...] = ()
    each: Decimal | None = None
    people: int | None = None
    effect: MeasuredEffect | None = None
    is_self_reported: bool = False
    # The comparison group took the place of the method that was entered.
    is_overruled: bool = False

    @property
    def is_counted(self) -> bool:
        return self.state == COUNTED

    @property
    def forbids_return(self) -> bool:
        """Return whether its interval includes zero, whatever its state."""
        return self.state == CROSSES_ZERO or (self.effect is not None and self.effect.crosses_zero)


COUNTED = "counted"
CROSSES_ZERO = "crosses_zero"
NO_VALUE = "no_value"


def evaluate_benefits(inputs: RoiInputs, choices: Choices = CENTRAL) -> list[Benefit]:
    """Return every benefit of the programs; mentees' departures are always among them."""
    entries = [entry for program in inputs.programs for entry in program.benefits]
    if inputs.is_pooled:
        # What single programs counted or estimated for themselves has no interval over all of them.
        entries = []
    if not any(it.kind == BenefitKind.DEPARTURES and it.role == "mentee" for it in entries):
        entries.insert(0, BenefitEntry(BenefitKind.DEPARTURES, "", isolation=Isolation.COMPARISON))
    return [_evaluate(entry, inputs, choices) for entry in entries if entry.kind != BenefitKind.INTANGIBLE]


def effect_of(entry: BenefitEntry, inputs: RoiInputs) -> MeasuredEffect | None:
    """Return the measured difference that a benefit is about, or None."""
    measure = MEASURES[BenefitKind(entry.kind)]
    return next(
        (
            it
            for it in inputs.effects
            if it.measure == measure
            and it.role == entry.role
            and (measure != "change" or it.subject == entry.kpi)
        ),
        None,
    )


def _evaluate(entry: BenefitEntry, inputs: RoiInputs, choices: Choices) -> Benefit:
    effect = effect_of(entry, inputs)
    decides = effect is not None and effect.state in DECIDES
    is_overruled = (
        decides and entry.isolation != Isolation.COMPARISON and entry.kind != BenefitKind.PRODUCTIVITY
    )
    if entry.isolation == Isolation.COMPARISON or is_overruled:
        found = _by_comparison(entry, effect, inputs, choices)
    elif entry.isolation == Isolation.TREND:
        found = _by_trend(entry, inputs, choices)
    else:
        found = _by_estimate(entry, inputs, choices)
    return replace(found, is_overruled=is_overruled)


def _by_comparison(
    entry: BenefitEntry, effect: MeasuredEffect | None, inputs: RoiInputs, choices: Choices
) -> Benefit:
    if effect is None:
        return Benefit(entry, ResultState.NO_DATA)
    if effect.crosses_zero:
        # Too early or too few say more than an interval that has not settled; a return there is in neither.
        state = effect.state if effect.state in UNSETTLED else CROSSES_ZERO
        return Benefit(entry, state, effect=effect, each=each_of(entry, inputs, choices))
    if effect.state != ResultState.DETECTABLE_DIFFERENCE or not effect.has_interval or not effect.people:
        return Benefit(entry, effect.state, effect=effect, each=each_of(entry, inputs, choices))
    per_person = (effect.low, effect.point, effect.high)
    units = tuple(effect.people * value for value in per_person if value is not None)
    found = _with_amounts(entry, units, inputs, choices)
    return replace(found, effect=effect, people=effect.people)


def _by_trend(entry: BenefitEntry, inputs: RoiInputs, choices: Choices) -> Benefit:
    values = (entry.quantity_low, entry.quantity, entry.quantity_high)
    if any(value is None for value in values):
        return Benefit(entry, ResultState.NO_DATA)
    units = tuple(value for value in values if value is not None)
    if units[0] <= 0 <= units[2]:
        return Benefit(entry, CROSSES_ZERO, units=units, each=each_of(entry, inputs, choices))
    return _with_amounts(entry, units, inputs, choices)


def _by_estimate(entry: BenefitEntry, inputs: RoiInputs, choices: Choices) -> Benefit:
    """Count an estimate at estimate x contribution x confidence, the same in every case."""
    if entry.quantity is None:
        return Benefit(entry, ResultState.NO_DATA)
    adjusted = estimated_benefit(
        entry.quantity,
        contribution=ONE if entry.contribution is None else entry.contribution,
        confidence=ONE if entry.confidence is None else entry.confidence,
    )
    found = _with_amounts(entry, (adjusted, adjusted, adjusted), inputs, choices)
    return replace(found, is_self_reported=True)


def _with_amounts(
    entry: BenefitEntry, units: Sequence[Decimal], inputs: RoiInputs, choices: Choices
) -> Benefit:
    each = each_of(entry, inputs, choices)
    if each is None:
        return Benefit(entry, NO_VALUE, units=tuple(units))
    # A loss is conservative at its far limit.
    ordered = sorted(units, key=lambda unit: unit * each)
    return Benefit(
        entry,
        COUNTED,
        units=tuple(ordered),
        amounts=tuple(inputs.cents(unit * each) for unit in ordered),
        each=each,
    )


def each_of(entry: BenefitEntry, inputs: RoiInputs, choices: Choices = CENTRAL) -> Decimal | None:
    """Return the money for one unit: a departure, an internal fill, or one unit of money a month and person."""
    if entry.kind == BenefitKind.DEPARTURES:
        return value_of_departure(inputs, entry.role, choices)
    if entry.kind == BenefitKind.FILLS:
        if entry.external_cost is None or entry.internal_cost is None:
            return None
        return entry.external_cost - entry.internal_cost
    people = 1 if entry.isolation == Isolation.COMPARISON else entry.people or 1
    return Decimal(people * (entry.months or 1)) * (ONE if entry.margin is None else entry.margin)
