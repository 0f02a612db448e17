"""The result of a calculation: what it cost, when it breaks even and, only where it may be said, the return."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from mentoring.statistics import ResultState, break_even, per_participant, return_on
from mentoring.statistics.money import Return
from reports.enums import BenefitKind, RoiState
from reports.roi.benefits import CASES, COUNTED, CROSSES_ZERO, NO_VALUE, Benefit, evaluate_benefits
from reports.roi.costing import CostLine, cost_lines, missing_rates, total, value_of_departure
from reports.roi.inputs import CENTRAL, AssumedValue, Choices, RoiInputs

SCENARIOS = (0, 1, 2, 3)
EFFECT = ("effect", "")


@dataclass(frozen=True)
class ScenarioRow:
    """What it would mean if so many departures had been prevented. Not a result: it has no ratio."""

    departures: int
    benefit: Decimal
    net: Decimal


@dataclass(frozen=True)
class Expected:
    """Departures to be expected at the comparison group's rate, with the range of 95 in 100 cases."""

    people: int
    number: Decimal
    low: int
    high: int


@dataclass(frozen=True)
class AssumptionSwing:
    """Net benefit of the central case with one assumption at its low and high value, the others unchanged."""

    key: str
    level: str
    low: Decimal
    high: Decimal
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class RoiResult:
    """Everything that may be shown. `cases` is None unless the state is MEASURED."""

    inputs: RoiInputs
    state: RoiState
    lines: tuple[CostLine, ...]
    missing: tuple[tuple[str, str], ...]
    benefits: tuple[Benefit, ...]
    cost: Decimal
    cost_per_participant: Decimal | None
    each: Decimal | None
    break_even: int | None
    scenarios: tuple[ScenarioRow, ...]
    expected: Expected | None
    cases: dict[str, Return] | None
    swings: tuple[AssumptionSwing, ...]

    @property
    def departures(self) -> Benefit:
        return next(it for it in self.benefits if it.entry.kind == BenefitKind.DEPARTURES)

    def costs_of(self, kind: str) -> list[CostLine]:
        return [line for line in self.lines if line.kind == kind]


def calculate(inputs: RoiInputs) -> RoiResult:
    """Return the result. Every number in it is exact; money is in the smallest units of the currency."""
    lines, missing = cost_lines(inputs), missing_rates(inputs)
    cost = total(lines)
    benefits = evaluate_benefits(inputs)
    state = _state(inputs, cost, missing, benefits)
    each = value_of_departure(inputs, "mentee")
    is_measured = state == RoiState.MEASURED
    return RoiResult(
        inputs=inputs,
        state=state,
        lines=tuple(lines),
        missing=tuple(missing),
        benefits=tuple(benefits),
        cost=cost,
        cost_per_participant=inputs.cents(per_participant(cost, inputs.participants))
        if inputs.participants
        else None,
        each=each,
        # Without a rate the cost is not whole, and nothing may be weighed against it.
        break_even=break_even(cost, benefit_per_unit=each) if each and cost and not missing else None,
        scenarios=tuple(ScenarioRow(n, n * each, n * each - cost) for n in SCENARIOS)
        if each and cost and not missing
        else (),
        expected=_expected(benefits),
        cases=_cases(benefits, cost) if is_measured else None,
        swings=tuple(_swings(inputs)) if is_measured else (),
    )


def _state(
    inputs: RoiInputs, cost: Decimal, missing: list[tuple[str, str]], benefits: list[Benefit]
) -> RoiState:
    """Return the first state that applies: an interval that includes zero outweighs every other benefit."""
    states = {benefit.state for benefit in benefits}
    is_forbidden = any(benefit.forbids_return for benefit in benefits)
    decided = {
        RoiState.NO_COSTS: cost <= 0 and not missing,
        RoiState.NOT_MEASURABLE: CROSSES_ZERO in states,
        RoiState.RATES_MISSING: bool(missing) or NO_VALUE in states,
        RoiState.TOO_EARLY: (COUNTED not in states or is_forbidden) and ResultState.TOO_EARLY in states,
        RoiState.NO_BENEFITS: COUNTED not in states or is_forbidden,
        RoiState.COSTS_OPEN: not inputs.are_costs_closed,
    }
    return next((state for state, applies in decided.items() if applies), RoiState.MEASURED)


def _cases(benefits: list[Benefit], cost: Decimal) -> dict[str, Return]:
    counted = [benefit for benefit in benefits if benefit.is_counted]
    return {
        case: return_on(
            sum((it.amounts[n] for it in counted), Decimal(0)),
            cost,
            annual_benefits=sum((it.amounts[n] / years_of(it) for it in counted), Decimal(0)),
        )
        for n, case in enumerate(CASES)
    }


def years_of(benefit: Benefit) -> Decimal:
    """Return how many years a benefit was measured over: at least one, since a shorter period is not extrapolated."""
    months = benefit.effect.window_months if benefit.effect else None
    return max(Decimal(1), Decimal(round(months)) / 12) if months else Decimal(1)


def _central_net(inputs: RoiInputs, choices: Choices) -> Decimal:
    counted = [it for it in evaluate_benefits(inputs, choices) if it.is_counted]
    return sum((it.amounts[1] for it in counted), Decimal(0)) - total(cost_lines(inputs, choices))


def _swings(inputs: RoiInputs) -> list[AssumptionSwing]:
    """Return how far each assumption alone moves the central case, the widest first."""
    found = []
    counted = [it for it in evaluate_benefits(inputs) if it.is_counted and it.effect is not None]
    net = _central_net(inputs, CENTRAL)
    for benefit in counted:
        assert benefit.effect is not None
        assert benefit.effect.low is not None
        assert benefit.effect.high is not None
        low, high = (net + benefit.amounts[n] - benefit.amounts[1] for n in (0, 2))
        found.append(
            AssumptionSwing(
                EFFECT[0], benefit.effect.measure, benefit.effect.low, benefit.effect.high, low, high
            )
        )
    ranges: dict[tuple[str, str], AssumedValue] = {it.name: it for it in inputs.assumptions}
    result: Callable[[tuple[str, str], str], Decimal] = lambda name, end: _central_net(inputs, {name: end})  # noqa: E731
    found += [
        AssumptionSwing(
            key, level, it.low, it.high, result((key, level), "low"), result((key, level), "high")
        )
        for (key, level), it in ranges.items()
    ]
    return sorted((swing for swing in found if swing.width), key=lambda it: (-it.width, it.key, it.level))


def _expected(benefits: list[Benefit]) -> Expected | None:
    effect = next((it.effect for it in benefits if it.entry.kind == BenefitKind.DEPARTURES), None)
    if effect is None or not effect.people or effect.expected is None:
        return None
    assert effect.expected_low is not None
    assert effect.expected_high is not None
    return Expected(effect.people, effect.expected, effect.expected_low, effect.expected_high)
