"""Who answered an anonymous wave: the rate, and the rate by the first attribute.

By one attribute only: of those who did not answer nobody knows who belongs to two groups, so what could be calculated
from two attributes together cannot be checked.
"""

from collections import Counter
from dataclasses import replace

from mentoring.statistics import MINIMUM_GROUP, ResultState
from surveys.results.anonymous_inputs import AnonymousWave, Key
from surveys.results.disclosure import MOST_VALUES, Disclosure
from surveys.results.figure import Figure, Number
from surveys.results.participation import gap_figures, hidden_figure, rate_figure
from surveys.results.rounding import rounded


def anonymous_participation(wave: AnonymousWave, disclosure: Disclosure) -> list[Figure]:
    """Return the rate of everybody, of the groups that may be shown, and the largest gap."""
    total = rate_figure("response", wave.as_of, wave.answered, wave.invited)
    if not disclosure.allows_figures:
        return [total]
    if not disclosure.allows_counts:
        return [_without_counts(total, disclosure)]
    groups = _groups(wave) if disclosure.allows_groups else []
    gaps = gap_figures(wave.as_of, groups, wave.answered, wave.invited)
    return [rounded(figure, disclosure.step) for figure in (total, *groups, *gaps)]


def values_of(wave: AnonymousWave, attribute: str) -> list[Key]:
    """Return the largest groups of an attribute by the number of people invited, in the order of their names."""
    sizes = [(key, size) for key, size in wave.invited_by.items() if key[0] == attribute]
    largest = sorted(sizes, key=lambda each: (-each[1], each[0]))[:MOST_VALUES]
    return sorted(key for key, _size in largest)


def _without_counts(total: Figure, disclosure: Disclosure) -> Figure:
    found = (
        Number(it.name, None, it.unit, is_withheld=True) if it.name in ("answered", "rate") else it
        for it in total.numbers
        if not it.name.startswith("rate_")
    )
    return replace(
        total,
        n=None,
        numbers=(*found, Number("rounded_to", disclosure.step, "share")),
        notes=({"code": "few_silent"},),
    )


def _groups(wave: AnonymousWave) -> list[Figure]:
    if not wave.attributes:
        return []
    attribute = wave.attributes[0]
    values = values_of(wave, attribute)
    if len(values) < 2:
        return []
    halves = {
        key: (wave.answered_by.get(key, 0), wave.invited_by[key] - wave.answered_by.get(key, 0))
        for key in values
    }
    shown = {key for key, half in halves.items() if min(half) >= MINIMUM_GROUP}
    # The groups of one attribute do not overlap: besides them only what is left of everybody can be calculated.
    while shown and not all(
        rest == 0 or rest >= MINIMUM_GROUP
        for rest in (
            wave.answered - sum(halves[key][0] for key in shown),
            wave.invited - wave.answered - sum(halves[key][1] for key in shown),
        )
    ):
        shown.remove(min(shown, key=lambda key: (sum(halves[key]), key)))
    return [
        rate_figure(
            f"response.{attribute}.{key[1]}", wave.as_of, halves[key][0], wave.invited_by[key],
            attribute=attribute, value=key[1],
        )
        if key in shown
        else hidden_figure(f"response.{attribute}.{key[1]}", wave.as_of, attribute, key[1])
        for key in values
    ]  # fmt: skip


def shown_with_counts(wave: AnonymousWave, participation: list[Figure]) -> set[Key]:
    """Return the groups of which the number of answers may be shown.

    Not where the answers have coarser segments: the difference would disclose people.
    """
    stored: Counter[Key] = Counter()
    for segments, count in wave.responses.items():
        stored.update(dict.fromkeys(segments, count))
    return {
        key
        for figure in participation
        if figure.measure == "response" and figure.attribute and figure.state != ResultState.SUPPRESSED
        for key in [(figure.attribute, figure.value)]
        if stored[key] == wave.answered_by.get(key)
    }
