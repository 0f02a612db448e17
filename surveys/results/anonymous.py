"""The figures of an anonymous wave, calculated once at its close. Pure; scipy loads inside.

Percentages are whole and means have one decimal where they are stored, so that no export discloses more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mentoring.statistics import MINIMUM_GROUP, Bound, ResultState
from surveys.library.scales import SCALES
from surveys.results.anonymous_change import unpaired_figures
from surveys.results.anonymous_groups import breakdown_figures
from surveys.results.anonymous_inputs import WITH_FAVORABLE_SHARE, AnonymousWave
from surveys.results.anonymous_participation import anonymous_participation
from surveys.results.disclosure import Disclosure
from surveys.results.figure import Figure, Number
from surveys.results.levels import question_figure
from surveys.results.participation import LOW_RATE
from surveys.results.rounding import rounded
from surveys.results.scales import scale_figure


def anonymous_figures(wave: AnonymousWave) -> list[Figure]:
    """Return participation, every question, its breakdowns, scales and changes. Under five answers: no figures.

    Questions are in the survey's order. Early and late answers and changes of the same people cannot be compared: no
    times are stored, and nothing joins two answers of one person.
    """
    disclosure = Disclosure.of(wave)
    participation = anonymous_participation(wave, disclosure)
    if not disclosure.allows_figures:
        return participation
    is_low = wave.answered < LOW_RATE * wave.invited
    questions = [
        figure
        for question in wave.questions
        for figure in [question_figure(question, question.asked, is_early=False, is_low_rate=is_low)]
        if figure is not None
    ]
    figures = [*questions, *_scales(wave)]
    figures += unpaired_figures(wave, questions, is_low_rate=is_low) if disclosure.allows_counts else []
    groups = breakdown_figures(wave, participation, disclosure)
    return [*participation, *(sealed(it, disclosure) for it in figures), *groups]


def _scales(wave: AnonymousWave) -> list[Figure]:
    asked = {question.asked.key for question in wave.questions if question.asked.type == "agreement5"}
    found = []
    for scale, patterns in wave.scales.items():
        rows = [row for row, count in sorted(patterns.items()) for _ in range(count) if row]
        keys = [key for key in SCALES[scale] if key in asked]
        found.append(scale_figure(scale, keys, rows, as_of=wave.as_of, partial=patterns.get((), 0)))
    return found


def sealed(figure: Figure, disclosure: Disclosure) -> Figure:
    """Return a figure of everybody as it may be stored: rounded, and without counts where those are hidden."""
    figure = rounded(figure, disclosure.step)
    if (
        figure.measure in WITH_FAVORABLE_SHARE
        and figure.numbers[:1]
        and figure.numbers[0].bound != Bound.EXACTLY
    ):
        # The favorable answers add up to the share that is shown as a bound only.
        figure = replace(figure, cells=tuple(cell for cell in figure.cells if cell.bound != Bound.EXACTLY))
    return figure if disclosure.allows_counts else without_counts(figure)


def without_counts(figure: Figure) -> Figure:
    """Return the figure without numbers of people, and without intervals: their width would disclose the number."""
    return replace(
        figure,
        n=None,
        left_out=None,
        numbers=tuple(_withheld(it) for it in figure.numbers if not it.name.endswith(("_low", "_high"))),
        cells=tuple(replace(cell, count=None) for cell in figure.cells),
    )


def _withheld(number: Number) -> Number:
    return replace(number, value=None, is_withheld=True) if number.unit == "people" else number


def published_again(stored: Sequence[dict], new: Iterable[Figure]) -> list[dict]:
    """Return what may be stored in place of earlier results, when answers have been added to a wave.

    Two publications differ by at least five answers or not at all, in each figure: of everybody those are replaced that
    have at least five answers more. Breakdowns stay: they are calculated once, and of the added answers nothing is
    known but their sum. Where counts are hidden, everything stays.
    """
    fresh = {figure.key: figure.stored() for figure in new}
    before = {figure["key"]: figure for figure in stored}
    response, response_now = before.get("response"), fresh.get("response")
    if response is None or response["state"] == ResultState.SUPPRESSED:
        return list(fresh.values())
    if response_now is None or not _has_grown(response, response_now):
        return list(stored)
    return [
        fresh[key] if key in fresh and not figure["attribute"] and _has_grown(figure, fresh[key]) else figure
        for key, figure in before.items()
    ]


def _has_grown(before: dict, now: dict) -> bool:
    if before["measure"] == "unpaired":
        return False
    if before["state"] in (ResultState.SUPPRESSED, ResultState.NO_DATA):
        return now["n"] is not None and now["n"] >= MINIMUM_GROUP
    return before["n"] is not None and now["n"] is not None and now["n"] - before["n"] >= MINIMUM_GROUP
