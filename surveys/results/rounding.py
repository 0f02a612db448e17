"""Numbers as anonymous results store them: rounded, so that no export discloses more than the page."""

from dataclasses import replace

from mentoring.statistics import Bound
from surveys.results.figure import Figure, Number

DIGITS = {"scale": 1, "value": 1, "sd": 1, "alpha": 2}


def rounded(figure: Figure, step: float) -> Figure:
    """Return the figure with one decimal, and shares and points in steps."""
    return replace(
        figure,
        numbers=tuple(_rounded(number, step) for number in figure.numbers),
        cells=tuple(
            replace(cell, share=in_steps(cell.share, step)) if cell.bound == Bound.EXACTLY else cell
            for cell in figure.cells
        ),
    )


def in_steps(share: float, step: float) -> float:
    """Return a share as a multiple of the step."""
    # 3 * 0.1 is not 0.3; and -0.0 would be printed with a sign.
    return round(round(share / step) * step, 2) + 0.0


def _rounded(number: Number, step: float) -> Number:
    if number.value is None or number.bound != Bound.EXACTLY or number.unit == "people":
        return number
    if number.unit in ("share", "points"):
        return replace(number, value=in_steps(number.value, step))
    return replace(number, value=round(number.value, DIGITS[number.unit]) + 0.0)
