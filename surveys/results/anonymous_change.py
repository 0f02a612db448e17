"""The favorable share compared with that of an earlier anonymous wave: unpaired, different people may have answered.

Calculated from what the results of the two waves show, so that the difference discloses nothing beyond them.
"""

from collections.abc import Mapping, Sequence

from mentoring.statistics import (
    MINIMUM_GROUP,
    Bound,
    Rate,
    detectable_rate_difference,
    rate_difference,
    result_state,
)
from surveys.results.anonymous_inputs import WITH_FAVORABLE_SHARE, AnonymousWave, EarlierShare
from surveys.results.changes import corrected
from surveys.results.figure import Figure, numbers
from surveys.results.inputs import is_favorable

NUMBER_OF_CELL = {"yes": 1.0, "no": 0.0}


def unpaired_figures(wave: AnonymousWave, questions: Sequence[Figure], *, is_low_rate: bool) -> list[Figure]:
    """Return the change of each question, after the correction for several comparisons.

    Left out where either result is hidden or a bound only: "90% or more" and a difference would give the share.
    """
    found = []
    for figure in questions:
        now, before = shown_share(figure.stored()), wave.earlier.get(figure.question)
        if now is not None and before is not None:
            found.append(_figure(wave, figure.question, now, before, is_low_rate=is_low_rate))
    return corrected(found)


def shown_share(figure: Mapping) -> tuple[int, int] | None:
    """Return (favorable answers, answers) of a stored figure that shows its counts; None where it does not."""
    counts = {cell["value"]: cell["count"] for cell in figure["cells"]}
    is_exact = all(number["bound"] == Bound.EXACTLY for number in figure["numbers"])
    if figure["measure"] not in WITH_FAVORABLE_SHARE or not counts or not is_exact or not figure["n"]:
        return None
    if figure["n"] < MINIMUM_GROUP or None in counts.values():
        return None
    favorable = sum(
        count
        for value, count in counts.items()
        if is_favorable(figure["measure"], NUMBER_OF_CELL[value] if value in NUMBER_OF_CELL else float(value))
    )
    return favorable, figure["n"]


def _figure(
    wave: AnonymousWave, key: str, now: tuple[int, int], before: EarlierShare, *, is_low_rate: bool
) -> Figure:
    difference = rate_difference(Rate(*now), Rate(before.favorable, before.n))
    state = result_state(
        has_data=True,
        is_suppressed=False,
        is_too_early=False,
        is_too_few=is_low_rate,
        has_comparison=True,
        is_comparable=True,
        excludes_zero=difference.excludes_zero,
    )
    found = (
        numbers(
            "points",
            rate_change=difference.difference,
            rate_change_low=difference.low,
            rate_change_high=difference.high,
        )
        + numbers("people", before_people=before.n)
        + numbers("share", before=difference.b.value, after=difference.a.value)
    )
    if not difference.excludes_zero:
        detectable = detectable_rate_difference(difference.b.value, difference.a.n, difference.b.n)
        found += numbers("points", detectable=detectable)
    return Figure(
        key=f"unpaired.{key}",
        measure="unpaired",
        state=state,
        as_of=wave.as_of,
        n=now[1],
        question=key,
        numbers=found,
        notes=(
            {"code": "since", "kind": before.kind, "opened_on": before.opened_on.isoformat()},
            *(({"code": "low_rate"},) if is_low_rate else ()),
            {"code": "unpaired"},
            {"code": "one_group"},
        ),
        p_value=None if is_low_rate else difference.p_value,
    )
