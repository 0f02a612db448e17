"""How alike both groups are within the strata of the adjusted comparison: the balance after adjustment."""

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist, fmean, variance

from mentoring.statistics import (
    ADJUSTABLE_UP_TO,
    CHANCE,
    Baseline,
    Rate,
    cox_index,
    stratified_difference,
)
from mentoring.statistics import Stratum as RateStratum
from reports.outcomes.figures.attributes import KPI
from reports.outcomes.figures.people import Employee, level_order
from reports.outcomes.figures.strata import StratumMembers


def balance_within(strata: Sequence[StratumMembers], before: Sequence[Baseline]) -> dict[str, Baseline]:
    """Return each attribute's difference within strata, in the same standard deviations as before.

    Strata are weighted as in the adjusted difference, n_a n_b / (n_a + n_b). Strata that one group lacks are left
    out of both.
    """
    used = [stratum for stratum in strata if stratum.participants and stratum.others]
    if not used:
        return {}
    found = {}
    for baseline in before:
        value = _reader(baseline.attribute, used)
        after = _share_within(baseline, used) if value is None else _measure_within(baseline, used, value)
        if after is not None:
            found[baseline.attribute] = after
    return found


def remain_apart(after: Mapping[str, Baseline]) -> bool:
    """Return whether a difference over 0.25 and larger than chance is left within strata."""
    return any(
        abs(it.difference) > ADJUSTABLE_UP_TO and it.p_value * len(after) < CHANCE for it in after.values()
    )


def _reader(attribute: str, strata: Sequence[StratumMembers]) -> Callable[[Employee], float | None] | None:
    """Return what reads a measure of a person; None for an attribute with categories."""
    if attribute.startswith(KPI):
        return lambda person: person.readings.get(attribute.removeprefix(KPI))
    if attribute == "tenure":
        return lambda person: person.tenure_months
    if attribute == "level":
        levels = {p.level for it in strata for p in [*it.participants, *it.others]} - {""}
        order = level_order(sorted(levels))
        return None if order is None else lambda person: order.get(person.level)
    return None


def _measure_within(
    baseline: Baseline, strata: Sequence[StratumMembers], value: Callable[[Employee], float | None]
) -> Baseline | None:
    if baseline.means is None or not math.isfinite(baseline.difference) or not baseline.difference:
        return None
    total = weights = spread = 0.0
    for stratum in strata:
        a, b = (
            [found for person in group if (found := value(person)) is not None]
            for group in (stratum.participants, stratum.others)
        )
        if a and b:
            weight = len(a) * len(b) / (len(a) + len(b))
            total += weight * (fmean(a) - fmean(b))
            weights += weight
            spread += weight**2 * sum(variance(it) / len(it) for it in (a, b) if len(it) > 1)
    if not weights:
        return None
    # One standard deviation in the measure's own unit, as the difference before was expressed in it.
    deviation = (baseline.means[0] - baseline.means[1]) / baseline.difference
    z = total / math.sqrt(spread) if spread else math.copysign(math.inf, total) if total else 0.0
    return Baseline(
        baseline.attribute,
        total / weights / deviation,
        baseline.index,
        p_value=2 * NormalDist().cdf(-abs(z)),
    )


def _share_within(baseline: Baseline, strata: Sequence[StratumMembers]) -> Baseline | None:
    """Return the Cox index of the value that differed most before, from shares weighted over strata."""
    if baseline.value is None or baseline.value == "other":
        return None
    rates = [
        RateStratum(
            stratum.name,
            *(
                Rate(sum(getattr(p, baseline.attribute) == baseline.value for p in group), len(group))
                for group in (stratum.participants, stratum.others)
            ),
        )
        for stratum in strata
    ]
    found = stratified_difference(rates)
    n_a, n_b = sum(it.a.n for it in rates), sum(it.b.n for it in rates)
    events = sum(it.a.events for it in rates)
    # The share among others that would leave the weighted difference between the groups.
    other = min(1.0, max(0.0, events / n_a - found.adjusted))
    return Baseline(
        baseline.attribute,
        cox_index(Rate(events, n_a), Rate(round(other * n_b), n_b)),
        baseline.index,
        baseline.value,
        p_value=found.p_value,
    )
