"""Refuse numbers that cannot be counted or measured, with a sentence a person can read."""

import math
from collections.abc import Iterable


def require_count(value: int, *, name: str) -> int:
    """Return `value` as an int, refusing what is not a whole number of zero or more.

    numpy's integers are accepted, booleans and fractions are not.
    """
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise ValueError(f"{name} must be a whole number, not {value!r}.")
    number = value.__index__()
    if number < 0:
        raise ValueError(f"{name} cannot be negative ({number}).")
    return number


def require_finite(values: Iterable[float], *, name: str) -> list[float]:
    """Return the values as floats, refusing missing (NaN) and infinite ones.

    A missing value is never dropped silently: the caller leaves it out and reports how many.
    """
    numbers = [float(value) for value in values]
    if not all(math.isfinite(number) for number in numbers):
        raise ValueError(f"{name} contains a missing or infinite value; leave it out and report how many.")
    return numbers


def require_confidence(confidence: float) -> float:
    """Return the confidence level (0.95 for 95 %), refusing what does not lie strictly between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence level must lie between 0 and 1, not {confidence!r}.")
    return confidence


def require_same_length(first: list[float], second: list[float], *, names: tuple[str, str]) -> None:
    """Refuse two lists that should have one entry per person and do not."""
    if len(first) != len(second):
        raise ValueError(
            f"{names[0]} has {len(first)} values and {names[1]} has {len(second)}; each person needs both."
        )
