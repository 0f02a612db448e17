"""Scales from values to pixels, and axis ticks."""

import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from babel import numbers

from mentoring.ui import formats

LARGEST = sys.float_info.max
Value = float | int | None
Format = Callable[[float], str]


def finite(values: Iterable[Value]) -> list[float]:
    """Return the values that are not missing, infinite or NaN."""
    return [float(value) for value in values if value is not None and math.isfinite(value)]


def plain(value: float) -> str:
    """Return a number as short text: 12, 1.5, 25,000, or 2E20 for very large ones."""
    if value and not 1e-4 <= abs(value) < 1e9:
        return numbers.format_scientific(value, format="0.##E0", locale=formats.current_locale())
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    if 0 < abs(value) < 0.1:
        digits = 4
    return formats.number(value, digits)


def share(value: float) -> str:
    return formats.percent(value)


def decimals(digits: int) -> Format:
    """Return a format with exactly this many decimals."""

    def show(value: float) -> str:
        return numbers.format_decimal(
            value, format="#,##0." + "0" * digits if digits else "#,##0", locale=formats.current_locale()
        ).replace("-", formats.MINUS)

    return show


@dataclass(frozen=True)
class Scale:
    """A linear scale from [low, high] to [start, end]; values outside are clamped."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        # Divided first, because the difference of two large numbers can be infinite.
        size = max(abs(self.low), abs(self.high)) or 1.0
        span = self.high / size - self.low / size
        part = (value / size - self.low / size) / span if span else 0.5
        return self.start + min(max(part, 0.0), 1.0) * (self.end - self.start)


def bounds(values: Iterable[Value], *, from_zero: bool = True) -> tuple[float, float]:
    """Return an interval around the values that is never empty."""
    drawn = finite(values)
    low, high = (min(drawn), max(drawn)) if drawn else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        room = abs(low) * 0.1 or 1.0
        low, high = (low if from_zero else max(low - room, -LARGEST)), min(high + room, LARGEST)
    return low, high


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Return round numbers that cover [low, high], about `count` steps apart.

    The first is at or below low and the last at or above high, so an axis made of them holds every value.
    """
    size = max(abs(low), abs(high))
    if not 1e-200 < size < 1e200 or (high - low) / size < 1e-9:
        return [low, high]
    rough = (high - low) / max(count, 1)
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(m * magnitude for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * magnitude >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [0.0 if i == 0 else float(f"{i * step:.12g}") for i in range(first, last + 1)]
