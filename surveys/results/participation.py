"""Who answered: the rate, by attribute, the largest gap between respondents and people invited.

A wave goes to one role, so its rate is the rate of that role.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from mentoring.statistics import (
    MINIMUM_GROUP,
    REACTION,
    Breakdown,
    Rate,
    ResultState,
    publish,
    reached,
    wilson,
)
from surveys.results.figure import Figure, Number, numbers
from surveys.results.inputs import InvitedPerson, WaveInput

# Below this rate the figures carry a warning (measurement, 2.5).
LOW_RATE = REACTION.answered_share
ATTRIBUTES = ("department", "level", "location")
ANSWERED, SILENT = "answered", "silent"
# Of each attribute, the largest groups: the search for what could be calculated from them takes seconds with so many.
MOST_VALUES = 15


def participation_figures(wave: WaveInput) -> list[Figure]:
    """Return the rate, the rate of each group that may be shown, and the largest gap."""
    invited = list(wave.invited)
    if not invited:
        return []
    answered = [person for person in invited if person.has_answered]
    total = rate_figure("response", wave.as_of, len(answered), len(invited))
    if len(answered) < MINIMUM_GROUP:
        return [total]
    groups = _groups(wave, invited)
    return [
        total,
        *_break_offs(wave, invited),
        *groups,
        *gap_figures(wave.as_of, groups, len(answered), len(invited)),
    ]


def is_low_rate(wave: WaveInput) -> bool:
    """Return whether under 30% of the people invited answered. Imported answers have no rate."""
    invited = len(wave.invited)
    return bool(invited) and sum(it.has_answered for it in wave.invited) < LOW_RATE * invited


def is_early(wave: WaveInput) -> bool:
    """Return whether most had been in the program for less than two weeks. A start survey cannot come too early."""
    days = [person.index_on for person in wave.invited if person.index_on is not None]
    if wave.kind == "start" or not days:
        return False
    return not reached(days, REACTION, on=wave.as_of).is_open


def rate_figure(
    key: str, as_of: date, answered: int, invited: int, *, attribute: str = "", value: str = ""
) -> Figure:
    """Return the response rate of everybody or of a group; suppressed under five answers."""
    is_shown = answered >= MINIMUM_GROUP
    found: tuple[Number, ...] = numbers("people", invited=invited)
    if is_shown:
        rate = Rate(answered, invited)
        limits = wilson(rate)
        found = (
            *numbers("people", answered=answered, invited=invited),
            *numbers("share", rate=rate.value, rate_low=limits.low, rate_high=limits.high),
        )
    low = is_shown and answered < LOW_RATE * invited
    return Figure(
        key=key,
        measure="response",
        state=(ResultState.TOO_FEW if low else ResultState.NO_COMPARISON)
        if is_shown
        else ResultState.SUPPRESSED,
        as_of=as_of,
        n=answered if is_shown else None,
        attribute=attribute,
        value=value,
        numbers=found,
    )


def _break_offs(wave: WaveInput, invited: Sequence[InvitedPerson]) -> list[Figure]:
    count = sum(person.has_begun and not person.has_answered for person in invited)
    is_shown = count >= MINIMUM_GROUP
    if not count:
        return []
    return [
        Figure(
            key="break_offs",
            measure="break_offs",
            state=ResultState.NO_COMPARISON if is_shown else ResultState.SUPPRESSED,
            as_of=wave.as_of,
            n=len(invited),
            numbers=(Number("broke_off", count if is_shown else None, "people", not is_shown),),
        )
    ]


def _groups(wave: WaveInput, invited: Sequence[InvitedPerson]) -> list[Figure]:
    """Return a figure for each value of each attribute; a group that may not be shown has no numbers.

    At least five of a group must have answered and five not, and no smaller group may be calculable from what is
    shown: both halves of each group are published together or not at all.
    """
    people = frozenset(person.id for person in invited)
    answered = frozenset(person.id for person in invited if person.has_answered)
    sizes = Counter(
        (attribute, value, person.has_answered)
        for person in invited
        for attribute, value in person.attributes.items()
    )
    values = {attribute: _largest(invited, attribute) for attribute in ATTRIBUTES}
    halves = {
        attribute: Breakdown.from_values(
            attribute,
            {
                person.id: f"{ANSWERED if person.has_answered else SILENT}:{value}"
                # A group that is too small itself is not published at all, so it puts no other at risk.
                if (value := person.attributes.get(attribute, "")) in values[attribute]
                and min(sizes[attribute, value, half] for half in (True, False)) >= MINIMUM_GROUP
                else None
                for person in invited
            },
        )
        for attribute in ATTRIBUTES
    }
    shown = publish(people, list(halves.values()), beside=[answered]).disclosed
    found = []
    for attribute in ATTRIBUTES:
        # One value for everybody says nothing beyond the rate.
        for value in sorted(values[attribute]) if len(values[attribute]) > 1 else ():
            counts = [shown.get((attribute, f"{half}:{value}"), 0) for half in (ANSWERED, SILENT)]
            key = f"response.{attribute}.{value}"
            if min(counts) >= MINIMUM_GROUP:
                found.append(
                    rate_figure(key, wave.as_of, counts[0], sum(counts), attribute=attribute, value=value)
                )
            else:
                found.append(hidden_figure(key, wave.as_of, attribute, value))
    return found


def _largest(invited: Sequence[InvitedPerson], attribute: str) -> set[str]:
    sizes = Counter(value for person in invited if (value := person.attributes.get(attribute, "")))
    return {
        value for value, _size in sorted(sizes.items(), key=lambda each: (-each[1], each[0]))[:MOST_VALUES]
    }


def hidden_figure(
    key: str, as_of: date, attribute: str, value: str, *, measure: str = "response", question: str = ""
) -> Figure:
    """Return the figure of a group that may not be shown."""
    return Figure(
        key=key,
        measure=measure,
        question=question,
        state=ResultState.SUPPRESSED,
        as_of=as_of,
        n=None,
        attribute=attribute,
        value=value,
    )


def gap_figures(as_of: date, groups: Sequence[Figure], answered: int, invited: int) -> list[Figure]:
    """Return the group whose share of respondents differs most from its share of the people invited.

    Only groups whose rate is shown: the gap would disclose the rate of the others.
    """
    gaps = []
    for group in groups:
        if group.n is not None:
            of_group = {number.name: number.value or 0.0 for number in group.numbers}
            shares = (of_group["invited"] / invited, of_group["answered"] / answered)
            gaps.append((abs(shares[1] - shares[0]), group, shares))
    if not gaps:
        return []
    _size, group, (of_invited, of_answered) = max(gaps, key=lambda gap: (gap[0], gap[1].key))
    return [
        Figure(
            key="gap",
            measure="gap",
            state=ResultState.NO_COMPARISON,
            as_of=as_of,
            n=answered,
            attribute=group.attribute,
            value=group.value,
            numbers=(
                *numbers("share", of_invited=of_invited, of_answered=of_answered),
                *numbers("points", gap=of_answered - of_invited),
            ),
        )
    ]
