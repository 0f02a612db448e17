"""Weigh what a program cost against what it brought, in exact decimal money.

All amounts are `Decimal` in one currency and price year, which the caller names; floats are refused.
Nothing is rounded except where a docstring says so. A negative return is returned, not hidden.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mentoring.statistics.refusals import require_count

# Median cost of replacing someone, as a share of salary: 27 case studies without executives and
# physicians (Boushey & Glynn, Center for American Progress, 2012).
REPLACEMENT_SHARE = Decimal("0.20")
LOWEST_REPLACEMENT_SHARE = Decimal("0.10")
HIGHEST_REPLACEMENT_SHARE = Decimal("0.50")


@dataclass(frozen=True)
class Return:
    """Hold one case of benefits against costs.

    `ratio` is benefits / costs, `percent` is (benefits - costs) / costs x 100: a ratio of 3.21 is a
    return of 221 %. `payback_months` is None where the year's benefit is not positive.
    """

    benefits: Decimal
    costs: Decimal
    net: Decimal
    ratio: Decimal
    percent: Decimal
    payback_months: Decimal | None


@dataclass(frozen=True)
class Effect:
    """Hold a difference of rates with its interval, as fractions in favor of the participants."""

    low: Decimal
    point: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        for value in (self.low, self.point, self.high):
            require_amount(value, name="The effect")
        if not -1 <= self.low <= self.point <= self.high <= 1:
            raise ValueError("An effect needs its limits around its estimate, between -1 and 1.")

    @classmethod
    def from_fractions(cls, low: float, point: float, high: float) -> "Effect":
        """Return the effect of a computed interval, at the nine digits that people can be counted to."""
        if not all(map(math.isfinite, (low, point, high))):
            raise ValueError("A missing effect cannot be turned into money.")
        return cls(*(Decimal(repr(round(value, 9))) for value in (low, point, high)))

    @property
    def crosses_zero(self) -> bool:
        """Tell whether no effect at all is within the interval."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class ThreeCases:
    """Hold the return three times: the board reads the conservative one first."""

    conservative: Return
    central: Return
    optimistic: Return


@dataclass(frozen=True)
class Assumption:
    """Hold one uncertain input: what it may be at least, is thought to be, and may be at most."""

    name: str
    low: Decimal
    central: Decimal
    high: Decimal


@dataclass(frozen=True)
class Swing:
    """Hold how far one assumption alone moves the result."""

    name: str
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        """Return the distance between both results."""
        return abs(self.at_high - self.at_low)


def require_amount(value: Decimal | int, *, name: str) -> Decimal:
    """Return the amount as Decimal, refusing floats, NaN and infinity."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise ValueError(f"{name} must be an exact decimal, not {value!r}.")
    amount = Decimal(value)
    if not amount.is_finite():
        raise ValueError(f"{name} is missing or infinite.")
    return amount


def return_on(benefits: Decimal, costs: Decimal, *, annual_benefits: Decimal | None = None) -> Return:
    """Return ratio, percent and payback of benefits against costs of the same period.

    Payback is 12 x costs / annual benefits (`benefits` unless given), in months. Refuses costs that are
    not positive. Source: Phillips, Return on Investment in Training and Performance Improvement.
    """
    gained, spent = require_amount(benefits, name="The benefits"), require_amount(costs, name="The costs")
    if spent <= 0:
        raise ValueError("A return needs costs above zero.")
    yearly = (
        gained if annual_benefits is None else require_amount(annual_benefits, name="The annual benefits")
    )
    return Return(
        benefits=gained,
        costs=spent,
        net=gained - spent,
        ratio=gained / spent,
        percent=(gained - spent) / spent * 100,
        payback_months=12 * spent / yearly if yearly > 0 else None,
    )


def time_cost(hours: Decimal, hourly_rate: Decimal) -> Decimal:
    """Return hours x loaded hourly rate."""
    return _not_negative(hours, "The hours") * _not_negative(hourly_rate, "The hourly rate")


def prorated(cost: Decimal, *, over: int, charged: int, unit: Decimal = Decimal(1)) -> Decimal:
    """Return the share of a one-off cost for `charged` of the `over` people it serves.

    The cost per person is rounded to whole `unit` first (1 = whole currency), as Phillips does: 56,000
    over 110 people is 509 each, 12,725 for 25. Refuses serving nobody and charging more than it serves.
    """
    amount = _not_negative(cost, "The cost")
    if require_count(over, name="The people served") == 0 or require_count(charged, name="Charged") > over:
        raise ValueError("A one-off cost is shared by the people it serves, and charged to some of them.")
    return (amount / over / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit * charged


def turnover_avoided(
    people: int, difference: Decimal, salary: Decimal, *, replacement: Decimal = REPLACEMENT_SHARE
) -> Decimal:
    """Return people x (comparison leave rate - participant leave rate) x salary x replacement share.

    `difference` is that difference as a fraction; negative when participants left more often.
    `replacement` is a fraction of salary from 0.10 to 0.50; others are refused.
    """
    require_count(people, name="The number of participants")
    if (
        not LOWEST_REPLACEMENT_SHARE
        <= require_amount(replacement, name="The share")
        <= HIGHEST_REPLACEMENT_SHARE
    ):
        raise ValueError("The cost of replacing someone lies between 10 % and 50 % of the salary.")
    return (
        people
        * require_amount(difference, name="The difference")
        * _not_negative(salary, "The salary")
        * replacement
    )


def promotion_savings(internal_fills: int, *, external_cost: Decimal, internal_cost: Decimal) -> Decimal:
    """Return internal fills x (cost of an external fill - cost of an internal one).

    Pay rises are not a benefit to the employer and have no place here.
    """
    require_count(internal_fills, name="The number of positions")
    return internal_fills * (
        _not_negative(external_cost, "The cost") - _not_negative(internal_cost, "The cost")
    )


def estimated_benefit(
    amount: Decimal, *, contribution: Decimal = Decimal(1), confidence: Decimal = Decimal(1)
) -> Decimal:
    """Return amount x contribution x confidence, both fractions stated by the one who estimated.

    One way of isolating the effect, never on top of a comparison group. 336,000 at 70 % is 235,200.
    """
    for share in (contribution, confidence):
        if not 0 <= require_amount(share, name="The share") <= 1:
            raise ValueError("Contribution and confidence lie between 0 and 1.")
    return require_amount(amount, name="The amount") * contribution * confidence


def three_cases(
    effect: Effect, costs: Decimal, *, benefit_of: Callable[[Decimal], Decimal]
) -> ThreeCases | None:
    """Return the return at both limits and the estimate of an effect, or None if it crosses zero.

    `benefit_of` turns a difference (a fraction) into money. Conservative is the limit that favors the
    program least: the one nearest zero for a gain, the far one for a loss. None means that the page
    leads with cost, cost per participant and break-even, and prints no return (measurement, 2.9).
    """
    if effect.crosses_zero:
        return None
    cases = [return_on(benefit_of(value), costs) for value in (effect.low, effect.point, effect.high)]
    return ThreeCases(*sorted(cases, key=lambda case: case.net))


def break_even(costs: Decimal, *, benefit_per_unit: Decimal) -> int:
    """Return how many units (leavers avoided) pay for the costs, rounded up.

    Refuses a benefit per unit that is not positive: no number of them would pay.
    """
    each = require_amount(benefit_per_unit, name="The benefit of one")
    if each <= 0:
        raise ValueError("Without a benefit from each one no number of them pays for the program.")
    amount = _not_negative(costs, "The costs")
    whole, rest = divmod(amount, each)
    return int(whole) + (1 if rest else 0)


def per_participant(amount: Decimal, participants: int) -> Decimal:
    """Return amount / participants, unrounded. Refuses a program without participants."""
    if require_count(participants, name="The number of participants") == 0:
        raise ValueError("A program without participants has no amount per participant.")
    return require_amount(amount, name="The amount") / participants


def sensitivity(
    assumptions: Sequence[Assumption], result_of: Callable[[Mapping[str, Decimal]], Decimal]
) -> list[Swing]:
    """Return how far each assumption alone moves the central result, the widest first.

    `result_of` is called with every assumption by name: one at its low or high, the others central.
    Refuses an assumption whose central value lies outside its range.
    """
    for assumption in assumptions:
        if not assumption.low <= assumption.central <= assumption.high:
            raise ValueError(f"The central value of {assumption.name!r} lies outside its range.")
    central = {assumption.name: assumption.central for assumption in assumptions}
    swings = [
        Swing(a.name, result_of({**central, a.name: a.low}), result_of({**central, a.name: a.high}))
        for a in assumptions
    ]
    return sorted(swings, key=lambda swing: (-swing.width, swing.name))


def _not_negative(value: Decimal | int, name: str) -> Decimal:
    amount = require_amount(value, name=name)
    if amount < 0:
        raise ValueError(f"{name} cannot be negative.")
    return amount
