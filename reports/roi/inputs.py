"""The inputs of a calculation as plain values. A pooled view has the inputs of several programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from mentoring.statistics import ResultState

# Levels with fewer people of a role are calculated with the values for all other levels: their hours and pay
# would be those of single people.
FEWEST_OF_A_LEVEL = 5
# Which value of an assumption a calculation takes, by (key, level); the best one if it is not named.
Choices = Mapping[tuple[str, str], str]
CENTRAL: Choices = {}


@dataclass(frozen=True)
class AssumedValue:
    """An assumption in use. `id` is None where it is a default of the product."""

    key: str
    level: str
    low: Decimal
    best: Decimal
    high: Decimal
    source: str = ""
    owner: str = ""
    dated_on: date | None = None
    id: UUID | None = None

    @property
    def name(self) -> tuple[str, str]:
        return self.key, self.level

    def chosen(self, choices: Choices) -> Decimal:
        value: Decimal = getattr(self, choices.get(self.name, "best"))
        return value


@dataclass(frozen=True)
class CostEntry:
    """An entry of the ledger. Either `amount` or `hours` and `hourly_rate`; the part charged here, if prorated."""

    kind: str
    description: str
    incurred_on: date
    amount: Decimal | None = None
    hours: Decimal | None = None
    hourly_rate: Decimal | None = None
    prorated_by: str = ""
    whole: int | None = None
    part: int | None = None
    id: UUID | None = None


@dataclass(frozen=True)
class LevelTime:
    """People of a role on a level, and the minutes of their sessions; `unrecorded` sessions have no duration."""

    role: str
    level: str
    people: int
    sessions: int
    minutes: int
    unrecorded: int


@dataclass(frozen=True)
class MeasuredEffect:
    """A stored difference of outcomes: per person and in favor of the participants if positive."""

    measure: str
    role: str
    state: ResultState
    people: int | None = None
    low: Decimal | None = None
    point: Decimal | None = None
    high: Decimal | None = None
    comparison_people: int | None = None
    # How many participants would have left at the comparison group's rate, with the range of 95 in 100 cases.
    expected: Decimal | None = None
    expected_low: int | None = None
    expected_high: int | None = None
    window_months: float | None = None
    is_adjusted: bool = False
    as_of: date | None = None
    opens_on: date | None = None
    subject: str = ""

    @property
    def has_interval(self) -> bool:
        return None not in (self.low, self.point, self.high)

    @property
    def crosses_zero(self) -> bool:
        return (
            self.low is not None and self.high is not None and self.low <= 0 <= self.high
        ) or self.state == ResultState.NO_DETECTABLE_DIFFERENCE


@dataclass(frozen=True)
class BenefitEntry:
    """A benefit as it was entered."""

    kind: str
    name: str
    source: str = ""
    role: str = "mentee"
    isolation: str = ""
    kpi: str = ""
    quantity_low: Decimal | None = None
    quantity: Decimal | None = None
    quantity_high: Decimal | None = None
    people: int | None = None
    months: int | None = None
    margin: Decimal | None = None
    contribution: Decimal | None = None
    confidence: Decimal | None = None
    estimated_by: str = ""
    external_cost: Decimal | None = None
    internal_cost: Decimal | None = None
    id: UUID | None = None


@dataclass(frozen=True)
class ProgramInputs:
    """Everything that one program's money is calculated from."""

    program_id: UUID | None
    name: str
    currency: str
    price_year: int
    precision: int = 2
    costs_closed_on: date | None = None
    counted_until: date | None = None
    costs: tuple[CostEntry, ...] = ()
    times: tuple[LevelTime, ...] = ()
    assumptions: tuple[AssumedValue, ...] = ()
    benefits: tuple[BenefitEntry, ...] = ()

    @property
    def participants(self) -> int:
        """Everybody who enrolled, matched or not."""
        return sum(time.people for time in self.times)

    def people_of(self, role: str) -> int:
        return sum(time.people for time in self.times if time.role == role)

    def assumed(self, key: str, level: str = "") -> AssumedValue | None:
        """Return the assumption for a level, or the one for all other levels."""
        found = {it.level: it for it in self.assumptions if it.key == key}
        return found.get(level) or found.get("")


@dataclass(frozen=True)
class RoiInputs:
    """One program, or several that are pooled, with the measured effects that apply to all of it."""

    programs: tuple[ProgramInputs, ...]
    effects: tuple[MeasuredEffect, ...] = ()
    as_of: date | None = None
    is_pooled: bool = False
    comments: tuple[str, ...] = field(default=())

    @property
    def currency(self) -> str:
        return self.programs[0].currency

    @property
    def price_year(self) -> int:
        return self.programs[0].price_year

    @property
    def participants(self) -> int:
        return sum(program.participants for program in self.programs)

    @property
    def are_costs_closed(self) -> bool:
        return all(program.costs_closed_on for program in self.programs)

    @property
    def assumptions(self) -> tuple[AssumedValue, ...]:
        return tuple(it for program in self.programs for it in program.assumptions)

    def cents(self, amount: Decimal) -> Decimal:
        """Round to the smallest unit of the currency."""
        return rounded(amount, self.programs[0].precision)


def rounded(amount: Decimal, digits: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
