"""Reviews as totals that reveal no single answer. Pure.

Answers are added up month by month, oldest first, until a period has answers of five people; then the period is closed
and never changes again. Answers of a month that is not over, or of a period that is not full, are in no total. So
neither one period nor the difference of two days' pages says what one person has answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

FEWEST_PEOPLE = 5


@dataclass(frozen=True)
class Answered:
    """One answer: who gave it, when, and what it says."""

    author: Any
    on: date
    frequency: str
    engagement: int
    receives: int
    gives: int


@dataclass(frozen=True)
class Period:
    """The totals of at least five people, from the first month to the last."""

    first: date
    last: date
    answers: int
    frequency: dict[str, int]
    engagement: float
    receives: float
    gives: float


def periods_of(answers: Iterable[Answered], *, today: date) -> list[Period]:
    """Return the closed periods, oldest first; none while fewer than five people have answered."""
    this_month = today.replace(day=1)
    known = sorted((it for it in answers if it.on < this_month), key=lambda it: it.on)
    found: list[Period] = []
    waiting: list[Answered] = []
    for _month, group in groupby(known, key=lambda it: (it.on.year, it.on.month)):
        waiting += group
        if len({it.author for it in waiting}) >= FEWEST_PEOPLE:
            found.append(_period(waiting))
            waiting = []
    return found


def _period(answers: Sequence[Answered]) -> Period:
    frequency: dict[str, int] = {}
    for answer in answers:
        frequency[answer.frequency] = frequency.get(answer.frequency, 0) + 1
    return Period(
        answers[0].on.replace(day=1),
        answers[-1].on.replace(day=1),
        len(answers),
        frequency,
        _mean([it.engagement for it in answers]),
        _mean([it.receives for it in answers]),
        _mean([it.gives for it in answers]),
    )


def _mean(values: Sequence[int]) -> float:
    return round(sum(values) / len(values), 1)
