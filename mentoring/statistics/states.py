"""Decide what state a figure is in, and with that what may be said about it.

The states are ordered: the first that applies is the figure's. Words belong to the pages; this module
says which kinds of statement a state allows.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum

from mentoring.calendar_months import add_months
from mentoring.statistics.refusals import require_count


class ResultState(StrEnum):
    """Name what is known about a figure, in the order in which it is decided."""

    NO_DATA = "no_data"
    SUPPRESSED = "suppressed"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    NO_COMPARISON = "no_comparison"
    NOT_COMPARABLE = "not_comparable"
    NO_DETECTABLE_DIFFERENCE = "no_detectable_difference"
    DETECTABLE_DIFFERENCE = "detectable_difference"


class Statement(StrEnum):
    """Name a kind of statement a page can make about a figure."""

    NUMBER = "number"
    INTERVAL = "interval"
    OPENING_DATE = "opening_date"
    DETECTABLE_SIZE = "detectable_size"
    VERDICT = "verdict"


# What each state allows; a word such as "higher" is a verdict. "Significant" and "caused" are never said. Numbers stay
# visible where the groups are not comparable: the state decides the words only.
ALLOWED: Mapping[ResultState, frozenset[Statement]] = {
    ResultState.NO_DATA: frozenset(),
    ResultState.SUPPRESSED: frozenset(),
    ResultState.TOO_EARLY: frozenset({Statement.OPENING_DATE}),
    ResultState.TOO_FEW: frozenset(),
    ResultState.NO_COMPARISON: frozenset({Statement.NUMBER, Statement.INTERVAL}),
    ResultState.NOT_COMPARABLE: frozenset({Statement.NUMBER, Statement.INTERVAL}),
    ResultState.NO_DETECTABLE_DIFFERENCE: frozenset(
        {Statement.NUMBER, Statement.INTERVAL, Statement.DETECTABLE_SIZE}
    ),
    ResultState.DETECTABLE_DIFFERENCE: frozenset({Statement.NUMBER, Statement.INTERVAL, Statement.VERDICT}),
}


def result_state(
    *,
    has_data: bool,
    is_suppressed: bool,
    is_too_early: bool,
    is_too_few: bool,
    has_comparison: bool,
    is_comparable: bool,
    excludes_zero: bool,
) -> ResultState:
    """Return the first state that applies.

    `has_comparison` is the other group, or the wave before for a change. `is_comparable` is False only
    for the badge "not comparable". `excludes_zero` is that of the adjusted interval where strata were
    used, after the correction of several comparisons.
    """
    decided = {
        ResultState.NO_DATA: not has_data,
        ResultState.SUPPRESSED: is_suppressed,
        ResultState.TOO_EARLY: is_too_early,
        ResultState.TOO_FEW: is_too_few,
        ResultState.NO_COMPARISON: not has_comparison,
        ResultState.NOT_COMPARABLE: not is_comparable,
        ResultState.NO_DETECTABLE_DIFFERENCE: not excludes_zero,
    }
    return next((state for state, applies in decided.items() if applies), ResultState.DETECTABLE_DIFFERENCE)


@dataclass(frozen=True)
class Guard:
    """Hold what a figure needs before it may be shown; 0 asks for nothing.

    `weeks` or `months` must have passed since the index date for `share_reached` of the cohort (a
    fraction). `answered_share` is of the invited. A minimum may be raised, never lowered.
    """

    weeks: int = 0
    months: int = 0
    share_reached: float = 0.8
    per_group: int = 0
    events: int = 0
    pairs: int = 0
    per_wave: int = 0
    answers: int = 0
    answered_share: float = 0.0
    completed_rounds: int = 0

    def raised(self, **minimums: float) -> "Guard":
        """Return the guard with higher minimums, refusing lower ones."""
        for name, value in minimums.items():
            if name not in {field.name for field in fields(self)}:
                raise ValueError(f"{name!r} is not a minimum of this figure.")
            if value < getattr(self, name):
                raise ValueError(f"The minimum {name!r} is {getattr(self, name)} and can only be raised.")
        return replace(self, **minimums)  # type: ignore[arg-type]  # names and order checked above


# The defaults of measurement 2.5. A behavior change needs linked pairs or, unlinked, both waves.
REACTION = Guard(weeks=2, answers=5, answered_share=0.3)
PAIRED_CHANGE = Guard(weeks=8, pairs=10)
UNPAIRED_CHANGE = Guard(weeks=8, per_wave=15)
RETENTION = Guard(months=6, per_group=20, events=5)
PROMOTION = Guard(months=12, per_group=20, events=5, completed_rounds=1)


@dataclass(frozen=True)
class Reached:
    """Hold how much of the cohort has come far enough, and the day on which enough of it will have.

    `share` is a fraction. `opens_on` is that day, also when it has passed; None without anybody.
    """

    share: float
    is_open: bool
    opens_on: date | None


def reached(index_dates: Iterable[date], guard: Guard, *, on: date, completed_rounds: int = 0) -> Reached:
    """Return whether enough of the cohort has been followed for long enough on the day `on`.

    A month later is the same day of the month, or its last day. A missing promotion round keeps the
    figure closed without a day that could be named: `opens_on` is then None if the time has passed.
    """
    due = sorted(_due_on(index, guard) for index in index_dates)
    if not due:
        return Reached(0.0, is_open=False, opens_on=None)
    # Rounded, because 0.8 x 5 must be 4 and not a hair above.
    needed = max(1, math.ceil(round(guard.share_reached * len(due), 9)))
    opens_on = due[needed - 1]
    lacks_round = completed_rounds < guard.completed_rounds
    return Reached(
        share=sum(day <= on for day in due) / len(due),
        is_open=opens_on <= on and not lacks_round,
        opens_on=None if lacks_round and opens_on <= on else opens_on,
    )


def _due_on(index: date, guard: Guard) -> date:
    return add_months(index, guard.months) + timedelta(weeks=guard.weeks)


@dataclass(frozen=True)
class Lacking:
    """Name one minimum that is not met: how many there are and how many are needed."""

    what: str
    have: float
    need: float


def too_few(
    guard: Guard,
    *,
    group_sizes: Sequence[int] = (),
    events: int = 0,
    pairs: int = 0,
    wave_sizes: Sequence[int] = (),
    answers: int = 0,
    invited: int = 0,
) -> tuple[Lacking, ...]:
    """Return every minimum that the data does not meet; nothing means that there is enough.

    `events` counts both groups together: leavers for retention (not those who stayed), promotions for
    promotion. Refuses negative counts and more answers than invitations.
    """
    for count in [*group_sizes, *wave_sizes, events, pairs, answers, invited]:
        require_count(count, name="A count")
    if invited and answers > invited:
        raise ValueError("There cannot be more answers than invitations.")
    have: dict[str, float] = {
        "per_group": min(group_sizes, default=0),
        "events": events,
        "pairs": pairs,
        "per_wave": min(wave_sizes, default=0),
        "answers": answers,
        "answered_share": answers / invited if invited else 0.0,
    }
    return tuple(
        Lacking(name, value, getattr(guard, name))
        for name, value in have.items()
        if value < getattr(guard, name)
    )
