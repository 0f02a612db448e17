"""The favorable share of each question by one attribute at a time. Exploratory: no group is called better or worse."""

from dataclasses import replace

from mentoring.statistics import MINIMUM_GROUP, ResultState
from surveys.results.anonymous_inputs import WITH_FAVORABLE_SHARE, AnonymousWave, Key, TalliedQuestion
from surveys.results.anonymous_participation import shown_with_counts, values_of
from surveys.results.disclosure import STEPS, Disclosure, rounding_step, shown_groups
from surveys.results.figure import Figure
from surveys.results.levels import share_numbers
from surveys.results.participation import hidden_figure
from surveys.results.rounding import rounded


def breakdown_figures(
    wave: AnonymousWave, participation: list[Figure], disclosure: Disclosure
) -> list[Figure]:
    """Return a figure for each group of each question; one that may not be shown has no numbers.

    The number of answers, and the interval that would tell it, only of groups whose response is shown.
    """
    if not disclosure.allows_groups:
        return []
    with_counts = shown_with_counts(wave, participation)
    values = [key for attribute in wave.attributes for key in _several(wave, attribute)]
    found = []
    for question in wave.questions:
        if question.asked.type in WITH_FAVORABLE_SHARE and question.sizes:
            shown = shown_groups(question, wave.attributes, values)
            found += [
                _figure(question, key, has_counts=key in with_counts, invited=wave.invited_by[key])
                if key in shown
                else hidden_figure(_key(question, key), wave.as_of, *key, measure="breakdown",
                                   question=question.asked.key)
                for key in values
            ]  # fmt: skip
    return found


def _several(wave: AnonymousWave, attribute: str) -> list[Key]:
    values = values_of(wave, attribute)
    return values if len(values) > 1 else []


def _key(question: TalliedQuestion, key: Key) -> str:
    return f"breakdown.{question.asked.key}.{key[0]}.{key[1]}"


def _figure(question: TalliedQuestion, key: Key, *, has_counts: bool, invited: int) -> Figure:
    inside = [segments for segments in question.sizes if key in segments]
    n = sum(question.sizes[segments] for segments in inside)
    favorable = sum(question.favorable[segments] for segments in inside)
    figure = Figure(
        key=_key(question, key),
        measure="breakdown",
        state=ResultState.NO_COMPARISON,
        as_of=question.as_of,
        n=n,
        question=question.asked.key,
        attribute=key[0],
        value=key[1],
        numbers=share_numbers("favorable", favorable, n),
    )
    if has_counts:
        return rounded(figure, STEPS[0])
    step = rounding_step(max(MINIMUM_GROUP, min(n, invited - MINIMUM_GROUP + 1)))
    return rounded(replace(figure, n=None, numbers=figure.numbers[:1]), step)
