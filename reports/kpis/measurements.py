"""The values of a KPI by phase and the change, as far as they may be shown. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentoring.statistics import (
    MINIMUM_GROUP,
    Bound,
    Rate,
    ResultState,
    discloses_everyone,
    wilson,
)


@dataclass(frozen=True)
class Measurement:
    """A value in the unit of its KPI, percentages from 0 to 100. `value` is None where it is withheld.

    `n` is None where the value is not about people, or where their number is withheld.
    """

    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    as_of: date | None = None
    bound: str = Bound.EXACTLY

    @property
    def is_exact(self) -> bool:
        return self.value is not None and self.bound == Bound.EXACTLY


@dataclass(frozen=True)
class Difference:
    """A change or a difference with its 95 % confidence interval; against colleagues or since before."""

    value: float
    low: float | None = None
    high: float | None = None
    is_against_colleagues: bool = False


@dataclass(frozen=True)
class SourceResult:
    """The values of a KPI from its source."""

    state: ResultState = ResultState.NO_DATA
    before: Measurement | None = None
    during: Measurement | None = None
    after: Measurement | None = None
    difference: Difference | None = None
    as_of: date | None = None
    opens_on: date | None = None
    # How many colleagues the newest comparison had, where it may be shown.
    colleagues: int | None = None
    # Where the source decides on the unit, such as the type of a question.
    unit: str = ""

    @property
    def newest(self) -> Measurement | None:
        """Return the newest value, also one that is withheld or shown as a bound."""
        return self.after or self.during

    @property
    def actual(self) -> Measurement | None:
        """Return the newest value that may be shown exactly: after the program or, until then, during it."""
        return next((it for it in (self.after, self.during) if it is not None and it.is_exact), None)


NO_DATA = SourceResult()


def share_of(events: int, n: int, *, as_of: date | None = None) -> Measurement:
    """Return a share in percent with its Wilson interval; only a bound where it would disclose nearly everybody.

    Fewer than five: withheld, the number as well.
    """
    if n < MINIMUM_GROUP:
        return Measurement(None, as_of=as_of)
    if discloses_everyone([events, n - events]):
        is_high = events > n / 2
        bound = Bound.OR_MORE if is_high else Bound.OR_FEWER
        return Measurement(90.0 if is_high else 10.0, n, as_of=as_of, bound=bound)
    interval = wilson(Rate(events, n))
    return Measurement(100 * events / n, n, 100 * interval.low, 100 * interval.high, as_of)


def typical_of(values: Sequence[float], *, as_of: date | None = None) -> Measurement:
    """Return the median of at least five values that are not nearly all the same; otherwise it is withheld."""
    if len(values) < MINIMUM_GROUP or discloses_everyone(list(Counter(values).values())):
        return Measurement(None, as_of=as_of)
    ordered = sorted(values)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return Measurement(median, len(values), as_of=as_of)


def state_of(found: Measurement | None) -> ResultState:
    """Return the state of a value that nothing is compared with."""
    if found is None:
        return ResultState.NO_DATA
    return ResultState.SUPPRESSED if found.value is None else ResultState.NO_COMPARISON


def placed(found: Measurement | None, phase: str, **more: object) -> SourceResult:
    """Return the result of a source with one value, in this phase."""
    result = SourceResult(state=state_of(found), as_of=found.as_of if found else None)
    return replace(result, **{phase: found}, **more)  # type: ignore[arg-type]  # names of the same class
