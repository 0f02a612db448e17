"""What a wave is compared with, and which sums of answers other results show already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from mentoring.statistics import MINIMUM_GROUP
from surveys.enums import SurveyKind
from surveys.results.changes import shown_sums
from surveys.results.inputs import EarlierAnswers

# What one question was answered with, by wave and person.
Answered = Mapping[Any, Mapping[Any, float]]


class ClosedWave(NamedTuple):
    """A closed wave whose answers can be linked. `changes` are its figures of changes, as they are stored."""

    id: Any
    kind: str
    opened_on: date
    closed_at: datetime
    changes: Sequence[Mapping[str, Any]] = ()

    def shown_pairs(self, key: str) -> int:
        """Return how many pairs the shown rates or mean of the question's change are of; 0 if none is shown."""
        return next((it["n"] or 0 for it in self.changes if it["question"] == key and _has_sums(it)), 0)


def earlier_answers(
    key: str, type_: str, kind: str, opened_on: date, waves: Iterable[ClosedWave], answered: Answered
) -> EarlierAnswers | None:
    """Return what people answered to a question before: in start surveys, else in the latest wave; None if nowhere.

    `kind` and `opened_on` are those of the wave that is compared, `waves` all others that are closed. One number for
    each person, the latest.
    """
    asked = sorted((it for it in waves if it.id in answered), key=lambda it: (it.opened_on, it.id))
    used = _compared_with(kind, opened_on, asked)
    if not used:
        return None
    sources = _sources(used, answered)
    return EarlierAnswers(
        used[0].kind,
        used[0].opened_on,
        {person: answered[wave][person] for person, wave in sources.items()},
        sources,
        _shown(key, type_, asked, answered),
    )


def _compared_with(kind: str, opened_on: date, asked: Sequence[ClosedWave]) -> Sequence[ClosedWave]:
    before = [it for it in asked if it.opened_on < opened_on]
    starts = [it for it in before if it.kind == SurveyKind.START]
    return starts if starts and kind != SurveyKind.START else before[-1:]


def _sources(used: Sequence[ClosedWave], answered: Answered) -> dict[Any, Any]:
    """Return the wave of each person's answer."""
    return {person: wave.id for wave in used for person in answered[wave.id]}


def _shown(
    key: str, type_: str, asked: Sequence[ClosedWave], answered: Answered
) -> list[frozenset[Any]] | None:
    """Return the sets of answers whose sums results show: of everybody, and of pairs. None where that is unclear.

    The pairs of a shown change are found anew. Where their number is another, answers have been deleted since.
    """
    shown: list[frozenset[Any]] = []
    for wave in asked:
        people = answered[wave.id]
        if len(people) >= MINIMUM_GROUP:
            shown.append(frozenset((person, wave.id) for person in people))
        if not (pairs := wave.shown_pairs(key)):
            continue
        known = [it for it in asked if it.closed_at <= wave.closed_at]
        before = _sources(_compared_with(wave.kind, wave.opened_on, known), answered)
        both = [person for person in people if person in before]
        if len(both) != pairs:
            return None
        shown += shown_sums(type_, before, both, has_others=len(people) > len(both), wave=wave.id)
    return shown


def _has_sums(figure: Mapping[str, Any]) -> bool:
    return any(it["name"] in ("before", "change") and it["value"] is not None for it in figure["numbers"])
