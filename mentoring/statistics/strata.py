"""Compare two groups within strata (level by tenure), so that a different mix is not read as an effect."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from mentoring.statistics.rates import Rate, RateDifference, rate_difference
from mentoring.statistics.refusals import require_confidence

# A further attribute (location) may split the strata only with this many values of this size.
MINIMUM_VALUES_TO_SPLIT = 3
MINIMUM_PEOPLE_PER_VALUE = 10


@dataclass(frozen=True)
class Stratum:
    """Hold the two groups among people of one kind; `name` is the band both share."""

    name: str
    a: Rate
    b: Rate


@dataclass(frozen=True)
class StratifiedDifference:
    """Hold the crude and the adjusted difference (a minus b) side by side, in fractions.

    `crude` is of everyone, `adjusted` of the strata in which both groups have people; the others are
    listed in `dropped` and `dropped_people` counts them. `standard_error` is Sato's; the limits are not
    symmetric around it. They are None where both groups agree in every stratum, all or none. `odds_ratio`
    is None where it is not defined.
    """

    crude: RateDifference
    adjusted: float
    standard_error: float
    low: float | None
    high: float | None
    confidence: float
    odds_ratio: float | None
    used: tuple[str, ...]
    dropped: tuple[str, ...]
    dropped_people: int
    # Of "no difference in any stratum"; below 0.05 exactly where the 95 % limits leave zero out. Never displayed.
    p_value: float = 1.0
    method: str = "Mantel–Haenszel, Klingenberg limits"

    @property
    def sign_changes(self) -> bool:
        """Tell whether the adjusted difference points the other way than the crude one."""
        return self.crude.difference * self.adjusted < 0

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the adjusted interval lies on one side of zero; without an interval it does not."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def stratified_difference(strata: Sequence[Stratum], *, confidence: float = 0.95) -> StratifiedDifference:
    """Return the crude and the Mantel–Haenszel difference of two rates over strata, in fractions.

    Weights n_a n_b / (n_a + n_b): Mantel & Haenszel, JNCI 1959;22:719. Variance of Sato, Biometrics
    1989;45:1323, which holds for few large and for many small strata. The limits are the differences
    that a test with this variance keeps (Klingenberg, Stat Med 2014;33:2968): plain ± z errors cover
    only 86 % where 40 people with a rate of 92 % meet 2,000. Where everybody or nobody of a group has
    the event, that variance is the other group's alone, and the limits covered 8 of 26 simulations with
    20 people. There they reach at least as far as Newcombe's with the same weights. The odds ratio is a
    point estimate: its variance is not written by hand here. Refuses when no stratum has people of both
    groups.
    """
    require_confidence(confidence)
    used = [stratum for stratum in strata if stratum.a.n and stratum.b.n]
    dropped = [stratum for stratum in strata if not (stratum.a.n and stratum.b.n)]
    if not used:
        raise ValueError("No stratum has people of both groups, so no difference can be adjusted.")
    weight = sum(s.a.n * s.b.n / (s.a.n + s.b.n) for s in used)
    adjusted = sum((s.a.events * s.b.n - s.b.events * s.a.n) / (s.a.n + s.b.n) for s in used) / weight
    p, q = _sato_p(used), _sato_q(used)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    is_at_limit = any(
        not min(group.events, group.missed)
        for group in (_pooled([s.a for s in used]), _pooled([s.b for s in used]))
    )

    def limits(z: float) -> tuple[float, float]:
        # Those of Klingenberg solve (adjusted - x)² = z² (x p + q) / weight², a quadratic in x.
        middle = adjusted + z**2 * p / (2 * weight**2)
        reach = math.sqrt(max(0.0, middle**2 - adjusted**2 + z**2 * q / weight**2))
        low, high = middle - reach, middle + reach
        if is_at_limit:
            wider = _newcombe(used, z)
            low, high = min(low, wider[0]), max(high, wider[1])
        return max(-1.0, low), min(1.0, high)

    low, high = limits(z)
    z_of_zero = abs(adjusted) * weight / math.sqrt(q) if q > 0 else 0.0
    if is_at_limit and q > 0:
        z_of_zero = _z_that_reaches_zero(limits, z_of_zero)
    return StratifiedDifference(
        crude=rate_difference(
            _pooled([s.a for s in strata]), _pooled([s.b for s in strata]), confidence=confidence
        ),
        adjusted=adjusted,
        # Rounding can leave a variance of nothing a hair below zero.
        standard_error=math.sqrt(max(0.0, adjusted * p + q)) / weight,
        low=low if q else None,
        high=high if q else None,
        confidence=confidence,
        odds_ratio=_odds_ratio(used),
        used=tuple(s.name for s in used),
        dropped=tuple(s.name for s in dropped),
        dropped_people=sum(s.a.n + s.b.n for s in dropped),
        p_value=2 * NormalDist().cdf(-z_of_zero),
    )


def _newcombe(strata: Sequence[Stratum], z: float) -> tuple[float, float]:
    """Return Newcombe's limits for the weighted rates of both groups.

    Each rate's Wilson limits are those of as many people as give a weighted rate the same variance: 1 / Σ w² / n. With
    one stratum these are the limits of the unadjusted difference.
    """
    weights = [s.a.n * s.b.n / (s.a.n + s.b.n) for s in strata]
    shares = [weight / sum(weights) for weight in weights]
    rates, lows, highs = [], [], []
    for group in ([s.a for s in strata], [s.b for s in strata]):
        rate = sum(share * it.value for share, it in zip(shares, group, strict=True))
        n = 1 / sum(share**2 / it.n for share, it in zip(shares, group, strict=True))
        middle = (rate + z**2 / (2 * n)) / (1 + z**2 / n)
        variance = max(0.0, rate * (1 - rate)) / n + z**2 / (4 * n**2)
        reach = z * math.sqrt(variance) / (1 + z**2 / n)
        rates.append(rate)
        lows.append(middle - reach)
        highs.append(middle + reach)
    difference = rates[0] - rates[1]
    return (
        difference - math.hypot(rates[0] - lows[0], highs[1] - rates[1]),
        difference + math.hypot(highs[0] - rates[0], rates[1] - lows[1]),
    )


def _z_that_reaches_zero(limits: Callable[[float], tuple[float, float]], most: float) -> float:
    """Return the largest number of standard errors, up to `most`, at which the limits leave zero out."""
    least = 0.0
    for _step in range(60):
        z = (least + most) / 2
        low, high = limits(z)
        if low > 0 or high < 0:
            least = z
        else:
            most = z
    return least


def _sato_p(strata: Sequence[Stratum]) -> float:
    return sum(
        (s.a.n**2 * s.b.events - s.b.n**2 * s.a.events + s.a.n * s.b.n * (s.b.n - s.a.n) / 2)
        / (s.a.n + s.b.n) ** 2
        for s in strata
    )


def _sato_q(strata: Sequence[Stratum]) -> float:
    return sum((s.a.events * s.b.missed + s.b.events * s.a.missed) / (2 * (s.a.n + s.b.n)) for s in strata)


def _odds_ratio(strata: Sequence[Stratum]) -> float | None:
    above = sum(s.a.events * s.b.missed / (s.a.n + s.b.n) for s in strata)
    below = sum(s.b.events * s.a.missed / (s.a.n + s.b.n) for s in strata)
    return above / below if above and below else None


def _pooled(rates: Sequence[Rate]) -> Rate:
    return Rate(sum(rate.events for rate in rates), sum(rate.n for rate in rates))


def can_split_by(people_per_value: Mapping[str, int]) -> bool:
    """Tell whether an attribute may split the strata further: three values or more with ten people each.

    `people_per_value` counts both groups together (measurement, 2.1).
    """
    large = [count for count in people_per_value.values() if count >= MINIMUM_PEOPLE_PER_VALUE]
    return len(large) >= MINIMUM_VALUES_TO_SPLIT
