"""Judge whether two groups were alike before the program began.

What Works Clearinghouse, Standards Handbook: Hedges' g for measures, the Cox index for shares, and the
worst of all decides.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean, stdev

from mentoring.statistics.effects import hedges_correction, independent_effect
from mentoring.statistics.rates import Rate, association
from mentoring.statistics.refusals import require_count, require_finite

COMPARABLE_UP_TO = 0.05
ADJUSTABLE_UP_TO = 0.25
# Values that fewer people share than this (both groups together) are judged as one value "other".
MINIMUM_PEOPLE_PER_VALUE = 10
# Puts the log odds ratio on the scale of standard deviations: Cox 1970, as the WWC uses it.
COX_DIVISOR = 1.65
# A difference is larger than chance below this p-value, over all attributes together.
CHANCE = 0.05


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
    values: the baseline still decides the badge, without its number. `p_value` is of "drawn from one population";
    `exceeds_chance` is its verdict after Holm's correction over all attributes (`judge_comparability`).
    """

    attribute: str
    difference: float
    index: str
    value: str | None = None
    means: tuple[float, float] | None = None
    is_disclosed: bool = True
    p_value: float = 0.0
    exceeds_chance: bool = True

    @property
    def badge(self) -> Badge:
        """Return the badge of this attribute alone."""
        return badge_of(self.difference, exceeds_chance=self.exceeds_chance)


@dataclass(frozen=True)
class Comparability:
    """Hold the badge of a comparison, the attribute that decided it and all that were looked at."""

    badge: Badge
    worst: Baseline
    baselines: tuple[Baseline, ...]


def badge_of(difference: float, *, exceeds_chance: bool = True) -> Badge:
    """Return the badge for one difference in standard deviations, either sign. Refuses NaN.

    Small groups drawn at random often differ by more than 0.25. Only a difference that is also larger than chance
    would make it at these sizes (`exceeds_chance`) shows that the groups are of different kinds; any other is
    adjusted for.
    """
    if math.isnan(difference):
        raise ValueError("A difference that is missing cannot be judged.")
    if abs(difference) <= COMPARABLE_UP_TO:
        return Badge.COMPARABLE
    is_apart = abs(difference) > ADJUSTABLE_UP_TO and exceeds_chance
    return Badge.NOT_COMPARABLE if is_apart else Badge.ADJUSTMENT_REQUIRED


def judge_comparability(baselines: Sequence[Baseline]) -> Comparability:
    """Return the badge that the worst attribute earns, after Holm's correction of all attributes at 5 %.

    Source: Holm, Scand J Stat 1979;6:65. Refuses a comparison without any attribute.
    """
    if not baselines:
        raise ValueError("Nothing is known about the groups before the start, so nothing can be judged.")
    beyond = _exceed_chance([baseline.p_value for baseline in baselines])
    judged = tuple(
        replace(baseline, exceeds_chance=exceeds) for baseline, exceeds in zip(baselines, beyond, strict=True)
    )
    worst = max(judged, key=lambda baseline: (list(Badge).index(baseline.badge), abs(baseline.difference)))
    return Comparability(worst.badge, worst, judged)


def _exceed_chance(p_values: Sequence[float]) -> list[bool]:
    """Return for each p-value whether it is rejected by Holm's step-down procedure."""
    found = [False] * len(p_values)
    for step, at in enumerate(sorted(range(len(p_values)), key=lambda n: p_values[n])):
        if p_values[at] > CHANCE / (len(p_values) - step):
            break
        found[at] = True
    return found


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
        return Baseline(attribute, apart, "Hedges g", means=means, p_value=0.0 if distance else 1.0)
    g = independent_effect(*means, sd_first, sd_second, len(first), len(second))
    return Baseline(
        attribute,
        g.corrected,
        "Hedges g",
        means=means,
        p_value=_welch(means, (sd_first, sd_second), (len(first), len(second))),
    )


def _welch(means: tuple[float, float], deviations: tuple[float, float], sizes: tuple[int, int]) -> float:
    """Return the two-sided p-value of Welch's t test (scipy)."""
    from scipy.stats import ttest_ind_from_stats

    a, b = zip(means, deviations, sizes, strict=True)
    return float(ttest_ind_from_stats(*a, *b, equal_var=False).pvalue)


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
    counts: dict[str, tuple[int, int]] = {}
    rare_a = rare_b = 0
    for value in sorted(a.keys() | b.keys()):
        in_a, in_b = a.get(value, 0), b.get(value, 0)
        if in_a + in_b < minimum:
            rare_a, rare_b = rare_a + in_a, rare_b + in_b
        else:
            counts[value] = (in_a, in_b)
    if rare_a + rare_b >= minimum:
        # A department may be called "other", too.
        in_a, in_b = counts.get("other", (0, 0))
        counts["other"] = (in_a + rare_a, in_b + rare_b)
    if not counts:
        return Baseline(attribute, 0.0, "Cox index", p_value=1.0)
    rates = {value: (Rate(in_a, n_a), Rate(in_b, n_b)) for value, (in_a, in_b) in counts.items()}
    differences = {value: cox_index(*pair) for value, pair in rates.items()}
    worst = max(differences, key=lambda value: abs(differences[value]))
    # The value that differs most was picked from several, so each of them counts (Bonferroni). Of two, one is enough.
    tests = len(rates) - (len(rates) == 2)
    p_value = min(1.0, tests * association(*rates[worst]).p_value) if differences[worst] else 1.0
    # A difference of nothing has no value that differs most.
    return Baseline(
        attribute,
        differences[worst],
        "Cox index",
        worst if differences[worst] else None,
        p_value=p_value,
    )
