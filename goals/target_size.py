"""Whether the target of a rate is far enough from its baseline to be detected at the program's size. Pure."""

from dataclasses import dataclass

from mentoring.statistics import RETENTION, detectable_rate_difference

FEWEST = RETENTION.per_group


@dataclass(frozen=True)
class TargetSize:
    """How far the target is from the baseline, and the smallest change that could be detected, both in points.

    `smallest` is None where there are too few people for a rate to be shown, or where not even a rate of 0% or 100%
    could be distinguished from the baseline.
    """

    people: int
    role: str
    change: float
    smallest: float | None
    is_rise: bool = True

    @property
    def are_too_few(self) -> bool:
        return self.people < FEWEST

    @property
    def is_too_small(self) -> bool:
        """Return whether the target could not be detected."""
        return self.smallest is None or self.change < self.smallest


def target_size(
    *, baseline: float | None, target: float, role: str, people: int, colleagues: int | None = None
) -> TargetSize | None:
    """Return the size of a target in percent; None without a baseline, without people, or where nothing is to change.

    `colleagues` is the size of the comparison group; as many as there are people where it is not known.
    """
    if baseline is None or not people or not (0 <= baseline <= 100 and 0 <= target <= 100):
        return None
    change = abs(target - baseline)
    if not change:
        return None
    smallest = None
    if people >= FEWEST:
        found = detectable_rate_difference(
            baseline / 100,
            people,
            colleagues or people,
            direction="above" if target > baseline else "below",
        )
        smallest = None if found is None else 100 * found
    return TargetSize(people, role, change, smallest, target > baseline)
