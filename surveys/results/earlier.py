"""What a wave is compared with, and which sums of answers other results show already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from mentoring.statistics import MINIMUM_GROUP
from surveys.enums import SurveyKind
from surveys.results.figure import SUMS_OF_CHANGE
from surveys.results.inputs import EarlierAnswers
from surveys.results.sums import WITH_SUMS, Sums, answers_of, sums_of_change

# What one question was answered with, by wave and person.
Answered = Mapping[Any, Mapping[Any, float]]


class ClosedWave(NamedTuple):
    """A closed wave whose answers can be linked.

    `figures` are its changes and comparisons of late answers, as they were stored at `calculated_at`. `late` says of
    each person whether they answered after the first reminder.
    """

    id: Any
    kind: str
    opened_on: date
    closed_at: datetime
    calculated_at: datetime | None = None
    figures: Sequence[Mapping[str, Any]] = ()
    late: Mapping[Any, bool | None] = {}

    def shown_pairs(self, key: str) -> int:
        """Return how many pairs the shown rates or mean of the question's change are of; 0 if none is shown."""
        return next(
            (
                it["n"] or 0
                for it in self.figures
                if it["key"] == f"change.{key}" and _numbers_of(it).keys() & set(SUMS_OF_CHANGE)
            ),
            0,
        )

    def shown_halves(self, key: str) -> tuple[int, int] | None:
        """Return how many early and late answers were compared; None if they were not."""
        for it in self.figures:
            if it["key"] == f"late.{key}":
                found = _numbers_of(it)
                return round(found["early_people"]), round(found["late_people"])
        return None


def earlier_answers(
    own: ClosedWave, waves: Iterable[ClosedWave], answered: Answered
) -> EarlierAnswers | None:
    """Return what people answered to a question before: in start surveys, else in the latest wave; None if nowhere.

    `waves` are all others that are closed. One number for each person, the latest.
    """
    used = _compared_with(own, _asked(waves, answered))
    if not used:
        return None
    sources = _sources(used, answered)
    return EarlierAnswers(
        used[0].kind,
        used[0].opened_on,
        {person: answered[wave][person] for person, wave in sources.items()},
        sources,
    )


def shown_elsewhere(
    key: str, type_: str, own: ClosedWave, waves: Iterable[ClosedWave], answered: Answered
) -> Sums | None:
    """Return the sets of answers whose sums other results show. None where that is unclear.

    Those are everybody, early and late ones, and the pairs of changes: also of answers to the wave that is calculated,
    if another was calculated first. Early, late and pairs are found anew. Where their number is another, answers
    have been deleted since.
    """
    if type_ not in WITH_SUMS:
        return []
    shown: list[frozenset[Any]] = []
    asked = _asked(waves, answered)
    for wave in asked:
        people = answered[wave.id]
        if len(people) >= MINIMUM_GROUP:
            shown.append(answers_of(people, wave.id))
        if halves := wave.shown_halves(key):
            found = [[it for it in people if wave.late.get(it) is is_late] for is_late in (False, True)]
            if halves != tuple(map(len, found)):
                return None
            shown += [answers_of(half, wave.id) for half in found]
        if not (pairs := wave.shown_pairs(key)):
            continue
        known_at = wave.calculated_at or wave.closed_at
        known = _asked((it for it in (*asked, own) if it.closed_at <= known_at), answered)
        before = _sources(_compared_with(wave, known), answered)
        both = [person for person in people if person in before]
        if len(both) != pairs:
            return None
        shown += sums_of_change(type_, before, both, has_others=len(people) > len(both), wave=wave.id)
    return shown


def _asked(waves: Iterable[ClosedWave], answered: Answered) -> list[ClosedWave]:
    return sorted((it for it in waves if it.id in answered), key=lambda it: (it.opened_on, it.id))


def _compared_with(wave: ClosedWave, asked: Sequence[ClosedWave]) -> Sequence[ClosedWave]:
    before = [it for it in asked if it.opened_on < wave.opened_on]
    starts = [it for it in before if it.kind == SurveyKind.START]
    return starts if starts and wave.kind != SurveyKind.START else before[-1:]


def _sources(used: Sequence[ClosedWave], answered: Answered) -> dict[Any, Any]:
    """Return the wave of each person's answer."""
    return {person: wave.id for wave in used for person in answered[wave.id]}


def _numbers_of(figure: Mapping[str, Any]) -> dict[str, float]:
    return {it["name"]: it["value"] for it in figure["numbers"] if it["value"] is not None}
