"""What the figures of an anonymous wave are calculated from: counts, never the answers of one response.

Pure: no models, no clock, no names.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from surveys.results.inputs import AskedQuestion, Value, is_favorable

# The values of the declared attributes of one response, in order: (("department", "Sales"), …).
Segments = tuple[tuple[str, str], ...]
Key = tuple[str, str]

WITH_FAVORABLE_SHARE = ("agreement5", "yes_no")


@dataclass(frozen=True)
class TalliedQuestion:
    """How often each answer was given, by segments. The value None counts those who were left out."""

    asked: AskedQuestion
    as_of: date
    counts: Mapping[Segments, Mapping[Value, int]]

    def given(self, key: str) -> list[Value]:
        """Return the answers without those that no denominator counts."""
        total: Counter[Value] = Counter()
        for by_value in self.counts.values():
            total.update(by_value)
        return [value for value, count in total.items() if value is not None for _ in range(count)]

    def left_out(self, key: str) -> int:
        """Return how many chose "not applicable" or "prefer not to say"."""
        return sum(by_value.get(None, 0) for by_value in self.counts.values())

    @cached_property
    def sizes(self) -> dict[Segments, int]:
        """Return how many answered, by segments."""
        found = {
            segments: sum(count for value, count in by_value.items() if value is not None)
            for segments, by_value in self.counts.items()
        }
        return {segments: size for segments, size in found.items() if size}

    @cached_property
    def favorable(self) -> dict[Segments, int]:
        """Return how many answers were favorable, by segments."""
        return {
            segments: sum(
                count
                for value, count in self.counts[segments].items()
                if isinstance(value, (int, float)) and is_favorable(self.asked.type, value)
            )
            for segments in self.sizes
        }


@dataclass(frozen=True)
class EarlierShare:
    """A favorable share that the results of an earlier anonymous wave show, as people."""

    kind: str
    opened_on: date
    favorable: int
    n: int


@dataclass(frozen=True)
class AnonymousWave:
    """Everything that is known about a closed anonymous wave.

    `attributes` were declared before the launch. `invited_by` and `answered_by` count people by attribute and value,
    `responses` by segments, which can be coarser: each combination has five answers. `scales` counts the people who
    gave each sequence of answers to a scale; the empty sequence stands for those who answered only some of it.
    """

    kind: str
    opened_on: date
    as_of: date
    attributes: Sequence[str]
    invited: int
    invited_by: Mapping[Key, int]
    answered_by: Mapping[Key, int]
    responses: Mapping[Segments, int]
    questions: Sequence[TalliedQuestion]
    scales: Mapping[str, Mapping[tuple[float, ...], int]] = field(default_factory=dict)
    earlier: Mapping[str, EarlierShare] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return sum(self.responses.values())
