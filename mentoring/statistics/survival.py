"""Follow retention over time: how many of a group are still here t months after the index date.

Both clocks start at the index date, never at hire: a participant had to stay until being matched.
Time is in whatever unit the caller uses (months in the product). `left` is True for someone who left
at that time and False for someone last seen there, still employed or moved out of scope.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import Literal

from mentoring.statistics.rates import Rate, wilson
from mentoring.statistics.refusals import require_confidence, require_finite

# Where fewer people are still followed, the curve is cut (measurement, 2.4).
MINIMUM_AT_RISK = 10

Transform = Literal["log-log", "log"]


@dataclass(frozen=True)
class Followed:
    """Hold how long each person was followed and whether the person left at the end of it."""

    times: tuple[float, ...]
    left: tuple[bool, ...]

    def __post_init__(self) -> None:
        times = require_finite(self.times, name="The time followed")
        if len(times) != len(self.left):
            raise ValueError("Every time needs an indicator of whether the person left.")
        if any(time < 0 for time in times):
            raise ValueError("Nobody can be followed for a negative time.")

    @property
    def n(self) -> int:
        """Return the number of people."""
        return len(self.times)

    @property
    def leavers(self) -> int:
        """Return how many people left while followed."""
        return sum(map(bool, self.left))

    @property
    def leaving_times(self) -> Counter[float]:
        """Return how many people left at each time at which anybody did."""
        return Counter(time for time, left in zip(self.times, self.left, strict=True) if left)


@dataclass(frozen=True)
class SurvivalPoint:
    """Hold the share still here just after `time` (a fraction), with its interval and Greenwood error."""

    time: float
    at_risk: int
    left: int
    share: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True)
class SurvivalCurve:
    """Hold a Kaplan–Meier curve: one point for the start and one for each time somebody left.

    The curve is known up to `ends_at`. `median` is None where half of the people have not left.
    `transform` names how the interval was made; "log-log" unless asked otherwise. `followed` is how
    long each person was followed, in ascending order.
    """

    points: tuple[SurvivalPoint, ...]
    followed: tuple[float, ...] = field(repr=False)
    ends_at: float
    is_truncated: bool
    median: float | None
    confidence: float
    transform: Transform

    def at(self, time: float) -> SurvivalPoint:
        """Return the share still here at `time` and how many are followed then.

        Refuses a time the curve does not reach.
        """
        if not 0 <= time <= self.ends_at:
            raise ValueError(f"The curve is only known from 0 to {self.ends_at:g}.")
        point = [point for point in self.points if point.time <= time][-1]
        if point.share == 1:
            # Nobody has left yet: how sure that makes us depends on how many are followed until now.
            return _point(time, self.at_risk(time), 0, 1.0, 0.0, self.confidence, self.transform)
        return replace(
            point, time=time, at_risk=self.at_risk(time), left=0 if time > point.time else point.left
        )

    def at_risk(self, time: float) -> int:
        """Return how many people are followed right before `time`: the numbers under the curve."""
        return _count_from(self.followed, time)


@dataclass(frozen=True)
class SurvivalDifference:
    """Hold the share of `a` still here minus that of `b` at one time, in fractions."""

    time: float
    a: SurvivalPoint
    b: SurvivalPoint
    difference: float
    low: float
    high: float
    confidence: float
    method: str = "Kaplan–Meier, log-log limits squared and added"

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class LogRank:
    """Hold the log-rank test: leavers seen and leavers expected if both curves were one."""

    chi_square: float
    p_value: float
    observed: tuple[int, int]
    expected: tuple[float, float]
    degrees_of_freedom: int = 1


def kaplan_meier(
    people: Followed,
    *,
    minimum_at_risk: int = MINIMUM_AT_RISK,
    confidence: float = 0.95,
    transform: Transform = "log-log",
) -> SurvivalCurve:
    """Return the curve of the share still here, cut where fewer than `minimum_at_risk` are followed.

    Kaplan & Meier, JASA 1958;53:457; Greenwood's variance; interval on the log(-log) scale, or the log
    scale (the default of R's survfit) when asked. While everybody is still here, or once nobody is,
    Greenwood's variance is zero: the interval is then Wilson's among the people at risk, so that it
    never has zero width. Refuses a group smaller than `minimum_at_risk`.
    """
    require_confidence(confidence)
    if people.n < max(1, minimum_at_risk):
        raise ValueError(f"A curve needs at least {max(1, minimum_at_risk)} people; there are {people.n}.")
    followed = tuple(sorted(people.times))
    share, variance_sum = 1.0, 0.0
    points = [_point(0.0, people.n, 0, share, variance_sum, confidence, transform)]
    # People leave or drop out of sight at the same time: the leavers were still at risk (convention).
    for time, leavers in sorted(people.leaving_times.items()):
        at_risk = _count_from(followed, time)
        if at_risk < minimum_at_risk:
            break
        share *= 1 - leavers / at_risk
        variance_sum += leavers / (at_risk * (at_risk - leavers)) if at_risk > leavers else 0.0
        points.append(_point(time, at_risk, leavers, share, variance_sum, confidence, transform))
    # The product of fractions can miss one half by a rounding error.
    median = next((point.time for point in points if point.share <= 0.5 + 1e-12), None)
    ends_at = followed[-max(1, minimum_at_risk)]
    return SurvivalCurve(
        tuple(points), followed, ends_at, ends_at < max(people.times), median, confidence, transform
    )


def _count_from(ascending: Sequence[float], time: float) -> int:
    return len(ascending) - bisect_left(ascending, time)


def _point(
    time: float,
    at_risk: int,
    left: int,
    share: float,
    variance_sum: float,
    confidence: float,
    transform: Transform,
) -> SurvivalPoint:
    error = share * math.sqrt(variance_sum)
    if error == 0 or share == 0:
        limits = wilson(Rate(at_risk if share else 0, at_risk), confidence=confidence)
        return SurvivalPoint(time, at_risk, left, share, 0.0, limits.low, limits.high)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    if transform == "log":
        reach = z * math.sqrt(variance_sum)
        low, high = share * math.exp(-reach), min(1.0, share * math.exp(reach))
    else:
        reach = z * math.sqrt(variance_sum) / abs(math.log(share))
        low, high = share ** math.exp(reach), share ** math.exp(-reach)
    return SurvivalPoint(time, at_risk, left, share, error, low, high)


def survival_difference(a: SurvivalCurve, b: SurvivalCurve, *, time: float) -> SurvivalDifference:
    """Return the difference of two curves at one time (a minus b), in fractions.

    The distances of the log-log limits from both curves are squared and added, as Newcombe does with
    Wilson's: Zou & Donner, Stat Med 2008;27:1693. Refuses a time that either curve does not reach, and
    curves of another transform or confidence.
    """
    if (a.transform, a.confidence) != (b.transform, b.confidence) or a.transform != "log-log":
        raise ValueError("Both curves need log-log limits of the same confidence.")
    of_a, of_b = a.at(time), b.at(time)
    difference = of_a.share - of_b.share
    return SurvivalDifference(
        time=time,
        a=of_a,
        b=of_b,
        difference=difference,
        low=max(-1.0, difference - math.hypot(of_a.share - of_a.low, of_b.high - of_b.share)),
        high=min(1.0, difference + math.hypot(of_a.high - of_a.share, of_b.share - of_b.low)),
        confidence=a.confidence,
    )


def log_rank(a: Followed, b: Followed) -> LogRank:
    """Return the log-rank test of two groups (scipy's `logrank`, whose z is squared).

    The test uses every leaver, also beyond the point where the drawn curve is cut. Refuses an empty
    group and groups in which nobody left while both were followed.
    """
    from scipy.stats import CensoredData, logrank

    if a.n == 0 or b.n == 0:
        raise ValueError("A group without people cannot be compared.")
    times_a, times_b = sorted(a.times), sorted(b.times)
    expected_a, is_testable = 0.0, False
    for time, leavers in (a.leaving_times + b.leaving_times).items():
        in_a, in_b = _count_from(times_a, time), _count_from(times_b, time)
        expected_a += leavers * in_a / (in_a + in_b)
        # Where one group is no longer followed, or everyone leaves at once, an exit carries no information.
        is_testable = is_testable or (in_a > 0 and in_b > 0 and in_a + in_b > leavers)
    if not is_testable:
        raise ValueError("Nobody left while both groups were followed, so the curves cannot be compared.")
    result = logrank(*(CensoredData.right_censored(g.times, [not left for left in g.left]) for g in (a, b)))
    everybody = a.leavers + b.leavers
    return LogRank(
        chi_square=float(result.statistic) ** 2,
        p_value=float(result.pvalue),
        observed=(a.leavers, b.leavers),
        expected=(expected_a, everybody - expected_a),
    )
