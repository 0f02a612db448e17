"""Decide which groups may be shown, so that nobody can compute a group too small to be shown.

A page shows the same text for every withheld group ("hidden to protect people"), whether it is too small
itself or withheld to protect another: the difference would disclose sizes.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from mentoring.statistics.audit import Group, find_disclosures, is_determined
from mentoring.statistics.refusals import require_count, require_finite

# The floor: an organization can raise it, nobody can lower it.
MINIMUM_GROUP = 5
# Below this many answers, an answer that nearly everyone gave is not printed exactly.
HOMOGENEITY_BELOW = 20
HOMOGENEITY_SHARE = Decimal("0.9")


@dataclass(frozen=True)
class Breakdown:
    """Hold the groups of one attribute: who of the people belongs to each value.

    People are any identifiers; they never leave this module. Groups may overlap, and people without a
    value are in none. A rate has further totals (answered, not answered, left): each is a further
    breakdown of the same people.
    """

    attribute: str
    groups: Mapping[str, Group]

    @classmethod
    def from_values(cls, attribute: str, values: Mapping[Hashable, str | None]) -> "Breakdown":
        """Return the breakdown of people by their value; None is no value."""
        groups: dict[str, set[Hashable]] = {}
        for person, value in values.items():
            if value is not None:
                groups.setdefault(value, set()).add(person)
        return cls(attribute, {value: frozenset(people) for value, people in groups.items()})

    @classmethod
    def from_counts(cls, attribute: str, counts: Mapping[str, int]) -> "Breakdown":
        """Return a breakdown of made-up people of whom only these counts are known."""
        return cls(
            attribute,
            {
                value: frozenset((value, number) for number in range(require_count(count, name=value)))
                for value, count in counts.items()
            },
        )


@dataclass(frozen=True)
class Publication:
    """Hold what may be shown: the total of everyone and the groups of each attribute.

    `total` is None where even everyone together is too small; nothing is shown then. Keys are
    (attribute, value).
    """

    minimum: int
    total: int | None
    disclosed: Mapping[tuple[str, str], int]
    withheld: frozenset[tuple[str, str]]


def publish(
    people: Group,
    breakdowns: Sequence[Breakdown],
    *,
    minimum: int = MINIMUM_GROUP,
    beside: Sequence[Group] = (),
) -> Publication:
    """Return which groups may be shown beside the total of all people.

    Groups under `minimum` are hidden, empty ones as well. Then, until nothing changes: while the shown
    totals determine any group of 1 to minimum - 1 people (differences, overlaps and people without a
    value included), the smallest shown group whose removal prevents it is hidden too (measurement,
    section 3, items 3 to 5 and 13). The same decision holds for every sum over these groups: answers,
    leavers, promotions. `beside` are other groups, of these people or more, whose sums stand anyway (those
    left out, another page of the same people) and which cannot be hidden here; what they tell without any of
    the breakdowns is not undone. Refuses a minimum under 5, people outside `people`, and one attribute twice.
    """
    if require_count(minimum, name="The minimum") < MINIMUM_GROUP:
        raise ValueError(f"The minimum is {MINIMUM_GROUP} and can only be raised.")
    if len({breakdown.attribute for breakdown in breakdowns}) != len(breakdowns):
        raise ValueError("Each attribute can be broken down once.")
    groups = {(b.attribute, value): group for b in breakdowns for value, group in b.groups.items()}
    if any(not group <= people for group in groups.values()):
        raise ValueError("A group has people who are not part of the total.")
    if len(people) < minimum:
        return Publication(minimum, None, {}, frozenset(groups))
    disclosed = {key for key, group in groups.items() if len(group) >= minimum}
    fixed = [people, *(group for group in beside if group & people)]
    while disclosed and (leak := _first_disclosed(fixed, groups, disclosed, minimum)):
        disclosed.remove(_one_to_hide(leak, fixed, groups, disclosed, minimum))
    return Publication(
        minimum,
        len(people),
        {key: len(group) for key, group in groups.items() if key in disclosed},
        frozenset(groups.keys() - disclosed),
    )


Key = tuple[str, str]


def _first_disclosed(
    fixed: Sequence[Group], groups: Mapping[Key, Group], disclosed: set[Key], minimum: int
) -> Group | None:
    published = [*fixed, *(groups[key] for key in sorted(disclosed))]
    withheld = [groups[key] for key in sorted(groups.keys() - disclosed)]
    disclosures = find_disclosures(published, withheld, k=minimum)
    return disclosures[0].people if disclosures else None


def _one_to_hide(
    leak: Group, fixed: Sequence[Group], groups: Mapping[Key, Group], disclosed: set[Key], minimum: int
) -> Key:
    """Return the smallest shown group without which `leak` can no longer be computed.

    Where no single one suffices, the smallest shown group: the loop comes back until it does, at the
    latest when only the total is left.
    """
    by_size = sorted(disclosed, key=lambda key: (len(groups[key]), key))
    for key in by_size:
        rest = [*fixed, *(groups[other] for other in sorted(disclosed - {key}))]
        if not is_determined(leak, rest):
            return key
    return by_size[0]


def can_republish(published: Group, now: Group, *, minimum: int = MINIMUM_GROUP) -> bool:
    """Tell whether newer results may replace published ones: at least `minimum` people more and nobody less.

    Fewer would let a reader take the difference. Refuses a minimum under 5.
    """
    if require_count(minimum, name="The minimum") < MINIMUM_GROUP:
        raise ValueError(f"The minimum is {MINIMUM_GROUP} and can only be raised.")
    return published <= now and len(now - published) >= minimum


def discloses_everyone(counts: Sequence[int]) -> bool:
    """Return whether an exact share would disclose nearly everybody: under 20 people, 90 % or more alike."""
    n = sum(counts)
    return 0 < n < HOMOGENEITY_BELOW and max(counts) >= HOMOGENEITY_SHARE * n


class Bound(StrEnum):
    """Name how a printed share is to be read."""

    EXACTLY = "exactly"
    OR_MORE = "or_more"
    OR_FEWER = "or_fewer"


@dataclass(frozen=True)
class DisclosedShare:
    """Hold a whole percentage and how to read it: "90 % or more" is (90, OR_MORE)."""

    percent: int
    bound: Bound


def disclosed_shares(
    counts: Sequence[int], *, minimum: int = MINIMUM_GROUP
) -> tuple[DisclosedShare, ...] | None:
    """Return the printed share of each answer to one question, or None under `minimum` answers.

    Whole percentages, halves up. Under 20 answers, where one was given by 90 % or more, that one is
    printed as "90 % or more" and the others as "10 % or fewer": else it would say what each person
    answered. Refuses a minimum under 5.
    """
    if require_count(minimum, name="The minimum") < MINIMUM_GROUP:
        raise ValueError(f"The minimum is {MINIMUM_GROUP} and can only be raised.")
    n = sum(require_count(count, name="The number of answers") for count in counts)
    if n < minimum:
        return None
    if discloses_everyone(counts):
        return tuple(
            DisclosedShare(90, Bound.OR_MORE)
            if count >= HOMOGENEITY_SHARE * n
            else DisclosedShare(10, Bound.OR_FEWER)
            for count in counts
        )
    return tuple(
        DisclosedShare(int(_rounded(Decimal(100 * count) / n, "1")), Bound.EXACTLY) for count in counts
    )


def disclosed_mean(mean: float) -> Decimal:
    """Return a mean with one decimal, halves away from zero. Refuses a missing one."""
    (value,) = require_finite([mean], name="The mean")
    return _rounded(Decimal(repr(round(value, 9))), "0.1")


def _rounded(value: Decimal, unit: str) -> Decimal:
    return value.quantize(Decimal(unit), rounding=ROUND_HALF_UP)
