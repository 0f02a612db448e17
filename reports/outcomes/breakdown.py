"""One attribute at a time: how many of each kind took part and stayed. Exploratory, and never under five."""

from collections.abc import Sequence
from typing import Any

from reports.outcomes.career import PROMOTED, RETAINED, Measure, Side
from reports.outcomes.people import TENURE_BANDS, Employee
from reports.statistics import Breakdown, Publication, publish, shown_shares

ATTRIBUTES = ("level", "tenure_band", "department", "location")


def breakdowns(side: Side, window: float) -> list[dict[str, Any]]:
    """Return the groups of each attribute with what may be told of them.

    A group is hidden where it, or anything that follows from what is shown, has fewer than five people. Shares are
    whole percentages, and "90 % or more" where nearly everybody of a small group has the same.
    """
    groups = {"participants": side.cohort.participants, "others": side.chosen}
    publications = {name: _publication(group) for name, group in groups.items()}
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


def _in_order(value: str) -> tuple[int, str]:
    """Sort bands of service by length, everything else by name."""
    bands = [name for _limit, name in TENURE_BANDS]
    return (bands.index(value) if value in bands else len(bands), value)


def _publication(group: Sequence[Employee]) -> Publication | None:
    if not group:
        return None
    everybody = frozenset(person.key for person in group)
    return publish(
        everybody,
        [
            Breakdown.from_values(name, {person.key: getattr(person, name) or None for person in group})
            for name in ATTRIBUTES
        ],
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
