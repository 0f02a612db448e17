"""What the figures of a wave are calculated from. Pure: no models, no clock, no names."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

# What an answer can be: a number (agreement 1 to 5, 0 to 10, yes 1 and no 0, a number with unit), the keys of chosen
# options, a text or a day. None for "not applicable" and "prefer not to say", which no denominator counts.
Value = float | frozenset[str] | str | date | None

FAVORABLE_FROM = 4
PROMOTERS_FROM, DETRACTORS_UP_TO = 9, 6


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it was asked: `options` are the keys of its choices in order."""

    key: str
    type: str
    options: tuple[str, ...] = ()
    is_recommendation: bool = False


@dataclass(frozen=True)
class InvitedPerson:
    """Somebody who was invited, with the attributes on the day of the invitation. `index_on` began their mentoring."""

    id: Hashable
    has_answered: bool
    has_begun: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    index_on: date | None = None


@dataclass(frozen=True)
class Answers:
    """The answers of one person by question key. `id` is the same in every wave where answers can be linked.

    `is_late` says whether they came after the first reminder; None where no times are stored.
    """

    id: Hashable
    values: Mapping[str, Value]
    is_late: bool | None = None


@dataclass(frozen=True)
class EarlierAnswers:
    """Answers to the same question before: of the start survey if it asked it, otherwise of the latest wave.

    `values` holds one number for each person whose answer earlier results are based on, `waves` of which wave it is.
    """

    kind: str
    opened_on: date
    values: Mapping[Hashable, float]
    waves: Mapping[Hashable, Hashable] = field(default_factory=dict)


class Answered(Protocol):
    """What the figure of one question needs: of single responses or of counts."""

    @property
    def as_of(self) -> date: ...

    def given(self, key: str) -> list[Value]: ...

    def left_out(self, key: str) -> int: ...


@dataclass(frozen=True)
class WaveInput:
    """Everything about one closed wave. `as_of` is the day on which it was closed.

    `shown` are, by question, the sets of answers whose sums other results show (see sums.py); None where that is
    unclear.
    """

    mode: str
    kind: str
    opened_on: date
    as_of: date
    questions: Sequence[AskedQuestion]
    invited: Sequence[InvitedPerson]
    answers: Sequence[Answers]
    earlier: Mapping[str, EarlierAnswers] = field(default_factory=dict)
    shown: Mapping[str, Sequence[frozenset[Hashable]] | None] = field(default_factory=dict)
    id: Hashable = None

    def given(self, key: str) -> list[Value]:
        """Return the answers to a question without those that no denominator counts."""
        return [value for it in self.answers if (value := it.values.get(key)) is not None]

    def left_out(self, key: str) -> int:
        """Return how many chose "not applicable" or "prefer not to say"."""
        return sum(key in it.values and it.values[key] is None for it in self.answers)

    def numbers_of(self, key: str) -> dict[Hashable, float]:
        """Return each person's answer to a question that is answered by a number."""
        return {
            it.id: float(value)
            for it in self.answers
            if isinstance(value := it.values.get(key), (int, float)) and it.id is not None
        }


def is_favorable(question_type: str, value: float) -> bool:
    """Return whether an answer is agree or strongly agree, or yes."""
    return value >= FAVORABLE_FROM if question_type == "agreement5" else value == 1
