"""KPIs that came as one value of a whole group: before, during and after, and nothing that could be tested."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.statistics import Breakdown, publish, result_state
from reports.outcomes.figures.change import Kpi
from reports.outcomes.figures.figure import Figure, Number, numbers

PHASES = ("before", "during", "after")


@dataclass(frozen=True)
class GroupReading:
    """Hold a group's values of a KPI: the last before the program, the last during it, the first after it."""

    kpi: str
    group: str
    values: Mapping[str, float]


def group_figures(
    readings: Sequence[GroupReading],
    kpis: Mapping[str, Kpi],
    *,
    hidden: Collection[str],
    index_on: date,
    as_of: date,
) -> list[Figure]:
    """Return a figure for each group and KPI. `hidden` are groups of too few people; their values are not kept."""
    return [
        _figure(reading, kpis.get(reading.kpi) or Kpi(reading.kpi), reading.group in hidden, index_on, as_of)
        for reading in sorted(readings, key=lambda reading: (reading.kpi, reading.group))
    ]


def _figure(reading: GroupReading, kpi: Kpi, is_hidden: bool, index_on: date, as_of: date) -> Figure:
    found: list[Number] = []
    for phase in PHASES:
        if phase in reading.values:
            found += numbers("score", **{f"{phase}_value": reading.values[phase]})
    return Figure(
        key=f"group.kpi.{kpi.name}.{reading.group}",
        measure="group",
        role="group",
        group=reading.group,
        subject=kpi.name,
        state=result_state(
            has_data=bool(reading.values.keys() & {"during", "after"}),
            is_suppressed=is_hidden,
            is_too_early=False,
            is_too_few=False,
            has_comparison=False,
            is_comparable=False,
            excludes_zero=False,
        ),
        as_of=as_of,
        index_on=index_on,
        family="group",
        numbers=tuple(found),
        caveats=("one_group",),
        notes=({"code": "kpi", "definition": kpi.definition, "unit": kpi.unit},),
    )


def hidden_groups(people: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the names under which too few people work, or from which such a group would follow.

    `people` are everybody's department and place. A name that is neither is of a size that nobody here knows.
    """
    if not people:
        return set()
    attributes = [
        Breakdown.from_values(str(n), {key: names[n] or None for key, names in people.items()})
        for n in range(2)
    ]
    return {value for _attribute, value in publish(frozenset(people), attributes).hidden}
