"""Sums of answers that results show, and whether few answers could be calculated from several of them together.

Each set of answers, as (person, wave), stands for the number that is shown of it.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from mentoring.statistics import MINIMUM_GROUP, find_disclosures

Sums = Sequence[frozenset[Hashable]]
# Of these, results of waves and changes show sums of the same answers. A change of agreement has no sum.
WITH_SUMS = ("scale0to10", "yes_no", "number")


def sums_of_change(
    type_: str,
    before: Mapping[Hashable, Hashable],
    both: Collection[Hashable],
    *,
    has_others: bool,
    wave: Hashable,
) -> Sums:
    """Return the sets of answers whose sums a change discloses.

    `before` holds the wave of each earlier answer. Two rates are two sums. A mean change is one, and of the earlier
    answers only where nobody else (`has_others`) answered now: then the later mean of the same people is shown, too.
    """
    if len(both) < MINIMUM_GROUP or type_ not in WITH_SUMS or not before:
        return []
    earlier = frozenset((person, before[person]) for person in both)
    if type_ == "yes_no":
        return [earlier, answers_of(both, wave)]
    return [] if has_others else [earlier]


def answers_of(people: Iterable[Hashable], wave: Hashable) -> frozenset[Hashable]:
    return frozenset((person, wave) for person in people)


def add_up(shown: Sums, new: Sums) -> bool:
    """Return whether one to four answers can be calculated from the sums over these sets.

    Of those that are shown, only the ones that have answers in common with new ones, directly or by others.
    """
    reached: set[frozenset[Hashable]] = set(new)
    rest = set(shown) - reached
    while rest:
        answers = frozenset().union(*reached)
        near = {it for it in rest if it & answers}
        if not near:
            break
        reached |= near
        rest -= near
    return bool(find_disclosures(sorted(reached, key=lambda it: sorted(map(str, it))), [], k=MINIMUM_GROUP))
