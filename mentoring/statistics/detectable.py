"""Compute the smallest difference that a group of this size could have shown.

Printed beside every result that found nothing. "Observed power" is not offered: computed from the
result itself it says nothing that the interval does not.
"""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Literal

from mentoring.statistics.refusals import require_confidence, require_count

POWER = 0.8
SIGNIFICANCE = 0.05


def detectable_rate_difference(
    base: float,
    n_a: int,
    n_b: int,
    *,
    direction: Literal["above", "below"] = "above",
    power: float = POWER,
    significance: float = SIGNIFICANCE,
) -> float | None:
    """Return the smallest difference from `base` that n_a against n_b people would show, as a fraction.

    `base` is the rate of group b (a fraction). Two-sided test with the pooled variance under "no
    difference": Fleiss, Statistical Methods for Rates and Proportions, ch. 4, without continuity
    correction. None where even a rate of 100 % (or 0 %) could not be distinguished from the base. Refuses an
    empty group and a base outside 0 to 1.
    """
    if not 0 <= base <= 1:
        raise ValueError(f"The base rate must lie between 0 and 1, not {base!r}.")
    if require_count(n_a, name="Group a") == 0 or require_count(n_b, name="Group b") == 0:
        raise ValueError("A group without people can show no difference.")
    z_test, z_power = _normal_quantiles(power, significance)
    room, sign = (1 - base, 1) if direction == "above" else (base, -1)

    def surplus(difference: float) -> float:
        other = base + sign * difference
        pooled = (n_a * other + n_b * base) / (n_a + n_b)
        null = math.sqrt(max(0.0, pooled * (1 - pooled)) * (1 / n_a + 1 / n_b))
        real = math.sqrt(max(0.0, other * (1 - other)) / n_a + base * (1 - base) / n_b)
        return difference - z_test * null - z_power * real

    return _smallest_root(surplus, room)


def people_needed_per_group(
    base: float, other: float, *, power: float = POWER, significance: float = SIGNIFICANCE
) -> int:
    """Return how many people each of two equal groups needs to distinguish `other` from `base` (fractions).

    Source: as `detectable_rate_difference`. Refuses equal rates.
    """
    if base == other or not (0 <= base <= 1 and 0 <= other <= 1):
        raise ValueError("Two different rates between 0 and 1 are needed.")
    z_test, z_power = _normal_quantiles(power, significance)
    middle = (base + other) / 2
    null = z_test * math.sqrt(2 * middle * (1 - middle))
    real = z_power * math.sqrt(base * (1 - base) + other * (1 - other))
    return math.ceil(((null + real) / (other - base)) ** 2 - 1e-9)


def detectable_paired_effect(n: int, *, power: float = POWER, significance: float = SIGNIFICANCE) -> float:
    """Return the smallest dz (mean change / standard deviation of the changes) that n pairs would show.

    Two-sided paired t test, power from scipy's noncentral t. Refuses fewer than two pairs.
    """
    from scipy.optimize import brentq
    from scipy.stats import nct, t

    if require_count(n, name="The number of pairs") < 2:
        raise ValueError("A change needs at least two pairs.")
    if not 0 < significance < power < 1:
        raise ValueError("The power must lie between the significance level and 1.")
    critical = float(t.ppf(1 - significance / 2, n - 1))

    def shortfall(effect: float) -> float:
        shift = effect * math.sqrt(n)
        wrong_side = float(nct.cdf(-critical, n - 1, shift))
        # scipy gives NaN for the far tail once it is too small to compute, where it no longer counts.
        return float(nct.sf(critical, n - 1, shift)) + (wrong_side if wrong_side > 0 else 0.0) - power

    high = 1 / math.sqrt(n)
    while shortfall(high) < 0:
        high *= 2
    return float(brentq(shortfall, 1e-9, high, xtol=1e-10))


def _normal_quantiles(power: float, significance: float) -> tuple[float, float]:
    require_confidence(power)
    require_confidence(significance)
    return NormalDist().inv_cdf(1 - significance / 2), NormalDist().inv_cdf(power)


def _smallest_root(surplus: Callable[[float], float], room: float) -> float | None:
    if surplus(room) < 0 or room == 0:
        return None
    low, high = 0.0, room
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if surplus(middle) < 0 else (low, middle)
    return high
