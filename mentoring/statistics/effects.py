"""Effect sizes: differences in standard deviations, always with the name of the denominator."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, correlation, fmean, stdev
from typing import Literal

from mentoring.statistics.refusals import require_count, require_finite, require_same_length

Denominator = Literal[
    "standard deviation of the changes",
    "average standard deviation of both waves",
    "pooled standard deviation",
]


@dataclass(frozen=True)
class EffectSize:
    """Hold a standardized difference.

    `effect` is the plain one (d), `corrected` Hedges' (g = J d), both in units of `denominator`.
    `standard_error` and `corrected_standard_error` belong to them.
    """

    effect: float
    standard_error: float
    correction: float
    denominator: Denominator
    deviation: float

    @property
    def corrected(self) -> float:
        """Return the effect with Hedges' small-sample correction."""
        return self.correction * self.effect

    @property
    def corrected_standard_error(self) -> float:
        """Return the standard error of the corrected effect."""
        return self.correction * self.standard_error

    @property
    def improvement_index(self) -> float:
        """Return the points of percentile rank that the corrected effect stands for."""
        return improvement_index(self.corrected)


def hedges_correction(degrees_of_freedom: int) -> float:
    """Return Hedges' small-sample factor J = 1 - 3 / (4 df - 1). Refuses less than one degree of freedom.

    Source: Hedges, J Educ Stat 1981;6:107; Borenstein et al. 2009, ch. 4.
    """
    if require_count(degrees_of_freedom, name="The degrees of freedom") < 1:
        raise ValueError("The correction needs at least one degree of freedom.")
    return 1 - 3 / (4 * degrees_of_freedom - 1)


def improvement_index(effect: float) -> float:
    """Return how many percentile points an average person would rise: 100 Φ(g) - 50, from -50 to 50.

    Source: What Works Clearinghouse Procedures Handbook. Refuses a missing effect.
    """
    (value,) = require_finite([effect], name="The effect")
    return 100 * NormalDist().cdf(value) - 50


def independent_effect(
    mean_a: float, mean_b: float, sd_a: float, sd_b: float, n_a: int, n_b: int
) -> EffectSize:
    """Return (mean a - mean b) in pooled standard deviations.

    Source: Borenstein et al. 2009, ch. 4. Refuses groups of fewer than two and groups without spread.
    """
    require_finite([mean_a, mean_b, sd_a, sd_b], name="The summary of the groups")
    if min(require_count(n_a, name="Group a"), require_count(n_b, name="Group b")) < 2:
        raise ValueError("An effect size needs at least two people in each group.")
    df = n_a + n_b - 2
    pooled = math.sqrt(((n_a - 1) * sd_a**2 + (n_b - 1) * sd_b**2) / df)
    effect = _ratio(mean_a - mean_b, pooled)
    variance = (n_a + n_b) / (n_a * n_b) + effect**2 / (2 * (n_a + n_b))
    return EffectSize(effect, math.sqrt(variance), hedges_correction(df), "pooled standard deviation", pooled)


def change_effect_dz(mean_change: float, sd_change: float, n: int) -> EffectSize:
    """Return the mean change in standard deviations of the changes (dz).

    Large whenever people change alike, however little: never compare it with a d of two groups.
    Standard error sqrt(1/n + dz²/2n). Refuses fewer than two pairs and changes without spread.
    """
    _require_pairs(n)
    require_finite([mean_change, sd_change], name="The summary of the changes")
    effect = _ratio(mean_change, sd_change)
    variance = 1 / n + effect**2 / (2 * n)
    return EffectSize(
        effect, math.sqrt(variance), hedges_correction(n - 1), "standard deviation of the changes", sd_change
    )


def change_effect_dav(mean_change: float, sd_average: float, n: int, *, correlation: float) -> EffectSize:
    """Return the mean change in average standard deviations of both waves (d_av).

    `correlation` is that of both waves. Standard error sqrt((1/n + d²/2n) 2 (1 - r)): Borenstein et
    al. 2009, ch. 4. Refuses fewer than two pairs, waves without spread and a correlation outside
    -1 to 1.
    """
    _require_pairs(n)
    require_finite([mean_change, sd_average, correlation], name="The summary of the waves")
    if not -1 <= correlation <= 1:
        raise ValueError("A correlation lies between -1 and 1.")
    effect = _ratio(mean_change, sd_average)
    variance = (1 / n + effect**2 / (2 * n)) * 2 * (1 - correlation)
    return EffectSize(
        effect,
        math.sqrt(variance),
        hedges_correction(n - 1),
        "average standard deviation of both waves",
        sd_average,
    )


def deviation_within(sd_change: float, correlation: float) -> float:
    """Return the standard deviation of one wave that a deviation of changes and a correlation imply.

    sd_change / sqrt(2 (1 - r)), for summaries that do not print the waves' own: Borenstein et al.
    2009, ch. 4. Supposes that both waves spread alike. Refuses a correlation of 1.
    """
    if not -1 <= correlation < 1:
        raise ValueError("The correlation must lie between -1 and 1 and be less than 1.")
    return sd_change / math.sqrt(2 * (1 - correlation))


def change_effects(before: Sequence[float], after: Sequence[float]) -> tuple[EffectSize, EffectSize]:
    """Return dz and d_av of the change from before to after, one value per person in the same order.

    The average deviation of d_av is sqrt((sd_before² + sd_after²) / 2). Refuses as the two above.
    """
    first = require_finite(before, name="Before")
    second = require_finite(after, name="After")
    require_same_length(first, second, names=("Before", "After"))
    _require_pairs(len(first))
    changes = [b - a for a, b in zip(first, second, strict=True)]
    sd_first, sd_second = stdev(first), stdev(second)
    if min(sd_first, sd_second) == 0:
        raise ValueError("Everyone answered alike in one wave, so the change has no standard deviation.")
    return (
        change_effect_dz(fmean(changes), stdev(changes), len(changes)),
        change_effect_dav(
            fmean(changes),
            math.sqrt((sd_first**2 + sd_second**2) / 2),
            len(changes),
            correlation=max(-1.0, min(1.0, correlation(first, second))),
        ),
    )


def _require_pairs(n: int) -> None:
    if require_count(n, name="The number of pairs") < 2:
        raise ValueError("An effect size needs at least two pairs.")


def _ratio(difference: float, deviation: float) -> float:
    if deviation <= 0:
        raise ValueError("Without any spread a difference cannot be put in standard deviations.")
    return difference / deviation
