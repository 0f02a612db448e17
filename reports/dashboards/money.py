"""What programs cost and, where their ROI pages may say so, what they returned: each alone, and cohorts together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from programs.models import Program
from reports.enums import RoiState
from reports.roi.inputs import ProgramInputs
from reports.roi.numbers import money
from reports.roi.numbers.case_numbers import whole
from reports.roi.result import RoiResult, calculate
from reports.roi.selectors import inputs_of, pool_among, together


@dataclass(frozen=True)
class ProgramMoney:
    """The cost of a program, or of cohorts together, and the ROI of the conservative case where there may be one."""

    result: RoiResult

    @property
    def state(self) -> RoiState:
        return self.result.state

    @property
    def has_cost(self) -> bool:
        return self.result.cost > 0

    @property
    def is_preliminary(self) -> bool:
        """Return whether costs are still added, or time is without a rate."""
        return bool(self.result.missing) or not self.result.inputs.are_costs_closed

    @property
    def cost_text(self) -> str:
        return money(self.result.cost, self.result.inputs.currency)

    @property
    def each_text(self) -> str:
        amount = self.result.cost_per_participant
        return "" if amount is None else money(amount, self.result.inputs.currency)

    @property
    def roi(self) -> Decimal | None:
        """Return the ROI of the conservative case in whole percent; None where none may be printed."""
        return whole(self.result.cases["conservative"].percent) if self.result.cases else None


@dataclass(frozen=True)
class PooledMoney:
    """Cohorts that the outcomes of a program compare together."""

    program: Program
    programs: Sequence[Program]
    money: ProgramMoney

    @property
    def difference(self) -> list[Decimal]:
        """Return the difference in retention in points with its limits; empty where it may not be shown."""
        for effect in self.money.result.inputs.effects:
            if (effect.measure, effect.role) == ("retention", "mentee"):
                values = (effect.point, effect.low, effect.high)
                return [100 * it for it in values if it is not None] if effect.has_interval else []
        return []


@dataclass(frozen=True)
class Money:
    """The money of programs by id, and of their pools."""

    programs: Mapping[UUID, ProgramMoney]
    pools: Sequence[PooledMoney]

    @property
    def total_text(self) -> str:
        """Return what all programs cost together; empty where they differ in currency or price year."""
        found = [it.result for it in self.programs.values() if it.has_cost]
        if len({(it.inputs.currency, it.inputs.price_year) for it in found}) != 1:
            return ""
        return money(sum((it.cost for it in found), Decimal(0)), found[0].inputs.currency)

    @property
    def with_cost(self) -> int:
        return sum(it.has_cost for it in self.programs.values())


def money_of(
    programs: Sequence[Program], figures: Mapping[UUID, Sequence[Mapping[str, Any]]], *, today: date
) -> Money:
    """Return the money of programs from the figures of their newest outcomes. Five queries for all of them."""
    inputs = inputs_of(programs, figures, as_of=today)
    own = {pk: it.programs[0] for pk, it in inputs.items()}
    return Money(
        {pk: ProgramMoney(calculate(it)) for pk, it in inputs.items()},
        _pools(programs, figures, own, today),
    )


def _pools(
    programs: Sequence[Program],
    figures: Mapping[UUID, Sequence[Mapping[str, Any]]],
    own: Mapping[UUID, ProgramInputs],
    today: date,
) -> list[PooledMoney]:
    in_order = sorted(programs, key=lambda it: (it.starts_on, it.pk))
    found: dict[frozenset[UUID], PooledMoney] = {}
    # The newest program first: its outcomes are those that compare all of the cohorts.
    for program in reversed(in_order):
        pool = pool_among(in_order, program, figures.get(program.pk, ()))
        if pool is None or (key := frozenset(it.pk for it in pool.programs)) in found:
            continue
        inputs = together(pool, [own[it.pk] for it in pool.programs], as_of=today)
        if inputs is not None:
            found[key] = PooledMoney(program, pool.programs, ProgramMoney(calculate(inputs)))
    return list(found.values())
