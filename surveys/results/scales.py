"""Scales of several questions: reliability and, where it suffices, a mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean
from typing import cast

from mentoring.statistics import MINIMUM_GROUP, ResultState, cronbach_alpha
from surveys.library.scales import SCALES
from surveys.results.figure import CONFIDENCE, Figure, numbers, withheld
from surveys.results.inputs import WaveInput

# A mean is shown from here on (measurement, 2.11).
MINIMUM_ALPHA = 0.7
MINIMUM_ANSWERS = 30


def scale_figures(wave: WaveInput) -> list[Figure]:
    """Return each scale of which at least two questions were asked. `n` counts people who answered all of them."""
    asked = {question.key for question in wave.questions if question.type == "agreement5"}
    found = []
    for scale, keys in SCALES.items():
        used = [key for key in keys if key in asked]
        if len(used) >= 2:
            rows = [
                [float(cast(float, it.values[key])) for key in used]
                for it in wave.answers
                if all(it.values.get(key) is not None for key in used)
            ]
            begun = sum(any(it.values.get(key) is not None for key in used) for it in wave.answers)
            found.append(scale_figure(scale, used, rows, as_of=wave.as_of, partial=begun - len(rows)))
    return found


def scale_figure(
    scale: str, keys: Sequence[str], rows: Sequence[Sequence[float]], *, as_of: date, partial: int = 0
) -> Figure:
    """Return a scale from the answers of the people who answered all of its questions.

    `partial` people answered some. With one to four of them there is no mean: it would disclose their answers,
    together with the results of the questions.
    """
    empty = Figure(
        key=f"scale.{scale}",
        measure="scale",
        state=ResultState.SUPPRESSED if rows else ResultState.NO_DATA,
        as_of=as_of,
        n=len(rows) if not rows or len(rows) >= MINIMUM_GROUP else None,
        question=scale,
        notes=({"code": "questions", "keys": list(keys)},),
    )
    if len(rows) < MINIMUM_GROUP:
        return empty
    # With every sum the same, alpha is not defined; the scale does not distinguish people then.
    sums = {sum(row) for row in rows}
    alpha = cronbach_alpha(rows) if len(sums) > 1 else None
    found = numbers("alpha", alpha=alpha)
    if len(rows) < MINIMUM_ANSWERS or alpha is None or alpha < MINIMUM_ALPHA:
        reason = "few_answers" if len(rows) < MINIMUM_ANSWERS else "low_reliability"
        return replace(
            empty, state=ResultState.TOO_FEW, numbers=found, notes=(*empty.notes, {"code": reason})
        )
    if 0 < partial < MINIMUM_GROUP:
        notes = (*empty.notes, {"code": "few_partial"})
        return replace(
            empty, state=ResultState.NO_COMPARISON, numbers=(*found, *withheld("scale", "mean")), notes=notes
        )
    mean, low, high = _mean([fmean(row) for row in rows])
    return replace(
        empty,
        state=ResultState.NO_COMPARISON,
        numbers=(*found, *numbers("scale", mean=mean, mean_low=low, mean_high=high)),
    )


def _mean(values: list[float]) -> tuple[float, float, float]:
    """Return the mean with its t interval (scipy)."""
    from scipy.stats import ttest_1samp

    limits = ttest_1samp(values, 0.0).confidence_interval(CONFIDENCE)
    return fmean(values), float(limits.low), float(limits.high)
