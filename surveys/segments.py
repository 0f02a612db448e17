"""Coarsen what is stored with anonymous answers until it fits at least five people."""

from collections import Counter
from collections.abc import Mapping, Sequence

from mentoring.statistics import MINIMUM_GROUP

Combination = tuple[tuple[str, str], ...]


def coarsened(
    rows: Sequence[Mapping[str, str]], names: Sequence[str], *, at_least: int = MINIMUM_GROUP
) -> list[dict[str, str]]:
    """Return the rows with values left out until each combination is held by `at_least` rows.

    `names` are the attributes, the most important first; others are left out. If there are fewer rows than that, none
    keeps a value.
    """
    frequent = _frequent_values(rows, names, at_least)
    held: list[Combination] = [
        tuple((name, row[name]) for name in names if (name, row.get(name, "")) in frequent) for row in rows
    ]
    while True:
        counts = Counter(held)
        small = [each for each, count in counts.items() if count < at_least]
        if not small or len(counts) == 1:
            return [dict(each) if at_least <= len(rows) else {} for each in held]
        replaced, by = _next_step(max(small, key=lambda each: (len(each), each)), counts)
        held = [by if each == replaced else each for each in held]


def fitting(row: Mapping[str, str], held: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the longest of the combinations that the row has, too; nothing if it has none of them."""
    found = [each for each in held if each.items() <= row.items()]
    longest: Mapping[str, str] = max(found, key=lambda it: (len(it), sorted(it.items()))) if found else {}
    return dict(longest)


def _frequent_values(
    rows: Sequence[Mapping[str, str]], names: Sequence[str], at_least: int
) -> set[tuple[str, str]]:
    counts = Counter((name, row[name]) for row in rows for name in names if row.get(name))
    return {value for value, count in counts.items() if count >= at_least}


def _next_step(small: Combination, counts: Counter[Combination]) -> tuple[Combination, Combination]:
    """Return which combination becomes which other one, so that small combinations become larger or disappear.

    The smallest finer combination joins it. Without one, its least important value is left out. Leaving values out of
    the small one only would not do: the rest of a group of six without a group of five is one person.
    """
    finer = [each for each in counts if len(each) > len(small) and set(small) < set(each)]
    if finer:
        return min(finer, key=lambda each: (counts[each], each)), small
    return small, small[:-1]
