"""Who is left out of the comparison groups where somebody has objected: whole blocks of five and more.

Without the person who objected, every total would be smaller by one, and the difference of two runs would disclose
that person's outcome. So everybody eligible is divided into blocks of at least five people, whether or not anybody
objects, and a block is left out as a whole as soon as one of its people objects. Nothing has to wait until more people
object, and how many did does not follow.

Every total of either role, in any period, contains each block as a whole or not at all. So whatever is subtracted from
what, in whatever order people object and withdraw, a reader learns the totals of unions of blocks.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from mentoring.statistics import MINIMUM_GROUP
from reports.outcomes.figures.people import Employee

# A person followed from one day: what became of them since another day is something else.
Fact = tuple[str, date | None]
Facts = frozenset[Fact]
Block = tuple[Employee, ...]


def fact_of(person: Employee) -> Fact:
    """Return the person and the day from which they are followed."""
    return person.key, person.index_on


def facts_of(people: Iterable[Employee]) -> Facts:
    return frozenset(map(fact_of, people))


def divide_into_blocks(people: Collection[Employee], shown: Sequence[Facts]) -> tuple[list[Block], Block]:
    """Return blocks of five to nine people who are in the same of the groups `shown`, and one block of the rest.

    The rest is empty unless fewer than five people are in the same groups. Then these are in it, with one block of
    each other kind: so it relates to the groups as everybody does, and what does not follow from the groups does not
    follow from it either.
    """
    kinds: dict[tuple[int, ...], list[Employee]] = defaultdict(list)
    for person in people:
        fact = fact_of(person)
        kinds[tuple(n for n, group in enumerate(shown) if fact in group)].append(person)
    blocks: list[Block] = []
    rest: list[Employee] = []
    is_whole = all(len(kind) >= MINIMUM_GROUP for kind in kinds.values())
    for key in sorted(kinds):
        if len(kinds[key]) < MINIMUM_GROUP:
            rest += kinds[key]
            continue
        found = _blocks_of_kind(kinds[key])
        if not is_whole:
            rest += found.pop(0)
        blocks += found
    return blocks, tuple(rest)


def _blocks_of_kind(people: Sequence[Employee]) -> list[Block]:
    """Return blocks of people with values of the same KPIs, otherwise at random.

    Blocks of people who are alike would be whole departments but for a few people, and disclose these.
    """
    runs: dict[Any, list[Employee]] = defaultdict(list)
    for person in people:
        known = (tuple(sorted(values)) for values in (person.readings, person.during, person.after))
        runs[tuple(known)].append(person)
    blocks: list[Block] = []
    left: list[Employee] = []
    for key in sorted(runs):
        if len(runs[key]) >= MINIMUM_GROUP:
            blocks += _cut(runs[key])
        else:
            left += runs[key]
    if 0 < len(left) < MINIMUM_GROUP and blocks:
        # Not divided again: of those with values of the same KPIs, five would not be left together.
        blocks.sort(key=len)
        return [(*blocks[0], *left), *blocks[1:]]
    return [*blocks, *_cut(left)]


def _cut(people: Sequence[Employee]) -> list[Block]:
    """Return blocks of five in a random order that is always the same; the last one has up to nine."""
    line = sorted(people, key=lambda person: blake2b(person.key.encode(), digest_size=8).digest())
    starts = list(range(0, max(1, len(line) - MINIMUM_GROUP + 1), MINIMUM_GROUP))
    return [tuple(line[a:b]) for a, b in zip(starts, [*starts[1:], len(line)], strict=True) if line[a:b]]


def is_split(block: Sequence[Employee], group: Facts) -> bool:
    """Return whether a group has some people of a block and not all of them."""
    return 0 < sum(fact_of(person) in group for person in block) < len(block)
