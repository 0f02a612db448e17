"""A figure of a wave: its state and the numbers that may be shown. What may not be shown is not stored."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from mentoring.statistics import MINIMUM_GROUP, Bound, ResultState, disclosed_shares

CONFIDENCE = 0.95
# The numbers of a change that are calculated from sums of answers.
SUMS_OF_CHANGE = ("before", "change")


@dataclass(frozen=True)
class Number:
    """A number of a figure. Units: "people", "share" and "points" (fractions), "scale", "days", "months" or "sd".

    `value` is None where it is withheld. A share with a bound reads "90% or more".
    """

    name: str
    value: float | None
    unit: str
    is_withheld: bool = False
    bound: str = Bound.EXACTLY


@dataclass(frozen=True)
class Cell:
    """How often one answer was given. `count` is None where only a bound of the share is shown."""

    value: str
    count: int | None
    share: float
    bound: str = Bound.EXACTLY


@dataclass(frozen=True)
class Figure:
    """A figure as it is stored.

    `measure` names what it is, `question` the key it belongs to, `attribute` and `value` the group. `n` is None
    where it is withheld. `notes` are codes with what their sentence needs.
    """

    key: str
    measure: str
    state: str
    as_of: date
    n: int | None
    question: str = ""
    attribute: str = ""
    value: str = ""
    left_out: int | None = None
    numbers: tuple[Number, ...] = ()
    cells: tuple[Cell, ...] = ()
    notes: tuple[Mapping[str, Any], ...] = ()
    # For the correction of several comparisons; never stored.
    p_value: float | None = field(default=None, repr=False)

    @property
    def shows_sums(self) -> bool:
        """Return whether a change shows the rates or the mean of the same people, which are sums of their answers."""
        return any(it.name in SUMS_OF_CHANGE and it.value is not None for it in self.numbers)

    def stored(self) -> dict[str, Any]:
        """Return the figure as values that JSON can hold."""
        values = asdict(self) | {"as_of": self.as_of.isoformat(), "state": str(self.state)}
        for item in (*values["numbers"], *values["cells"]):
            item["bound"] = str(item["bound"])
        values["numbers"] = list(values["numbers"])
        values["cells"] = list(values["cells"])
        values["notes"] = [dict(note) for note in values["notes"]]
        del values["p_value"]
        return values


def cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Return the share of each answer; only bounds where nearly everybody of a small group gave the same."""
    shares = disclosed_shares(list(counts.values()))
    if shares is None:
        return ()
    n = sum(counts.values())
    return tuple(
        Cell(value, count, count / n)
        if share.bound == Bound.EXACTLY
        else Cell(value, None, share.percent / 100, share.bound)
        for (value, count), share in zip(counts.items(), shares, strict=True)
    )


def numbers(unit: str, **values: float | None) -> tuple[Number, ...]:
    """Return several numbers of one unit."""
    return tuple(Number(name, value, unit) for name, value in values.items())


def withheld(unit: str, *names: str) -> tuple[Number, ...]:
    """Return numbers whose values may not be shown."""
    return tuple(Number(name, None, unit, is_withheld=True) for name in names)


def level_state(n: int, *, is_early: bool, is_low_rate: bool) -> ResultState:
    """Return the state of a figure of one wave. It compares nothing, so it allows no word such as "higher"."""
    if n == 0:
        return ResultState.NO_DATA
    if n < MINIMUM_GROUP:
        return ResultState.SUPPRESSED
    if is_early:
        return ResultState.TOO_EARLY
    return ResultState.TOO_FEW if is_low_rate else ResultState.NO_COMPARISON


def homogeneous(found: Sequence[Cell]) -> bool:
    """Return whether the cells are bounds only."""
    return any(cell.bound != Bound.EXACTLY for cell in found)
