"""Judge a change of few people, or of a coarse scale, by its ranks."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from mentoring.statistics.refusals import require_confidence, require_finite

# With five changes the two-sided exact test cannot fall below p = 0.0625, so it can never find anything.
MINIMUM_CHANGES = 6
# scipy has the exact distribution up to here; it supposes changes of different size, none of them zero.
MAXIMUM_EXACT = 50
# Up to here all 2^n patterns of signs are enumerated, which is exact with ties as well.
MAXIMUM_ALL_SIGNS = 14
# Beyond this many different changes their pairwise means take too much memory, and ranks add nothing.
MAXIMUM_DISTINCT = 2000
# Differences of decimals such as 0.3 - 0.1 and 0.2 are equal only after rounding.
DECIMALS = 9

TestMethod = Literal["exact", "exact over all signs", "normal approximation"]


@dataclass(frozen=True)
class SignedRank:
    """Hold Wilcoxon's signed-rank test and the Hodges–Lehmann estimate of the typical change.

    Changes are in scale points. `rank_sum_up` and `rank_sum_down` belong to increases and decreases
    among the `n_changed` people whose value moved. `low` and `high` limit the typical change; they are
    None where the changes are alike or so coarse that the test rejects every other shift.
    """

    n: int
    n_changed: int
    rank_sum_up: float
    rank_sum_down: float
    p_value: float
    typical_change: float
    low: float | None
    high: float | None
    confidence: float
    test: TestMethod
    method: str = "Wilcoxon signed rank, Hodges–Lehmann"

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the test rejects "no change". On a coarse scale a limit may then still touch zero."""
        return self.p_value <= 1 - self.confidence


def signed_rank(changes: Sequence[float], *, confidence: float = 0.95) -> SignedRank:
    """Return the test of "up as often and as far as down" and the typical change in scale points.

    The p-value is scipy's: exact where all changes differ in size (up to 50), exact over all patterns
    of signs where some are equal (up to 14), otherwise the normal approximation corrected for ties.
    People without a change carry no sign and are left out of the test (Wilcoxon's own rule), but stay
    in the estimate. That is the median of the means of all pairs of changes (Hodges & Lehmann 1963);
    its interval holds the shifts that the same test does not reject (Hollander & Wolfe 1973, ch. 3).
    Refuses fewer than six people whose value changed, and more than 2,000 different changes.
    """
    require_confidence(confidence)
    rounded = [round(change, DECIMALS) for change in require_finite(changes, name="The changes")]
    moved = [change for change in rounded if change]
    if len(moved) < MINIMUM_CHANGES:
        raise ValueError(
            f"Only {len(moved)} people changed; fewer than {MINIMUM_CHANGES} are too few to test."
        )
    if len(set(rounded)) > MAXIMUM_DISTINCT:
        raise ValueError("So many different changes are judged by their mean, not by ranks.")
    means, weights = _pairwise_means(rounded)
    typical = _weighted_median(means, weights)
    low, high = _limits(rounded, means.tolist(), around=typical, alpha=1 - confidence)
    up, p_value, test = _test(moved)
    return SignedRank(
        n=len(rounded),
        n_changed=len(moved),
        rank_sum_up=up,
        rank_sum_down=len(moved) * (len(moved) + 1) / 2 - up,
        p_value=p_value,
        typical_change=typical,
        low=low,
        high=high,
        confidence=confidence,
        test=test,
    )


def _test(changes: Sequence[float]) -> tuple[float, float, TestMethod]:
    """Return the rank sum of the increases, the two-sided p-value and how it was computed."""
    import numpy as np
    from scipy.stats import permutation_test, rankdata, wilcoxon

    moved = np.array([change for change in changes if change])
    if len(moved) == 0:
        return 0.0, 1.0, "exact"
    sizes = np.abs(moved)
    ranks = rankdata(sizes)
    up = float(ranks[moved > 0].sum())
    if len(moved) <= MAXIMUM_EXACT and len(np.unique(sizes)) == len(moved):
        return up, float(wilcoxon(moved, method="exact").pvalue), "exact"
    if len(moved) <= MAXIMUM_ALL_SIGNS:
        # scipy's "exact" ignores ties without a word; the same ranks under all patterns of signs do not.
        result = permutation_test(
            (np.sign(moved) * ranks,),
            np.sum,
            permutation_type="samples",
            vectorized=True,
            n_resamples=2 ** len(moved),
        )
        return up, float(result.pvalue), "exact over all signs"
    return up, float(wilcoxon(moved, method="asymptotic").pvalue), "normal approximation"


def _pairwise_means(changes: Sequence[float]) -> tuple[Any, Any]:
    """Return the distinct means of all pairs (each with itself too), ascending, and how often each occurs."""
    import numpy as np

    counted = Counter(changes)
    values = np.array(sorted(counted))
    counts = np.array([counted[value] for value in sorted(counted)])
    first, second = np.triu_indices(len(values))
    means = np.round((values[first] + values[second]) / 2, DECIMALS + 1)
    weights = np.where(
        first == second, counts[first] * (counts[first] + 1) // 2, counts[first] * counts[second]
    )
    distinct, position = np.unique(means, return_inverse=True)
    return distinct, np.bincount(position, weights=weights).astype(int)


def _weighted_median(values: Any, weights: Any) -> float:
    cumulated = weights.cumsum()
    total = int(cumulated[-1])
    lower = values[cumulated.searchsorted((total + 1) // 2)]
    upper = values[cumulated.searchsorted(total // 2 + 1)]
    return float(lower + upper) / 2


def _limits(
    changes: Sequence[float], means: list[float], *, around: float, alpha: float
) -> tuple[float | None, float | None]:
    """Return the outermost pairwise means between which the test keeps the shift.

    The test's verdict can change only where the shift passes a pairwise mean, so it is asked once
    between neighbors, and by bisection away from the estimate, where it keeps the shift.
    """

    def is_kept(shift: float) -> bool:
        return _test([round(change - shift, DECIMALS + 3) for change in changes])[1] > alpha

    if is_kept(means[0] - 1) or is_kept(means[-1] + 1):
        raise ValueError("So few changes do not support an interval of this confidence.")
    gaps = [(a + b) / 2 for a, b in pairwise(means)]
    nearest = sorted(range(len(gaps)), key=lambda i: abs(gaps[i] - around))[:2]
    start = next((i for i in nearest if is_kept(gaps[i])), None)
    if start is None:
        return None, None
    below = _last_kept(lambda i: is_kept(gaps[start - i]), start)
    above = _last_kept(lambda i: is_kept(gaps[start + i]), len(gaps) - 1 - start)
    return means[start - below], means[start + above + 1]


def _last_kept(is_kept: Callable[[int], bool], furthest: int) -> int:
    """Return the largest step up to `furthest` that is kept, knowing that step 0 is (bisection)."""
    near, far = 0, furthest + 1
    while far - near > 1:
        middle = (near + far) // 2
        near, far = (middle, far) if is_kept(middle) else (near, middle)
    return near
