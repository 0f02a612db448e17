"""Summarize goals reached, recommendations, scales of several questions and agreement of two coders."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, variance

from mentoring.statistics.paired_rates import PairedCounts, paired_rate_difference
from mentoring.statistics.rates import Rate
from mentoring.statistics.refusals import require_confidence, require_count, require_finite

# Above this mean T over a cohort the goals were set too easy (measurement, 2.10).
TOO_EASY_ABOVE = 60.0
EXPECTED_CORRELATION = 0.3


def attainment_t(
    levels: Sequence[int], weights: Sequence[float] | None = None, *, rho: float = EXPECTED_CORRELATION
) -> float:
    """Return Goal Attainment Scaling's T of one person: 50 when all goals came out as expected.

    T = 50 + 10 Σwx / sqrt((1 - ρ) Σw² + ρ (Σw)²), levels x from -2 to 2, all weights 1 unless given.
    Source: Kiresuk & Sherman 1968; Turner-Stokes, Clin Rehabil 2009;23:362 with its erratum (the first
    printing's denominator is wrong). Refuses no goals, levels outside -2 to 2 and weights not positive.
    """
    if not levels or any(level not in (-2, -1, 0, 1, 2) for level in levels):
        raise ValueError("Attainment needs at least one goal, each from -2 to 2.")
    used = require_finite(weights if weights is not None else [1.0] * len(levels), name="The weights")
    if len(used) != len(levels) or min(used) <= 0:
        raise ValueError("Each goal needs one weight above zero.")
    if not 0 <= rho <= 1:
        raise ValueError("The expected correlation lies between 0 and 1.")
    total = sum(weight * level for weight, level in zip(used, levels, strict=True))
    spread = (1 - rho) * sum(weight**2 for weight in used) + rho * sum(used) ** 2
    return 50 + 10 * total / math.sqrt(spread)


def attained(levels: Sequence[int]) -> Rate:
    """Return how many goals came out as expected or better (level 0 and up). Refuses levels beyond ±2."""
    if any(level not in (-2, -1, 0, 1, 2) for level in levels):
        raise ValueError("Each goal's level lies between -2 and 2.")
    return Rate(sum(level >= 0 for level in levels), len(levels))


def objective_attainment(*, baseline: float, target: float, actual: float) -> float:
    """Return (actual - baseline) / (target - baseline) as a fraction, below 0 and above 1 included.

    The direction is in the target: it may lie below the baseline. Refuses a target equal to the
    baseline and missing values.
    """
    start, goal, now = require_finite([baseline, target, actual], name="The objective")
    if goal == start:
        raise ValueError("The target is the same as the baseline, so there is no way to go.")
    return (now - start) / (goal - start)


@dataclass(frozen=True)
class RecommendScore:
    """Hold promoters (9, 10) minus detractors (0 to 6) as a fraction of all, from -1 to 1."""

    promoters: int
    passives: int
    detractors: int
    score: float
    standard_error: float
    low: float
    high: float
    confidence: float


def recommend_score(
    *, promoters: int, passives: int, detractors: int, confidence: float = 0.95
) -> RecommendScore:
    """Return the recommend score with sqrt((P + D - score²) / n) as standard error (fractions).

    The interval is score ± z errors, cut at -1 and 1. Where all people are of one kind that error is
    zero; the interval is then Newcombe's for two shares of the same people. Refuses no answers.
    """
    require_confidence(confidence)
    counts = (promoters, passives, detractors)
    n = sum(require_count(count, name="The number of answers") for count in counts)
    if n == 0:
        raise ValueError("Nobody answered.")
    score = (promoters - detractors) / n
    error = math.sqrt(max(0.0, (promoters + detractors) / n - score**2) / n)
    if n in counts:
        same = PairedCounts(both=0, only_after=promoters, only_before=detractors, neither=passives)
        limits = paired_rate_difference(same, confidence=confidence)
        return RecommendScore(*counts, score, 0.0, limits.low, limits.high, confidence)
    reach = NormalDist().inv_cdf(0.5 + confidence / 2) * error
    return RecommendScore(
        *counts, score, error, max(-1.0, score - reach), min(1.0, score + reach), confidence
    )


def count_recommendations(answers: Sequence[int]) -> tuple[int, int, int]:
    """Return how many promoters (9, 10), passives (7, 8) and detractors (0 to 6) there are.

    Refuses answers that are not whole numbers from 0 to 10.
    """
    if any(answer not in range(11) for answer in answers):
        raise ValueError("Each answer is a whole number from 0 to 10.")
    promoters = sum(answer >= 9 for answer in answers)
    detractors = sum(answer <= 6 for answer in answers)
    return promoters, len(answers) - promoters - detractors, detractors


def cronbach_alpha(rows: Sequence[Sequence[float]]) -> float:
    """Return Cronbach's alpha of a scale: one row per person, one value per question, complete.

    k / (k - 1) (1 - Σ item variances / variance of the sums): Cronbach, Psychometrika 1951;16:297. At
    most 1; negative when the questions contradict each other. Refuses fewer than two people or
    questions, missing values, and sums that are all the same.
    """
    table = [require_finite(row, name="The answers") for row in rows]
    if len(table) < 2 or len(table[0]) < 2 or len({len(row) for row in table}) != 1:
        raise ValueError("Alpha needs two people and two questions at least, and every answer.")
    questions = len(table[0])
    of_sums = variance([math.fsum(row) for row in table])
    if of_sums == 0:
        raise ValueError("All people have the same sum, so alpha is not defined.")
    of_items = math.fsum(variance(column) for column in zip(*table, strict=True))
    return questions / (questions - 1) * (1 - of_items / of_sums)


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Return the agreement of two coders beyond chance, unweighted: 1 is perfect, 0 chance.

    One code per comment in the same order; Cohen, Educ Psychol Meas 1960;20:37. Refuses lists of
    different length, none at all, and coders who both used one and the same code throughout.
    """
    if len(first) != len(second) or not first:
        raise ValueError("Both coders need one code for each comment.")
    n = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True))
    counts_first, counts_second = Counter(first), Counter(second)
    by_chance = sum(counts_first[code] * counts_second[code] for code in counts_first)
    if by_chance == n * n:
        raise ValueError("Both coders used a single code, so chance alone explains their agreement.")
    return (agreed * n - by_chance) / (n * n - by_chance)
