"""Which groups may be shown where blocks of people can be left out later, so that their totals become known.

Somebody who has every total of before and after subtracts one from another and so learns the total of each block. With
those, and with the groups that are shown, fewer than five people must not follow: a department of seven less a block of
five in it would be two people.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence

from mentoring.statistics.suppression import MINIMUM_GROUP

_SMALLEST_EIGENVALUE = 1e-6


def groups_to_hide(
    blocks: Sequence[Sequence[Collection[Hashable]]],
    sizes: Mapping[Hashable, int],
    *,
    among: Collection[Hashable],
) -> set[Hashable]:
    """Return which of the groups `among` must not be shown, the smallest first.

    `blocks` has a sequence for each block, and in it, for each of its people, the groups that they are in; `sizes` are
    the sizes of all groups, also of those shown anyway. A block has at least five people.

    What follows is a sum of multiples of groups and blocks: the multiples of each person's groups and block add up to 1
    for people in the set that follows, and to 0 for others. In a block without anybody of that set, those of the groups
    add up to the same for all. Divide the blocks into five parts. A set of fewer than five people leaves one part
    untouched. If the differences between people of one block span the same space in that part as in all blocks, the
    multiples add up to the same within every block. So what follows are whole blocks: five people or more.
    """
    import numpy as np

    names = list(sizes)
    column = {name: n for n, name in enumerate(names)}
    spread = np.zeros((MINIMUM_GROUP, len(names), len(names)))
    for number, block in enumerate(blocks):
        rows = np.zeros((len(block), len(names)))
        for row, groups in zip(rows, block, strict=True):
            row[[column[name] for name in groups]] = 1
        rows -= rows.mean(axis=0)
        spread[number % MINIMUM_GROUP] += rows.T @ rows
    whole = spread.sum(axis=0)

    def spans_everything(kept: Sequence[int]) -> bool:
        at = np.ix_(kept, kept)
        ranks = [
            np.linalg.matrix_rank(part[at], tol=_SMALLEST_EIGENVALUE, hermitian=True)
            for part in (whole, *spread)
        ]
        return len(set(ranks)) == 1

    hidden: set[Hashable] = set()
    # A group of whole blocks says no more than these.
    divided = sorted(
        (name for name in among if whole[column[name], column[name]] > _SMALLEST_EIGENVALUE),
        key=lambda name: (sizes[name], str(name)),
    )
    while divided:
        kept = [column[name] for name in names if name not in hidden]
        if spans_everything(kept):
            break
        hidden.add(divided.pop(0))
    return hidden
