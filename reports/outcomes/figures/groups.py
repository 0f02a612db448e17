"""KPIs with one value of a whole group: before, during and after, without any test."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.statistics import Breakdown, publish, result_state
from reports.outcomes.figures.change import KpiDefinition
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
    kpis: Mapping[str, KpiDefinition],
    *,
    withheld: Collection[str],
    index_on: date,
    as_of: date,
) -> list[Figure]:
    """Return a figure for each group and KPI. `withheld` are groups of too few people; their values are not stored."""
    return [
        _figure(
            reading,
            kpis.get(reading.kpi) or KpiDefinition(reading.kpi),
            reading.group in withheld,
            index_on,
            as_of,
        )
        for reading in sorted(readings, key=lambda reading: (reading.kpi, reading.group))
    ]


def _figure(
    reading: GroupReading, kpi: KpiDefinition, is_withheld: bool, index_on: date, as_of: date
) -> Figure:
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
            is_suppressed=is_withheld,
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


def withheld_groups(people: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the departments and locations with too few people, and those from which such a group would follow.

    `people` are everybody's department and location. The size of any other group is not known here.
    """
    if not people:
        return set()
    attributes = [
        Breakdown.from_values(str(n), {key: names[n] or None for key, names in people.items()})
        for n in range(2)
    ]
    return {value for _attribute, value in publish(frozenset(people), attributes).withheld}
