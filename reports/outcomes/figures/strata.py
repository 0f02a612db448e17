"""Kinds of people that are compared like with like: level, years of service, place. Never one to four of a group."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from mentoring.statistics import MINIMUM_GROUP
from reports.outcomes.figures.comparison_group import Stratum, stratum_of
from reports.outcomes.figures.people import TENURE_BANDS, Employee, level_order

# How many of each group: those who take part, and those they are compared with.
Counts = tuple[int, int]
Joined = tuple[Stratum, ...]
BANDS = [name for _limit, name in TENURE_BANDS]


@dataclass(frozen=True)
class Kind:
    """Hold the people of one kind in both groups."""

    name: str
    participants: tuple[Employee, ...]
    others: tuple[Employee, ...]


def kinds_among(
    participants: Sequence[Employee], others: Sequence[Employee], *, by_location: bool
) -> list[Joined]:
    """Return the kinds of both groups, those of too few people joined with the next."""
    counts = [
        Counter(stratum_of(person, by_location=by_location) for person in group)
        for group in (participants, others)
    ]
    line = in_order({kind for count in counts for kind in count})
    return joined([(kind,) for kind in line], {kind: (counts[0][kind], counts[1][kind]) for kind in line})


def in_order(kinds: set[Stratum]) -> list[Stratum]:
    """Return the kinds so that neighbors are most alike: by level, then years of service, then place."""
    order = level_order(sorted({kind[0] for kind in kinds} - {""})) or {}
    return sorted(
        kinds,
        key=lambda kind: (order.get(kind[0], 0.0), kind[0], BANDS.index(kind[1]) if kind[1] in BANDS else 9, kind[2:]),
    )  # fmt: skip


def joined(line: Sequence[Joined], counts: Mapping[Stratum, Counts]) -> list[Joined]:
    """Return the kinds so that each has nobody or five people of either group, and so have those left out together.

    The adjusted difference is a sum over kinds. Whoever knows who is of which kind could take it apart, and learn
    what became of the two who are alone in theirs. So a kind of too few is joined with the neighbor most like it.
    """
    found = list(line)
    while len(found) > 1 and (small := _small(found, counts)):
        at = min(small, key=lambda n: (sum(_size(found[n], counts)), n))
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(found)]
        with_it = max(beside, key=lambda n: (_alike(found, at, n), -sum(_size(found[n], counts)), -n))
        first = min(at, with_it)
        found[first : first + 2] = [found[first] + found[first + 1]]
    return found


def _size(kinds: Joined, counts: Mapping[Stratum, Counts]) -> Counts:
    return sum(counts[kind][0] for kind in kinds), sum(counts[kind][1] for kind in kinds)


def _small(line: Sequence[Joined], counts: Mapping[Stratum, Counts]) -> list[int]:
    """Return which kinds cannot stay as they are."""
    sizes = [_size(kinds, counts) for kinds in line]
    found = [n for n, (a, b) in enumerate(sizes) if a and b and min(a, b) < MINIMUM_GROUP]
    for which in (0, 1):
        # Kinds that one group lacks are left out: how many, and what became of them, follows from everybody.
        left_out = [n for n, size in enumerate(sizes) if not min(size) and size[which]]
        if 0 < sum(sizes[n][which] for n in left_out) < MINIMUM_GROUP:
            found += left_out
    return found


def _alike(line: Sequence[Joined], at: int, beside: int) -> int:
    """Return how much of the kind both share where they meet: nothing, the level, the years of service as well."""
    first, second = sorted((at, beside))
    pair = zip(line[first][-1], line[second][0], strict=False)
    return sum(1 for _same in takewhile(lambda both: both[0] == both[1], pair))


def people_by_kind(
    groups: Sequence[tuple[Sequence[Employee], Sequence[Employee], bool, Sequence[Joined]]],
) -> list[Kind]:
    """Return the people of each kind over several cohorts, each with both groups and its kinds.

    Each cohort keeps its own first day, so its kinds are its own; where a cohort's are of too few people for the
    colleagues drawn to it, they are joined further, and never taken apart: two sums would tell the difference.
    """
    members: dict[Stratum, tuple[list[Employee], list[Employee]]] = defaultdict(lambda: ([], []))
    line: list[Joined] = []
    for number, (participants, others, by_location, known) in enumerate(groups):
        for which, group in enumerate((participants, others)):
            for person in group:
                members[str(number), *stratum_of(person, by_location=by_location)][which].append(person)
        mine = [tuple((str(number), *kind) for kind in kinds) for kinds in known]
        placed = {kind for kinds in mine for kind in kinds}
        new = in_order({kind[1:] for kind in members if kind[0] == str(number) and kind not in placed})
        line += [*mine, *(((str(number), *kind),) for kind in new)]
    counts = {kind: (len(members[kind][0]), len(members[kind][1])) for kinds in line for kind in kinds}
    return [
        Kind(
            " + ".join(" · ".join(kind) for kind in kinds),
            tuple(person for kind in kinds for person in members[kind][0]),
            tuple(person for kind in kinds for person in members[kind][1]),
        )
        for kinds in joined(line, counts)
    ]
