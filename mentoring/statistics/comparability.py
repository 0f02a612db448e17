"""Judge whether two groups were alike before the program began.

What Works Clearinghouse, Standards Handbook: Hedges' g for measures, the Cox index for shares, and the
worst of all decides.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, stdev

from mentoring.statistics.effects import hedges_correction, independent_effect
from mentoring.statistics.rates import Rate
from mentoring.statistics.refusals import require_count, require_finite

COMPARABLE_UP_TO = 0.05
ADJUSTABLE_UP_TO = 0.25
# Values that fewer people share than this (both groups together) are judged as one value "other".
MINIMUM_PEOPLE_PER_VALUE = 10
# Puts the log odds ratio on the scale of standard deviations: Cox 1970, as the WWC uses it.
COX_DIVISOR = 1.65


class Badge(StrEnum):
    """Name how far a comparison can be trusted, best first."""

    COMPARABLE = "comparable"
    ADJUSTMENT_REQUIRED = "adjusted_comparison_required"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True)
class Baseline:
    """Hold how far apart the groups were on one attribute, in standard deviations (a minus b).

    `index` is its name: Hedges' g or the Cox index; `value` is the category that differs most. `means` are those of a
    and b, in the measure's own unit; None for a share. `is_disclosed` is False where the number would disclose single
    values: the baseline still decides the badge, without its number.
    """

    attribute: str
    difference: float
    index: str
    value: str | None = None
    means: tuple[float, float] | None = None
    is_disclosed: bool = True

    @property
    def badge(self) -> Badge:
        """Return the badge of this attribute alone."""
        return badge_of(self.difference)


@dataclass(frozen=True)
class Comparability:
    """Hold the badge of a comparison, the attribute that decided it and all that were looked at."""

    badge: Badge
    worst: Baseline
    baselines: tuple[Baseline, ...]


def badge_of(difference: float) -> Badge:
    """Return the badge for one difference in standard deviations, either sign. Refuses NaN."""
    if math.isnan(difference):
        raise ValueError("A difference that is missing cannot be judged.")
    if abs(difference) <= COMPARABLE_UP_TO:
        return Badge.COMPARABLE
    return Badge.ADJUSTMENT_REQUIRED if abs(difference) <= ADJUSTABLE_UP_TO else Badge.NOT_COMPARABLE


def judge_comparability(baselines: Sequence[Baseline]) -> Comparability:
    """Return the badge that the worst attribute earns. Refuses a comparison without any attribute."""
    if not baselines:
        raise ValueError("Nothing is known about the groups before the start, so nothing can be judged.")
    worst = max(baselines, key=lambda baseline: abs(baseline.difference))
    return Comparability(badge_of(worst.difference), worst, tuple(baselines))


def measure_baseline(attribute: str, a: Sequence[float], b: Sequence[float]) -> Baseline:
    """Return Hedges' g of a measure from before the start (tenure in months, a rating, an ordered level).

    Where nobody differs within either group, equal means are 0 apart and unequal ones infinitely.
    Refuses groups of fewer than two and missing values.
    """
    first, second = require_finite(a, name="Group a"), require_finite(b, name="Group b")
    if min(len(first), len(second)) < 2:
        raise ValueError("At least two people in each group are needed to compare them.")
    sd_first, sd_second = stdev(first), stdev(second)
    means = (fmean(first), fmean(second))
    distance = means[0] - means[1]
    if sd_first == sd_second == 0:
        apart = math.copysign(math.inf, distance) if distance else 0.0
        return Baseline(attribute, apart, "Hedges g", means=means)
    g = independent_effect(*means, sd_first, sd_second, len(first), len(second))
    return Baseline(attribute, g.corrected, "Hedges g", means=means)


def cox_index(a: Rate, b: Rate) -> float:
    """Return the Cox index of two shares: J ln(odds ratio) / 1.65, in standard deviations.

    Half a person is added to every cell where one is empty (Haldane), or the index would be infinite.
    Refuses an empty group and fewer than three people in all.
    """
    if a.n == 0 or b.n == 0 or a.n + b.n < 3:
        raise ValueError("At least one person in each group and three in all are needed.")
    cells = [a.events, a.missed, b.events, b.missed]
    if a.events + b.events == 0 or a.missed + b.missed == 0:
        return 0.0
    if 0 in cells:
        cells = [cell + 0.5 for cell in cells]  # type: ignore[misc]  # counts become halves here only
    log_odds_ratio = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    return hedges_correction(a.n + b.n - 2) * log_odds_ratio / COX_DIVISOR


def share_baseline(
    attribute: str,
    a: Mapping[str, int],
    b: Mapping[str, int],
    *,
    minimum: int = MINIMUM_PEOPLE_PER_VALUE,
) -> Baseline:
    """Return the Cox index of the value whose shares differ most (department, location, a yes or no).

    `a` and `b` count people by value. Values with fewer than `minimum` people in all are joined as
    "other" first, because a handful of people differs between any two groups. Refuses an empty group.
    """
    for count in [*a.values(), *b.values()]:
        require_count(count, name="The number of people")
    n_a, n_b = sum(a.values()), sum(b.values())
    if n_a == 0 or n_b == 0:
        raise ValueError("A group without people cannot be compared.")
    differences: list[tuple[float, str | None]] = [(0.0, None)]
    rare_a = rare_b = 0
    for value in sorted(a.keys() | b.keys()):
        in_a, in_b = a.get(value, 0), b.get(value, 0)
        if in_a + in_b < minimum:
            rare_a, rare_b = rare_a + in_a, rare_b + in_b
        else:
            differences.append((cox_index(Rate(in_a, n_a), Rate(in_b, n_b)), value))
    if rare_a + rare_b >= minimum:
        differences.append((cox_index(Rate(rare_a, n_a), Rate(rare_b, n_b)), "other"))
    difference, worst = max(differences, key=lambda entry: abs(entry[0]))
    return Baseline(attribute, difference, "Cox index", worst)
