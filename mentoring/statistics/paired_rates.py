"""Compare a yes or no of the same people at two times."""

import math
from dataclasses import dataclass

from mentoring.statistics.rates import Rate, wilson
from mentoring.statistics.refusals import require_count


@dataclass(frozen=True)
class PairedCounts:
    """Count people by their two answers: yes both times, yes only after, yes only before, never."""

    both: int
    only_after: int
    only_before: int
    neither: int

    def __post_init__(self) -> None:
        for name, count in vars(self).items():
            require_count(count, name=f"The number of people in {name!r}")

    @property
    def n(self) -> int:
        """Return the number of people."""
        return self.both + self.only_after + self.only_before + self.neither

    @property
    def before(self) -> Rate:
        """Return the rate of yes before."""
        return Rate(self.both + self.only_before, self.n)

    @property
    def after(self) -> Rate:
        """Return the rate of yes after."""
        return Rate(self.both + self.only_after, self.n)


@dataclass(frozen=True)
class PairedRateDifference:
    """Hold the rate after minus the rate before of the same people, in fractions.

    `p_value` is McNemar's exact one, for the correction of several comparisons; never displayed.
    """

    counts: PairedCounts
    difference: float
    low: float
    high: float
    confidence: float
    p_value: float
    method: str = "Newcombe paired score"

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


def paired_rate_difference(counts: PairedCounts, *, confidence: float = 0.95) -> PairedRateDifference:
    """Return the change of a rate among the same people, after minus before, in fractions.

    Newcombe, Stat Med 1998;17:2635, method 10: two Wilson intervals joined by the correlation phi with
    its continuity-type correction. p-value by McNemar's exact test, a binomial test of the people who
    changed (scipy); 1 when nobody did. Refuses when nobody answered twice.
    """
    if counts.n == 0:
        raise ValueError("Nobody answered both times.")
    before, after = counts.before, counts.after
    of_before, of_after = wilson(before, confidence=confidence), wilson(after, confidence=confidence)
    phi = _correlation(counts)
    difference = (counts.only_after - counts.only_before) / counts.n
    return PairedRateDifference(
        counts=counts,
        difference=difference,
        low=max(-1.0, difference - _joined(after.value - of_after.low, of_before.high - before.value, phi)),
        high=min(1.0, difference + _joined(of_after.high - after.value, before.value - of_before.low, phi)),
        confidence=confidence,
        p_value=mcnemar_exact(counts),
    )


def mcnemar_exact(counts: PairedCounts) -> float:
    """Return the two-sided p-value of "as many people turned to yes as to no" (binomial test, scipy)."""
    from scipy.stats import binomtest

    changed = counts.only_after + counts.only_before
    return float(binomtest(counts.only_after, changed).pvalue) if changed else 1.0


def _correlation(counts: PairedCounts) -> float:
    margins = counts.before.events * counts.before.missed * counts.after.events * counts.after.missed
    if margins == 0:
        return 0.0
    surplus = counts.both * counts.neither - counts.only_after * counts.only_before
    # Newcombe's correction: a positive surplus is lowered by n/2, but not below zero.
    corrected = max(surplus - counts.n / 2, 0.0) if surplus > 0 else float(surplus)
    return corrected / math.sqrt(margins)


def _joined(first: float, second: float, phi: float) -> float:
    # Rounding can leave a difference of nothing a hair below zero.
    return math.sqrt(max(0.0, first**2 - 2 * phi * first * second + second**2))
