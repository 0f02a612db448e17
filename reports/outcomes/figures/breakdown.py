"""One attribute at a time: how many of each kind took part and stayed. Exploratory, and never under five."""

from collections.abc import Mapping, Sequence
from typing import Any

from mentoring.statistics import Breakdown, Publication, publish, shown_shares
from reports.outcomes.figures.people import TENURE_BANDS, Employee
from reports.outcomes.figures.retention_promotion import PROMOTED, RETAINED, Measure, Side, compared_kinds

ATTRIBUTES = ("level", "tenure_band", "department", "location")


Keys = frozenset[str]


def breakdowns(side: Side, window: float, told: Sequence[Keys] = ()) -> list[dict[str, Any]]:
    """Return the groups of each attribute with what may be told of them.

    A group is hidden where it, or anything that follows from what is shown, has fewer than five people. Shares are
    whole percentages, and "90 % or more" where nearly everybody of a small group has the same. `told` are the
    groups of another role, whose colleagues are partly the same people.
    """
    groups = {"participants": side.cohort.participants, "others": side.chosen}
    beside = [*told, *totals(side), *compared(side)]
    publications = {name: _publication(group, beside) for name, group in groups.items()}
    found = []
    for attribute in ATTRIBUTES:
        values = sorted(
            {getattr(p, attribute) for group in groups.values() for p in group} - {""}, key=_in_order
        )
        rows = [
            {
                "value": value,
                **{
                    name: _cell(group, publications[name], attribute, value, window)
                    for name, group in groups.items()
                },
            }
            for value in values
        ]
        found.append({"attribute": attribute, "rows": rows})
    return found


def totals(side: Side) -> list[Keys]:
    """Return the groups that every figure of a role is about."""
    return [_keys(group) for group in (side.cohort.participants, side.everybody, side.chosen) if group]


def compared(side: Side) -> list[Keys]:
    """Return the groups of which the difference like with like is made: each kind of people in both groups."""
    kinds = [kind for kind in compared_kinds([side]) if kind.participants and kind.others]
    return [_keys(group) for kind in kinds for group in (kind.participants, kind.others)]


def told_of(side: Side, attributes: Sequence[Mapping[str, Any]]) -> list[Keys]:
    """Return the groups that a breakdown shows."""
    return [
        frozenset(person.key for person in people if getattr(person, it["attribute"]) == row["value"])
        for it in attributes
        for row in it["rows"]
        for name, people in (("participants", side.cohort.participants), ("others", side.chosen))
        if row[name]
    ]


def _keys(group: Sequence[Employee]) -> Keys:
    return frozenset(person.key for person in group)


def _in_order(value: str) -> tuple[int, str]:
    """Sort bands of service by length, everything else by name."""
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


def _cell(
    group: Sequence[Employee], publication: Publication | None, attribute: str, value: str, window: float
) -> dict[str, Any] | None:
    """Return people, share who stayed and share promoted; None is hidden to protect people."""
    if publication is None or (attribute, value) not in publication.shown:
        return None
    here = [person for person in group if getattr(person, attribute) == value]
    return {"people": len(here)} | {
        measure.name: _share(here, measure, window) for measure in (RETAINED, PROMOTED)
    }


def _share(here: Sequence[Employee], measure: Measure, window: float) -> dict[str, Any] | None:
    events = sum(measure.outcome(person, window) for person in here)
    shown = shown_shares([events, len(here) - events])
    return {"percent": shown[0].percent, "bound": shown[0].bound.value} if shown else None
