"""Strata of the adjusted comparison: people who are alike. None has one to four people of a group."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from mentoring.statistics import MINIMUM_GROUP
from reports.outcomes.figures.attributes import Attribute, Stratum, stratum_of
from reports.outcomes.figures.people import Employee

# People of each group: participants and comparison group.
Counts = tuple[int, int]
MergedStratum = tuple[Stratum, ...]


@dataclass(frozen=True)
class StratumMembers:
    """Hold the people of one stratum in both groups."""

    name: str
    participants: tuple[Employee, ...]
    others: tuple[Employee, ...]


def strata_of(
    participants: Sequence[Employee], others: Sequence[Employee], attributes: Sequence[Attribute]
) -> list[MergedStratum]:
    """Return the strata of both groups, with small strata merged."""
    counts = [Counter(stratum_of(person, attributes) for person in group) for group in (participants, others)]
    line = sort_strata({stratum for count in counts for stratum in count}, attributes)
    return merge_small_strata(
        [(stratum,) for stratum in line],
        {stratum: (counts[0][stratum], counts[1][stratum]) for stratum in line},
    )


def sort_strata(strata: set[Stratum], attributes: Sequence[Attribute]) -> list[Stratum]:
    """Return the strata by each attribute in turn, so that neighbors are most alike."""
    orders = [attribute.order({stratum[n] for stratum in strata}) for n, attribute in enumerate(attributes)]
    return sorted(
        strata,
        key=lambda stratum: tuple(
            (order(value), value) for order, value in zip(orders, stratum, strict=True)
        ),
    )


def merge_small_strata(
    line: Sequence[MergedStratum], counts: Mapping[Stratum, Counts]
) -> list[MergedStratum]:
    """Return the strata merged so that each has nobody or at least five people of either group.

    The same holds for all strata left out, taken together. The adjusted difference is a sum over strata: whoever
    knows who belongs to which could take it apart and learn what two people in a stratum of their own did. So a
    small stratum is merged with its most similar neighbor.
    """
    found = list(line)
    sizes = [_size(strata, counts) for strata in line]
    while len(found) > 1 and (small := _small(sizes)):
        at = min(small, key=lambda n: (sum(sizes[n]), n))
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(found)]
        with_it = max(beside, key=lambda n: (_alike(found, at, n), -sum(sizes[n]), -n))
        first = min(at, with_it)
        (a, b), (c, d) = sizes[first : first + 2]
        found[first : first + 2] = [found[first] + found[first + 1]]
        sizes[first : first + 2] = [(a + c, b + d)]
    return found


def _size(strata: MergedStratum, counts: Mapping[Stratum, Counts]) -> Counts:
    return sum(counts[stratum][0] for stratum in strata), sum(counts[stratum][1] for stratum in strata)


def _small(sizes: Sequence[Counts]) -> list[int]:
    """Return the positions of the strata that have to be merged."""
    found = [n for n, (a, b) in enumerate(sizes) if a and b and min(a, b) < MINIMUM_GROUP]
    for which in (0, 1):
        # Strata that one group lacks are left out; their people and outcomes follow from the totals.
        left_out = [n for n, size in enumerate(sizes) if not min(size) and size[which]]
        if 0 < sum(sizes[n][which] for n in left_out) < MINIMUM_GROUP:
            found += left_out
    return found


def _alike(line: Sequence[MergedStratum], at: int, beside: int) -> int:
    """Return how many leading attributes two strata share where they meet."""
    first, second = sorted((at, beside))
    pair = zip(line[first][-1], line[second][0], strict=False)
    return sum(1 for _same in takewhile(lambda both: both[0] == both[1], pair))


def members_by_stratum(
    groups: Sequence[
        tuple[Sequence[Employee], Sequence[Employee], Sequence[Attribute], Sequence[MergedStratum]]
    ],
) -> list[StratumMembers]:
    """Return the people of each stratum over several cohorts, each given with both groups and its own strata.

    Each cohort keeps its own index date, so its strata are its own. Where they are too small for the colleagues
    assigned to it, they are merged further and never split: two different sums would disclose the difference.
    """
    members: dict[Stratum, tuple[list[Employee], list[Employee]]] = defaultdict(lambda: ([], []))
    line: list[MergedStratum] = []
    for number, (participants, others, attributes, known) in enumerate(groups):
        for which, group in enumerate((participants, others)):
            for person in group:
                members[str(number), *stratum_of(person, attributes)][which].append(person)
        mine = [tuple((str(number), *stratum) for stratum in strata) for strata in known]
        placed = {stratum for strata in mine for stratum in strata}
        new = sort_strata(
            {stratum[1:] for stratum in members if stratum[0] == str(number) and stratum not in placed},
            attributes,
        )
        line += [*mine, *(((str(number), *stratum),) for stratum in new)]
    counts = {
        stratum: (len(members[stratum][0]), len(members[stratum][1])) for strata in line for stratum in strata
    }
    return [
        StratumMembers(
            " + ".join(" · ".join(stratum) for stratum in strata),
            tuple(person for stratum in strata for person in members[stratum][0]),
            tuple(person for stratum in strata for person in members[stratum][1]),
        )
        for strata in merge_small_strata(line, counts)
    ]
