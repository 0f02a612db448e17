"""Correct several comparisons of one family, so that one lucky figure is not read as a finding."""

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring.statistics.refusals import require_confidence, require_finite

FALSE_DISCOVERY_RATE = 0.05


@dataclass(frozen=True)
class Corrected:
    """Hold one p-value and the adjusted one; `stands` is whether it survives the correction."""

    p_value: float
    adjusted: float
    stands: bool


def correct_family(
    p_values: Mapping[str, float], *, rate: float = FALSE_DISCOVERY_RATE
) -> dict[str, Corrected]:
    """Return the Benjamini–Hochberg correction of the p-values of one family, by name.

    Source: JRSS-B 1995;57:289; scipy's `false_discovery_control`. A family (career, engagement, skills,
    satisfaction) has at most three primary figures and is corrected by itself. Refuses missing values
    and values outside 0 to 1. An empty family gives an empty answer.
    """
    require_confidence(rate)
    values = require_finite(p_values.values(), name="The p-values")
    if any(not 0 <= value <= 1 for value in values):
        raise ValueError("A p-value lies between 0 and 1.")
    if not values:
        return {}
    from scipy.stats import false_discovery_control

    adjusted = false_discovery_control(values, method="bh")
    return {
        name: Corrected(value, float(corrected), bool(corrected <= rate))
        for name, value, corrected in zip(p_values, values, adjusted, strict=True)
    }
