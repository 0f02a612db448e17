"""Who is left out of a comparison group where somebody has objected: whole blocks of five and more.

Without the person who objected, every total would be smaller by one, and the difference of two runs would disclose
that person's outcome. So everybody eligible is divided into blocks of at least five who are alike, whether or not
anybody objects, and a block is left out as a whole as soon as one of its people objects. Between any two states of
the objections, each group that is shown then differs by nobody or by at least five people. Nothing has to wait until
more people object, and how many did does not follow.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from hashlib import blake2b

from mentoring.statistics import MINIMUM_GROUP
from reports.outcomes.figures.people import Employee

Block = tuple[Employee, ...]


def blocks_left_out(
    eligible: Sequence[Employee], chosen: Collection[str], primary_months: int
) -> tuple[Block, ...]:
    """Return the blocks with somebody who objected. `chosen` are the keys of the comparison group.

    A block lies in one cell: chosen or not, followed for the primary period or not. Inside a cell, neighbors have
    been followed as long, have values of the same KPIs and are on the same level, so that other groups lose whole
    blocks, too, wherever possible.
    """
    if not any(person.has_objected for person in eligible):
        return ()
    cells: dict[tuple[bool, bool], list[Employee]] = defaultdict(list)
    for person in eligible:
        cells[person.key in chosen, (person.followed or 0.0) >= primary_months].append(person)
    blocks = [block for key in sorted(cells) for block in _blocks(sorted(cells[key], key=_place))]
    return tuple(block for block in blocks if any(person.has_objected for person in block))


def _place(person: Employee) -> tuple:
    return (
        int(person.followed or 0.0),
        sorted(person.readings),
        sorted(person.during),
        sorted(person.after),
        person.level,
        person.department,
        person.location,
        person.tenure_band,
        blake2b(person.key.encode(), digest_size=8).digest(),
    )


def _blocks(line: Sequence[Employee]) -> list[Block]:
    """Return blocks of five; the last one has up to nine."""
    starts = list(range(0, max(1, len(line) - MINIMUM_GROUP + 1), MINIMUM_GROUP))
    return [tuple(line[a:b]) for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]


def splits_a_block(blocks: Sequence[Block], belongs: Callable[[Employee], bool]) -> bool:
    """Return whether a group lost one to four people of any block."""
    return any(0 < sum(belongs(person) for person in block) < MINIMUM_GROUP for block in blocks)
