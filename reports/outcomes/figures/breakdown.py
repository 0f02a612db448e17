"""Breakdowns by one attribute at a time: people, retention and promotion. Exploratory; no group under five."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

from mentoring.statistics import Breakdown, Publication, disclosed_shares, groups_to_hide, publish
from reports.outcomes.figures.comparison import Comparison, compared_strata, periods_of
from reports.outcomes.figures.objections import Fact, fact_of, facts_of
from reports.outcomes.figures.people import TENURE_BANDS, Employee, followed_for
from reports.outcomes.figures.retention_promotion import PROMOTED, RETAINED, Measure

ATTRIBUTES = ("level", "tenure_band", "department", "location")


Keys = frozenset[str]
# Attribute, value and group ("participants" or "others") of a cell.
Cell = tuple[str, str, str]


def breakdowns(
    comparison: Comparison,
    window: float,
    disclosed: Sequence[Keys] = (),
    *,
    known: Collection[Cell] | None = None,
    beside: Sequence[tuple[Comparison, Collection[Cell]]] = (),
) -> list[dict[str, Any]]:
    """Return the groups of each attribute with what may be disclosed about them.

    A group is withheld where it, or anything that follows from what is disclosed, has fewer than five people. Shares
    are whole percentages, and "90 % or more" where nearly everybody in a small group is alike. `disclosed` are the
    groups of another role, whose colleagues are partly the same people, and `beside` its comparison and cells. `known`
    are the cells that are shown while nobody has objected; what is hidden then stays hidden: the difference would
    disclose it.
    """
    groups = {
        "participants": followed_for(comparison.participants, window),
        "others": followed_for(comparison.comparison_group, window),
    }
    publications = {
        name: _publication(group, [*disclosed, *totals(comparison), *compared(comparison)])
        for name, group in groups.items()
    }
    cells = {
        (attribute, value, name)
        for name, publication in publications.items()
        for attribute, value in (publication.disclosed if publication else ())
    }
    cells = (
        cells - _cells_beside_blocks(comparison, window, cells, beside)
        if known is None
        else (cells & set(known)) - _cells_that_lose_few(comparison, window)
    )
    found = []
    for attribute in ATTRIBUTES:
        values = sorted(
            {getattr(p, attribute) for group in groups.values() for p in group} - {""}, key=_in_order
        )
        rows = [
            {
                "value": value,
                **{
                    name: _cell(group, attribute, value, window)
                    if (attribute, value, name) in cells
                    else None
                    for name, group in groups.items()
                },
            }
            for value in values
        ]
        found.append({"attribute": attribute, "rows": rows})
    return found


def cells_shown(segment: Sequence[Mapping[str, Any]]) -> set[Cell]:
    """Return attribute, value and group of every cell of a breakdown that is shown."""
    return {
        (it["attribute"], row["value"], name)
        for it in segment
        for row in it["rows"]
        for name in ("participants", "others")
        if row[name]
    }


def _cells_beside_blocks(
    comparison: Comparison,
    window: float,
    cells: Collection[Cell],
    beside: Sequence[tuple[Comparison, Collection[Cell]]],
) -> set[Cell]:
    """Return the cells of the comparison group that must be hidden, as objections would disclose people in them."""
    if comparison.rest:
        return {cell for cell in cells if cell[2] == "others"}
    mine = _cells_by_fact(comparison, window, cells)
    theirs = [_cells_by_fact(it, it.cohort.primary_months, shown) for it, shown in beside]
    known = [it for it in theirs if not it.keys().isdisjoint(mine)]
    blocks = dict.fromkeys(
        tuple(map(fact_of, block))
        for it in (comparison, *(it for it, _shown in beside if known))
        for block in it.blocks
    )
    sizes: Counter[Hashable] = Counter()
    rows = []
    for block in blocks:
        row: list[list[Hashable]] = []
        for fact in block:
            other = [(n, *cell) for n, it in enumerate(known) for cell in it.get(fact, ())]
            row.append([*mine.get(fact, ()), *other])
            sizes.update(row[-1])
        if any(row):
            rows.append(row)
    own = [cell for cell in cells if cell in sizes]
    hidden = groups_to_hide(rows, sizes, among=own) if own else ()
    return {cell for cell in own if cell in hidden}


def _cells_by_fact(comparison: Comparison, window: float, cells: Collection[Cell]) -> dict[Fact, list[Cell]]:
    """Return the shown cells that each person of the comparison group is in."""
    return {
        fact_of(person): [
            cell for name in ATTRIBUTES if (cell := (name, getattr(person, name), "others")) in cells
        ]
        for person in followed_for(comparison.comparison_group, window)
    }


def _cells_that_lose_few(comparison: Comparison, window: float) -> set[Cell]:
    """Return the cells of the attributes in which a block that is left out has more than one value."""
    complete = comparison.complete
    if complete is None:
        return set()
    group = followed_for(complete.comparison_group, window)
    here = facts_of(group)
    lost = [[person for person in block if fact_of(person) in here] for block in comparison.left_out]
    split = [name for name in ATTRIBUTES if any(len({getattr(p, name) for p in it}) > 1 for it in lost)]
    return {(name, getattr(person, name), "others") for name in split for person in group}


def totals(comparison: Comparison) -> list[Keys]:
    """Return the groups whose totals the figures of a role show."""
    return comparison.totals


def compared(comparison: Comparison) -> list[Keys]:
    """Return the groups behind the adjusted difference: both groups of each stratum that has both."""
    strata = [
        stratum
        for months in periods_of([comparison])
        for stratum in compared_strata([comparison], months)
        if stratum.participants and stratum.others
    ]
    return [_keys(group) for stratum in strata for group in (stratum.participants, stratum.others)]


def disclosed_groups(
    comparison: Comparison, attributes: Sequence[Mapping[str, Any]], window: float = 0
) -> list[Keys]:
    """Return the groups that a breakdown discloses."""
    return [
        frozenset(person.key for person in people if getattr(person, it["attribute"]) == row["value"])
        for it in attributes
        for row in it["rows"]
        for name, people in (
            ("participants", followed_for(comparison.participants, window)),
            ("others", followed_for(comparison.comparison_group, window)),
        )
        if row[name]
    ]


def _keys(group: Sequence[Employee]) -> Keys:
    return frozenset(person.key for person in group)


def _in_order(value: str) -> tuple[int, str]:
    """Return a sort key: bands of service by length, everything else by name."""
    bands = [name for _limit, name in TENURE_BANDS]
    return (bands.index(value) if value in bands else len(bands), value)


def _publication(group: Sequence[Employee], beside: Sequence[Keys]) -> Publication | None:
    if not group:
        return None
    return publish(
        _keys(group),
        [
            Breakdown.from_values(name, {person.key: getattr(person, name) or None for person in group})
            for name in ATTRIBUTES
        ],
        beside=list(dict.fromkeys(beside)),
    )


def _cell(group: Sequence[Employee], attribute: str, value: str, window: float) -> dict[str, Any]:
    """Return people, retention and promotion of a group."""
    here = [person for person in group if getattr(person, attribute) == value]
    return {"people": len(here)} | {
        measure.name: _share(here, measure, window) for measure in (RETAINED, PROMOTED)
    }


def _share(here: Sequence[Employee], measure: Measure, window: float) -> dict[str, Any] | None:
    events = sum(measure.outcome(person, window) for person in here)
    disclosed = disclosed_shares([events, len(here) - events])
    return {"percent": disclosed[0].percent, "bound": disclosed[0].bound.value} if disclosed else None
