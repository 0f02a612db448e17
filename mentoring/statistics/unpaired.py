"""Compare scores of two groups of different people, and the changes of two groups."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from mentoring.statistics.change import MeanDifference
from mentoring.statistics.rates import Rate, RateDifference, rate_difference
from mentoring.statistics.refusals import require_confidence, require_finite, require_same_length


@dataclass(frozen=True)
class UnpairedChange:
    """Hold the difference of two waves whose answers cannot be joined to people.

    Always said with "different people may have answered". `top_two` compares the share that chose one
    of the two highest answers; None where the question has no such scale.
    """

    n_before: int
    n_after: int
    mean: MeanDifference
    mann_whitney_p: float
    top_two: RateDifference | None


@dataclass(frozen=True)
class ChangeSummary:
    """Hold the mean change of one group and its standard error, computed from paired changes.

    `n` is None where a source does not print it; there is then no t interval.
    """

    mean: float
    standard_error: float
    n: int | None = None


@dataclass(frozen=True)
class DifferenceInDifferences:
    """Hold how much more one group changed than the other, in scale points.

    `low`, `high` and `p_value` are None where a group's size is not known or nobody's change differs.
    `is_trend_checkable` is False with a single wave before: that both groups would have moved alike
    is then an assumption.
    """

    difference: float
    standard_error: float
    degrees_of_freedom: float | None
    low: float | None
    high: float | None
    p_value: float | None
    confidence: float
    is_trend_checkable: bool
    method: str = "difference of paired changes, Welch"

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the interval lies on one side of zero; without an interval it does not."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def mean_difference(a: Sequence[float], b: Sequence[float], *, confidence: float = 0.95) -> MeanDifference:
    """Return mean a minus mean b with Welch's t interval (scipy, unequal variances).

    Refuses groups of fewer than two and missing values.
    """
    from scipy.stats import ttest_ind

    require_confidence(confidence)
    first, second = require_finite(a, name="Group a"), require_finite(b, name="Group b")
    if min(len(first), len(second)) < 2:
        raise ValueError("A difference of means needs at least two people in each group.")
    if len(set(first)) == len(set(second)) == 1:
        df = len(first) + len(second) - 2
        return MeanDifference(first[0] - second[0], 0.0, df, None, None, None, None, confidence, "Welch t")
    result = ttest_ind(first, second, equal_var=False)
    limits = result.confidence_interval(confidence)
    return MeanDifference(
        mean=fmean(first) - fmean(second),
        standard_error=math.hypot(_standard_error(first), _standard_error(second)),
        degrees_of_freedom=float(result.df),
        low=float(limits.low),
        high=float(limits.high),
        t=float(result.statistic),
        p_value=float(result.pvalue),
        confidence=confidence,
        method="Welch t",
    )


def unpaired_change(
    before: Sequence[float],
    after: Sequence[float],
    *,
    top_two_from: float | None = None,
    confidence: float = 0.95,
) -> UnpairedChange:
    """Return after minus before of two waves with different or unknown people.

    Welch's interval for the mean, Mann–Whitney's p-value (scipy; exact without ties in small groups),
    and the share at or above `top_two_from` (4 on a five-point scale) by Newcombe. Refuses as
    `mean_difference`.
    """
    from scipy.stats import mannwhitneyu

    first, second = require_finite(before, name="Before"), require_finite(after, name="After")
    mean = mean_difference(second, first, confidence=confidence)
    top_two = None
    if top_two_from is not None:
        shares = [Rate(sum(value >= top_two_from for value in wave), len(wave)) for wave in (second, first)]
        top_two = rate_difference(*shares, confidence=confidence)
    p_value = float(mannwhitneyu(second, first).pvalue)
    # With every answer the same scipy has no variance to divide by; then nothing differs.
    return UnpairedChange(len(first), len(second), mean, 1.0 if math.isnan(p_value) else p_value, top_two)


def summarize_change(before: Sequence[float], after: Sequence[float]) -> ChangeSummary:
    """Return the mean change of linked scores and its standard error. Refuses fewer than two people."""
    first, second = require_finite(before, name="Before"), require_finite(after, name="After")
    require_same_length(first, second, names=("Before", "After"))
    if len(first) < 2:
        raise ValueError("A mean change needs at least two people.")
    changes = [b - a for a, b in zip(first, second, strict=True)]
    return ChangeSummary(fmean(changes), _standard_error(changes), len(changes))


def difference_in_differences(
    participants: ChangeSummary,
    comparison: ChangeSummary,
    *,
    waves_before: int = 1,
    confidence: float = 0.95,
) -> DifferenceInDifferences:
    """Return how much more participants changed than the comparison group, in scale points.

    mean(ΔT) - mean(ΔC) with sqrt(se² + se²) of the paired changes and Welch's degrees of freedom: a
    regression on stacked rows ignores the pairing and gives too large an error (Card & Krueger, AER
    1994;84:772). `waves_before` says how many waves before the start both groups have. Refuses
    negative errors and groups of fewer than two.
    """
    from scipy.stats import t

    require_confidence(confidence)
    for group in (participants, comparison):
        require_finite([group.mean, group.standard_error], name="The mean change")
        if group.standard_error < 0 or (group.n is not None and group.n < 2):
            raise ValueError("Each group needs at least two people and an error that is not negative.")
    difference = participants.mean - comparison.mean
    error = math.hypot(participants.standard_error, comparison.standard_error)
    low = high = p_value = df = None
    if participants.n is not None and comparison.n is not None and error > 0:
        df = error**4 / sum(
            group.standard_error**4 / (group.n - 1) for group in (participants, comparison) if group.n
        )
        reach = float(t.ppf(0.5 + confidence / 2, df)) * error
        low, high = difference - reach, difference + reach
        p_value = float(2 * t.sf(abs(difference) / error, df))
    return DifferenceInDifferences(
        difference, error, df, low, high, p_value, confidence, is_trend_checkable=waves_before >= 2
    )


def _standard_error(values: Sequence[float]) -> float:
    return stdev(values) / math.sqrt(len(values))
