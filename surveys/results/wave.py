"""All figures of a wave, from its answers. Pure; scipy loads inside, so this belongs in a job."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

from mentoring.statistics import MINIMUM_GROUP, ResultState
from surveys.results.changes import change_figures
from surveys.results.comments import NameMask, shown_comments
from surveys.results.early_late import early_late_figures
from surveys.results.figure import Figure
from surveys.results.inputs import WaveInput
from surveys.results.levels import question_figure
from surveys.results.participation import is_early, is_low_rate, participation_figures
from surveys.results.scales import scale_figures

# A change of definition or method. Results keep the version with which they were calculated.
METHOD_VERSION = 1


def wave_figures(wave: WaveInput) -> list[Figure]:
    """Return participation, every question, scales, changes and early against late. Under five answers: no figures.

    Questions are in the survey's order. Texts have no figure.
    """
    participation = participation_figures(wave)
    if len(wave.answers) < MINIMUM_GROUP:
        return participation
    early, low = is_early(wave), is_low_rate(wave)
    questions = [
        figure
        for question in wave.questions
        for figure in [question_figure(wave, question, is_early=early, is_low_rate=low)]
        if figure is not None
    ]
    changes = change_figures(wave)
    comparisons = [*changes, *early_late_figures(wave, changes)]
    return [
        *participation,
        *questions,
        *scale_figures(wave),
        *_without_verdict(comparisons, when=low or early),
    ]


def _without_verdict(figures: Iterable[Figure], *, when: bool) -> list[Figure]:
    """Return the figures with no words such as "higher" where too few answered, or too early."""
    if not when:
        return list(figures)
    judged = (ResultState.DETECTABLE_DIFFERENCE, ResultState.NO_DETECTABLE_DIFFERENCE)
    return [
        replace(it, state=ResultState.TOO_FEW, notes=(*it.notes, {"code": "low_rate"}))
        if it.state in judged
        else it
        for it in figures
    ]


def wave_comments(wave: WaveInput, names: NameMask, *, random: Random) -> dict[str, list[str] | None]:
    """Return the comments by question; None where they are hidden."""
    return {
        question.key: shown_comments(wave, question, names, random=random)
        for question in wave.questions
        if question.type == "short_text"
    }


def stored_figures(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [figure.stored() for figure in figures]
