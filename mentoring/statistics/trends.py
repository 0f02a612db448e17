"""Say whether a series of readings has moved, with the words that so many readings can carry."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from mentoring.statistics.rates import Rate
from mentoring.statistics.refusals import require_count, require_finite

MINIMUM_FOR_RUN_RULE = 8
MINIMUM_FOR_EWMA = 20
RUN_LENGTH = 8
LIMIT_WIDTH = 3.0


class TrendMethod(StrEnum):
    """Name what a series of this length supports."""

    VALUES_ONLY = "values_only"
    RUN_RULE = "run_rule"
    EWMA = "ewma"


def trend_method(points: int) -> TrendMethod:
    """Return what so many readings support: under 8 no trend words, 8 to 19 the run rule, then EWMA."""
    require_count(points, name="The number of readings")
    if points < MINIMUM_FOR_RUN_RULE:
        return TrendMethod.VALUES_ONLY
    return TrendMethod.RUN_RULE if points < MINIMUM_FOR_EWMA else TrendMethod.EWMA


@dataclass(frozen=True)
class Run:
    """Hold readings in a row on one side of the baseline's median; `start` and `end` are positions."""

    start: int
    end: int
    is_above: bool


def find_runs(values: Sequence[float], *, baseline: int, length: int = RUN_LENGTH) -> list[Run]:
    """Return every run of at least `length` readings on one side of the median of the first `baseline`.

    A reading on the median neither breaks nor lengthens a run. Refuses missing values, a baseline of
    none or more than there are, and fewer than eight readings.
    """
    numbers = require_finite(values, name="The readings")
    if trend_method(len(numbers)) is TrendMethod.VALUES_ONLY:
        raise ValueError(f"Fewer than {MINIMUM_FOR_RUN_RULE} readings show no trend.")
    if not 1 <= baseline <= len(numbers):
        raise ValueError("The baseline must be some of the readings.")
    middle = median(numbers[:baseline])
    runs: list[Run] = []
    side: list[int] = []
    for position, value in enumerate(numbers):
        if value == middle:
            continue
        if side and (numbers[side[0]] > middle) != (value > middle):
            _keep_run(runs, side, length, is_above=numbers[side[0]] > middle)
            side = []
        side.append(position)
    if side:
        _keep_run(runs, side, length, is_above=numbers[side[0]] > middle)
    return runs


def _keep_run(runs: list[Run], side: Sequence[int], length: int, *, is_above: bool) -> None:
    if len(side) >= length:
        runs.append(Run(side[0], side[-1], is_above))


@dataclass(frozen=True)
class ControlChart:
    """Hold smoothed or raw readings with a lower and an upper limit each, in the readings' unit.

    `signals` are the positions beyond a limit.
    """

    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    center: float

    @property
    def signals(self) -> tuple[int, ...]:
        """Return the positions whose value lies outside its limits."""
        triples = enumerate(zip(self.values, self.low, self.high, strict=True))
        return tuple(i for i, (value, low, high) in triples if not low <= value <= high)


def ewma_chart(
    values: Sequence[float],
    *,
    target: float,
    sigma: float,
    weight: float = 0.3,
    width: float = LIMIT_WIDTH,
) -> ControlChart:
    """Return the exponentially weighted moving average with its asymptotic limits.

    `target` and `sigma` come from the baseline only; `weight` (lambda) is .2 to .3 by custom. Limits
    are target ± width sigma sqrt(weight / (2 - weight)): NIST/SEMATECH e-Handbook 6.3.2.4. Refuses
    missing values, fewer than 20 readings, and a sigma that is not positive.
    """
    numbers = require_finite(values, name="The readings")
    require_finite([target, sigma], name="The baseline")
    if trend_method(len(numbers)) is not TrendMethod.EWMA:
        raise ValueError(f"The moving average needs at least {MINIMUM_FOR_EWMA} readings.")
    if sigma <= 0 or not 0 < weight <= 1 or width <= 0:
        raise ValueError("The spread and the width must be positive and the weight between 0 and 1.")
    smoothed, current = [], target
    for value in numbers:
        current = weight * value + (1 - weight) * current
        smoothed.append(current)
    reach = width * sigma * math.sqrt(weight / (2 - weight))
    n = len(numbers)
    return ControlChart(tuple(smoothed), (target - reach,) * n, (target + reach,) * n, target)


def p_chart(waves: Sequence[Rate], *, baseline: int, width: float = LIMIT_WIDTH) -> ControlChart:
    """Return the rate of each wave (a fraction) with limits for its own number of people.

    The center is the pooled rate of the first `baseline` waves; limits p ± width sqrt(p (1 - p) / n), cut
    at 0 and 1: NIST/SEMATECH e-Handbook 6.3.3.2. Refuses a wave without people and a baseline of none or
    more than there are.
    """
    if not 1 <= baseline <= len(waves):
        raise ValueError("The baseline must be some of the waves.")
    if any(wave.n == 0 for wave in waves):
        raise ValueError("A wave without answers has no rate; leave it out and say so.")
    pooled = Rate(sum(w.events for w in waves[:baseline]), sum(w.n for w in waves[:baseline])).value
    reaches = [width * math.sqrt(pooled * (1 - pooled) / wave.n) for wave in waves]
    return ControlChart(
        tuple(wave.value for wave in waves),
        tuple(max(0.0, pooled - reach) for reach in reaches),
        tuple(min(1.0, pooled + reach) for reach in reaches),
        pooled,
    )
