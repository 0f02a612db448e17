"""What a wave is compared with, and which sums of it earlier results have shown already."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

from mentoring.statistics import MINIMUM_GROUP
from surveys.enums import SurveyKind
from surveys.results.changes import add_up, shown_sums
from surveys.results.inputs import EarlierAnswers

# (wave, kind of survey, first day)
EarlierWave = tuple[Hashable, str, date]


def earlier_answers(
    type_: str,
    kind: str,
    waves: Sequence[EarlierWave],
    answered: Mapping[Any, Mapping[Any, float]],
) -> EarlierAnswers:
    """Return what people answered to a question before, by wave and person: in start surveys, else in the latest wave.

    `waves` are in order, and `kind` is that of the survey that is compared. One number for each person, the latest.
    """
    asked = [each for each in waves if each[0] in answered]
    used = _compared_with(kind, asked)
    sources = _sources(used, answered)
    return EarlierAnswers(
        used[0][1],
        used[0][2],
        {person: answered[wave][person] for person, wave in sources.items()},
        sources,
        _shown(type_, asked, answered),
    )


def _compared_with(kind: str, asked: Sequence[EarlierWave]) -> Sequence[EarlierWave]:
    starts = [each for each in asked if each[1] == SurveyKind.START]
    return starts if starts and kind != SurveyKind.START else asked[-1:]


def _sources(
    used: Sequence[EarlierWave], answered: Mapping[Any, Mapping[Any, float]]
) -> dict[Hashable, Hashable]:
    """Return the wave of each person's answer."""
    return {person: wave for wave, _kind, _day in used for person in answered[wave]}


def _shown(
    type_: str, asked: Sequence[EarlierWave], answered: Mapping[Any, Mapping[Any, float]]
) -> list[frozenset[Hashable]]:
    """Return the sets of answers whose sums the results of the waves show: of everybody, and of changes if allowed."""
    shown: list[frozenset[Hashable]] = []
    for number, (wave, kind, _day) in enumerate(asked):
        people = answered[wave]
        if len(people) >= MINIMUM_GROUP:
            shown.append(frozenset((person, wave) for person in people))
        before = _sources(_compared_with(kind, asked[:number]), answered)
        both = [person for person in people if person in before]
        sums = shown_sums(type_, before, both, has_others=len(people) > len(both), wave=wave)
        if sums and not add_up([*shown, *sums]):
            shown += sums
    return shown
