"""Compare how often something happened in two groups: promotion, retention, a yes to a question.

Rates are fractions from 0 to 1. Wilson's and Newcombe's intervals are computed in closed form, so that pages
may use them; p-values and ratios import scipy inside their functions and belong in jobs.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist
from typing import Literal

from mentoring.statistics.refusals import require_confidence, require_count

# A ratio of two rates is shown only where both groups have this many events (measurement, 2.1).
MINIMUM_EVENTS_FOR_RATIO = 5
# Below this expected count in any cell the chi-square approximation is not used.
MINIMUM_EXPECTED_FOR_CHI_SQUARE = 5


@dataclass(frozen=True)
class Rate:
    """Count `events` among `n` people. An empty group is allowed, but it has no rate."""

    events: int
    n: int

    def __post_init__(self) -> None:
        require_count(self.events, name="The number of events")
        require_count(self.n, name="The number of people")
        if self.events > self.n:
            raise ValueError(f"{self.events} events among {self.n} people is not possible.")

    @property
    def value(self) -> float:
        """Return the rate as a fraction from 0 to 1, refusing an empty group."""
        if self.n == 0:
            raise ValueError("A group without people has no rate.")
        return self.events / self.n

    @property
    def missed(self) -> int:
        """Return how many people did not have the event."""
        return self.n - self.events


@dataclass(frozen=True)
class Interval:
    """Hold a lower and an upper limit in the unit of the figure it belongs to."""

    low: float
    high: float
    confidence: float
    method: str


@dataclass(frozen=True)
class RateRatio:
    """Hold the ratio of two rates, or of two odds, with its interval. No unit; 1 means equal."""

    ratio: float
    low: float
    high: float
    confidence: float
    method: str


@dataclass(frozen=True)
class Association:
    """Hold the test behind a comparison of two rates. `statistic` is None for Fisher's exact test."""

    test: Literal["fisher_exact", "chi_square"]
    statistic: float | None
    p_value: float


@dataclass(frozen=True)
class NaturalFrequency:
    """Say a difference as "`more` more of every `per`"; `more` is negative for fewer."""

    more: int
    per: int


@dataclass(frozen=True)
class RateDifference:
    """Hold rate `a` minus rate `b` with its interval, in fractions (0.12 is 12 points).

    `ratio` is None where a group has fewer than five events. `p_value` serves the correction for
    several comparisons and is never displayed.
    """

    a: Rate
    b: Rate
    difference: float
    low: float
    high: float
    confidence: float
    ratio: RateRatio | None
    p_value: float
    method: str = "Newcombe hybrid score"

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0

    @property
    def natural_frequency(self) -> NaturalFrequency:
        """Return the difference per hundred people, rounded half away from zero."""
        return natural_frequency(self.difference)


def wilson(rate: Rate, *, confidence: float = 0.95) -> Interval:
    """Return Wilson's score interval of one rate, in fractions, without continuity correction.

    (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n): Wilson, JASA 1927;22:209. Never of zero width.
    Refuses an empty group.
    """
    require_confidence(confidence)
    p, n = rate.value, rate.n
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    center = p + z**2 / (2 * n)
    margin = z * math.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2)
    scale = 1 + z**2 / n
    # At 0 % and 100 % the limit is the rate itself; rounding must not push it past.
    low = 0.0 if rate.events == 0 else (center - margin) / scale
    high = 1.0 if rate.missed == 0 else (center + margin) / scale
    return Interval(low, high, confidence, "Wilson score")


def newcombe(a: Rate, b: Rate, *, confidence: float = 0.95) -> Interval:
    """Return Newcombe's hybrid score interval of rate `a` minus rate `b`, in fractions.

    Two Wilson intervals, squared and added: Newcombe, Stat Med 1998;17:873, method 10. The interval
    has a width even where nobody or everybody had the event. Refuses an empty group.
    """
    of_a, of_b = wilson(a, confidence=confidence), wilson(b, confidence=confidence)
    difference = a.value - b.value
    return Interval(
        max(-1.0, difference - math.hypot(a.value - of_a.low, of_b.high - b.value)),
        min(1.0, difference + math.hypot(of_a.high - a.value, b.value - of_b.low)),
        confidence,
        "Newcombe hybrid score",
    )


def rate_difference(a: Rate, b: Rate, *, confidence: float = 0.95) -> RateDifference:
    """Return rate `a` minus rate `b` with Newcombe's interval and, for the correction, its p-value (scipy).

    In fractions. Where no p-value is needed, `newcombe` gives the interval alone. Refuses an empty group.
    """
    interval = newcombe(a, b, confidence=confidence)
    return RateDifference(
        a=a,
        b=b,
        difference=a.value - b.value,
        low=interval.low,
        high=interval.high,
        confidence=confidence,
        ratio=risk_ratio(a, b, confidence=confidence) if _has_events_for_ratio(a, b) else None,
        p_value=association(a, b).p_value,
    )


def _has_events_for_ratio(a: Rate, b: Rate) -> bool:
    return min(a.events, b.events) >= MINIMUM_EVENTS_FOR_RATIO


def risk_ratio(a: Rate, b: Rate, *, confidence: float = 0.95) -> RateRatio:
    """Return rate `a` divided by rate `b` with the Katz log interval.

    Source: Katz et al., Biometrics 1978;34:469; scipy's `contingency.relative_risk`. Refuses groups
    with fewer than five events each: the ratio of small counts misleads.
    """
    from scipy.stats.contingency import relative_risk

    require_confidence(confidence)
    if not _has_events_for_ratio(a, b):
        raise ValueError(f"A ratio needs at least {MINIMUM_EVENTS_FOR_RATIO} events in both groups.")
    result = relative_risk(a.events, a.n, b.events, b.n)
    limits = result.confidence_interval(confidence)
    return RateRatio(
        float(result.relative_risk), float(limits.low), float(limits.high), confidence, "Katz log"
    )


def odds_ratio(a: Rate, b: Rate, *, confidence: float = 0.95) -> RateRatio:
    """Return the odds of `a` divided by the odds of `b` with Woolf's logit interval.

    Source: Woolf, Ann Hum Genet 1955;19:251; scipy's `contingency.odds_ratio(kind="sample")`.
    Refuses a table with an empty cell: its odds ratio is zero or infinite.
    """
    from scipy.stats.contingency import odds_ratio as sample_odds_ratio

    require_confidence(confidence)
    table = [[a.events, a.missed], [b.events, b.missed]]
    if min(map(min, table)) == 0:
        raise ValueError("An odds ratio needs people with and without the event in both groups.")
    result = sample_odds_ratio(table, kind="sample")
    limits = result.confidence_interval(confidence)
    return RateRatio(
        float(result.statistic), float(limits.low), float(limits.high), confidence, "Woolf logit"
    )


def association(
    a: Rate, b: Rate, *, alternative: Literal["two-sided", "less", "greater"] = "two-sided"
) -> Association:
    """Return the p-value of "both groups have the same rate", for the correction of several comparisons.

    Fisher's exact test where any expected cell is below five or a direction is asked for, otherwise
    Pearson's chi-square without Yates' correction (scipy). Refuses an empty group.
    """
    from scipy.stats import chi2_contingency, fisher_exact

    if a.n == 0 or b.n == 0:
        raise ValueError("A group without people cannot be compared.")
    table = [[a.events, a.missed], [b.events, b.missed]]
    events, missed, everybody = a.events + b.events, a.missed + b.missed, a.n + b.n
    smallest_expected = min(a.n, b.n) * min(events, missed) / everybody
    if alternative != "two-sided" or smallest_expected < MINIMUM_EXPECTED_FOR_CHI_SQUARE:
        return Association("fisher_exact", None, float(fisher_exact(table, alternative=alternative).pvalue))
    result = chi2_contingency(table, correction=False)
    return Association("chi_square", float(result.statistic), float(result.pvalue))


def natural_frequency(difference: float, *, per: int = 100) -> NaturalFrequency:
    """Return a difference of fractions as whole people in every `per`, halves rounded away from zero."""
    if not math.isfinite(difference):
        raise ValueError("A missing difference cannot be said in people.")
    exact = Decimal(repr(round(difference * per, 9)))
    return NaturalFrequency(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), per)


def rate_with_missing(observed: Rate, *, missing: int) -> tuple[Rate, Rate]:
    """Return the worst and the best rate that people without data could make of it.

    In the worst nobody of the missing had the event, in the best everybody (measurement, 2.6).
    """
    require_count(missing, name="The number of people without data")
    everybody = observed.n + missing
    return Rate(observed.events, everybody), Rate(observed.events + missing, everybody)
