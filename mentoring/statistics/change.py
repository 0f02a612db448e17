"""Measure a change of scores from before to after, and choose the figure that the data can carry.

Scores are in scale points. A change of one group always carries the caveat that regression to the
mean, time and season are not excluded; the state and the words are the caller's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal

from mentoring.statistics.effects import EffectSize, change_effects
from mentoring.statistics.rates import Rate
from mentoring.statistics.refusals import require_confidence, require_finite, require_same_length
from mentoring.statistics.signed_rank import (
    DECIMALS,
    MAXIMUM_DISTINCT,
    MINIMUM_CHANGES,
    SignedRank,
    signed_rank,
)

# From this many pairs on the mean leads, unless the changes are skewed (measurement, 2.2).
MINIMUM_PAIRS_FOR_MEAN = 15
# Sample skewness of the changes beyond which their mean is pulled by a few people.
MAXIMUM_SKEWNESS = 1.0

Headline = Literal["counts", "shares", "mean"]
Reason = Literal["too few pairs", "too few changed", "few pairs", "coarse scale", "skewed", "enough pairs"]


@dataclass(frozen=True)
class MeanDifference:
    """Hold a difference of means in scale points with its t interval.

    `low`, `high`, `t` and `p_value` are None where every value is the same: there is no spread to
    judge by.
    """

    mean: float
    standard_error: float
    degrees_of_freedom: float
    low: float | None
    high: float | None
    t: float | None
    p_value: float | None
    confidence: float
    method: str

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the interval lies on one side of zero; without an interval it does not."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class PairedChange:
    """Hold what happened to the same people's scores.

    `headline` is what to show first: the counts, the three shares, or the mean; `reason` explains it. The
    figures that do not lead are still there for the annex, or None where the data cannot carry them.
    `dz` and `d_av` have different denominators and must be named.
    """

    n: int
    improved: Rate
    same: Rate
    worse: Rate
    headline: Headline
    reason: Reason
    mean: MeanDifference | None
    ranks: SignedRank | None
    dz: EffectSize | None
    d_av: EffectSize | None


def paired_mean_change(
    before: Sequence[float], after: Sequence[float], *, confidence: float = 0.95
) -> MeanDifference:
    """Return the mean of after minus before with the paired t interval (scipy's `ttest_rel`).

    One value per person, in the same order. Refuses fewer than two people and missing values.
    """
    from scipy.stats import ttest_rel

    first, second = _paired(before, after, confidence)
    if len(first) < 2:
        raise ValueError("A mean change needs at least two people.")
    changes = _changes(first, second)
    if len(set(changes)) == 1:
        return _without_spread(changes[0], len(changes) - 1, confidence, "paired t")
    result = ttest_rel(second, first)
    limits = result.confidence_interval(confidence)
    return MeanDifference(
        mean=fmean(changes),
        standard_error=stdev(changes) / math.sqrt(len(changes)),
        degrees_of_freedom=len(changes) - 1,
        low=float(limits.low),
        high=float(limits.high),
        t=float(result.statistic),
        p_value=float(result.pvalue),
        confidence=confidence,
        method="paired t",
    )


def paired_change(
    before: Sequence[float],
    after: Sequence[float],
    *,
    is_single_item: bool = False,
    higher_is_better: bool = True,
    confidence: float = 0.95,
) -> PairedChange:
    """Return the change of linked scores with the figure that leads (measurement, 2.2).

    Fewer than 6 pairs: counts only. A single five-point item (`is_single_item`), 6 to 14 pairs, or
    changes with a sample skewness beyond 1: the three shares, Wilcoxon and Hodges–Lehmann. Otherwise the
    mean with its t interval. Few pairs use ranks even where they look symmetric, because so few cannot
    show that they are not. Where fewer than 6 people changed, there is no test either. Refuses missing
    values and lists of different length.
    """
    first, second = _paired(before, after, confidence)
    changes = _changes(first, second)
    n = len(changes)
    up, down = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    headline, reason = _headline(changes, is_single_item=is_single_item)
    has_effects = n >= MINIMUM_CHANGES and min(len(set(values)) for values in (first, second, changes)) > 1
    dz, d_av = change_effects(first, second) if has_effects else (None, None)
    can_rank = up + down >= MINIMUM_CHANGES and len(set(changes)) <= MAXIMUM_DISTINCT
    return PairedChange(
        n=n,
        improved=Rate(up if higher_is_better else down, n),
        same=Rate(n - up - down, n),
        worse=Rate(down if higher_is_better else up, n),
        headline=headline,
        reason=reason,
        mean=paired_mean_change(first, second, confidence=confidence) if n >= MINIMUM_CHANGES else None,
        ranks=signed_rank(changes, confidence=confidence) if can_rank else None,
        dz=dz,
        d_av=d_av,
    )


def _headline(changes: Sequence[float], *, is_single_item: bool) -> tuple[Headline, Reason]:
    if len(changes) < MINIMUM_CHANGES:
        return "counts", "too few pairs"
    if sum(change != 0 for change in changes) < MINIMUM_CHANGES:
        return "counts", "too few changed"
    if is_single_item:
        return "shares", "coarse scale"
    if len(changes) < MINIMUM_PAIRS_FOR_MEAN:
        return "shares", "few pairs"
    if len(set(changes)) <= MAXIMUM_DISTINCT and abs(skewness(changes)) > MAXIMUM_SKEWNESS:
        return "shares", "skewed"
    return "mean", "enough pairs"


def skewness(values: Sequence[float]) -> float:
    """Return the sample skewness G1 (scipy, bias-corrected); 0 where all values are the same."""
    from scipy.stats import skew

    numbers = require_finite(values, name="The values")
    if len(numbers) < 3 or len(set(numbers)) == 1:
        return 0.0
    return float(skew(numbers, bias=False))


def _paired(
    before: Sequence[float], after: Sequence[float], confidence: float
) -> tuple[list[float], list[float]]:
    require_confidence(confidence)
    first = require_finite(before, name="Before")
    second = require_finite(after, name="After")
    require_same_length(first, second, names=("Before", "After"))
    return first, second


def _changes(before: Sequence[float], after: Sequence[float]) -> list[float]:
    # 0.3 - 0.2 and 0.2 - 0.1 are the same change only after rounding.
    return [round(b - a, DECIMALS) for a, b in zip(before, after, strict=True)]


def _without_spread(mean: float, df: float, confidence: float, method: str) -> MeanDifference:
    return MeanDifference(mean, 0.0, df, None, None, None, None, confidence, method)
