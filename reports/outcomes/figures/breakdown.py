"""Breakdowns by one attribute at a time: people, retention and promotion. Exploratory; no group under five."""

from collections.abc import Mapping, Sequence
from typing import Any

from mentoring.statistics import Breakdown, Publication, disclosed_shares, publish
from reports.outcomes.figures.comparison import Comparison, compared_strata, groups_shown, periods_of
from reports.outcomes.figures.objections import splits_a_block
from reports.outcomes.figures.people import TENURE_BANDS, Employee, followed_for
from reports.outcomes.figures.retention_promotion import PROMOTED, RETAINED, Measure

ATTRIBUTES = ("level", "tenure_band", "department", "location")


Keys = frozenset[str]


def breakdowns(comparison: Comparison, window: float, disclosed: Sequence[Keys] = ()) -> list[dict[str, Any]]:
    """Return the groups of each attribute with what may be disclosed about them.

    A group is withheld where it, or anything that follows from what is disclosed, has fewer than five people. Shares
    are whole percentages, and "90 % or more" where nearly everybody in a small group is alike. `disclosed` are the
    groups of another role, whose colleagues are partly the same people.
    """
    groups = {
        "participants": followed_for(comparison.participants, window),
        "others": followed_for(comparison.comparison_group, window),
    }
    # What is hidden while nobody has objected stays hidden: the difference would disclose it.
    known = _shown(breakdowns(comparison.complete, window, disclosed)) if comparison.complete else None
    beside = [*disclosed, *totals(comparison), *compared(comparison)]
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
                    if known is None or (attribute, value, name) in known
                    else None
                    for name, group in groups.items()
                },
            }
            for value in values
        ]
        if any(_loses_few(comparison, attribute, value, window) for value in values):
            rows = [row | {"others": None} for row in rows]
        found.append({"attribute": attribute, "rows": rows})
    return found


def _shown(segments: Sequence[Mapping[str, Any]]) -> set[tuple[str, str, str]]:
    """Return attribute, value and group of every cell that is shown."""
    return {
        (it["attribute"], row["value"], name)
        for it in segments
        for row in it["rows"]
        for name in ("participants", "others")
        if row[name]
    }


def _loses_few(comparison: Comparison, attribute: str, value: str, window: float) -> bool:
    """Return whether objections would make a cell smaller by one to four people."""
    return splits_a_block(
        comparison.left_out_of_group,
        lambda person: getattr(person, attribute) == value and (person.followed or 0.0) >= window,
    )


def totals(comparison: Comparison) -> list[Keys]:
    """Return the groups whose totals the figures of a role show."""
    return list(dict.fromkeys(_keys(group) for group in groups_shown(comparison) if group))


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


def _cell(
    group: Sequence[Employee], publication: Publication | None, attribute: str, value: str, window: float
) -> dict[str, Any] | None:
    """Return people, retention and promotion of a group, or None where it is withheld."""
    if publication is None or (attribute, value) not in publication.disclosed:
        return None
    here = [person for person in group if getattr(person, attribute) == value]
    return {"people": len(here)} | {
        measure.name: _share(here, measure, window) for measure in (RETAINED, PROMOTED)
    }


def _share(here: Sequence[Employee], measure: Measure, window: float) -> dict[str, Any] | None:
    events = sum(measure.outcome(person, window) for person in here)
    disclosed = disclosed_shares([events, len(here) - events])
    return {"percent": disclosed[0].percent, "bound": disclosed[0].bound.value} if disclosed else None
