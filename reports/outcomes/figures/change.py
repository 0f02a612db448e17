"""Each KPI before, during and after: the change of the same people and, where known, that of colleagues."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Any

from mentoring.statistics import (
    MINIMUM_GROUP,
    PAIRED_CHANGE,
    DifferenceInDifferences,
    PairedChange,
    PairedCounts,
    Statement,
    detectable_paired_effect,
    difference_in_differences,
    discloses_everyone,
    paired_change,
    paired_rate_difference,
    reached,
    result_state,
    summarize_change,
)
from reports.outcomes.figures.comparison import Comparison, selection_caveats
from reports.outcomes.figures.comparison_group import is_comparable, judge
from reports.outcomes.figures.figure import Figure, Number, badge_values, numbers, people, shares
from reports.outcomes.figures.people import Employee


@dataclass(frozen=True)
class KpiDefinition:
    """Define a KPI: its name, direction, definition and unit."""

    name: str
    higher_is_better: bool = True
    definition: str = ""
    unit: str = ""


Pair = tuple[float, float]


def change_figures(
    comparisons: Sequence[Comparison], kpis: Mapping[str, KpiDefinition], *, alone: Collection[str] = ()
) -> list[Figure]:
    """Return a figure for each KPI of which any participant has a reading; `alone` ones without colleagues."""
    taking_part = [person for comparison in comparisons for person in comparison.cohort.participants]
    names = {name for p in taking_part for phase in (p.readings, p.during, p.after) for name in phase}
    return [
        _figure(comparisons, kpis.get(name) or KpiDefinition(name), is_alone=name in alone)
        for name in sorted(names)
    ]


def means_withheld(changes: Sequence[Figure]) -> set[str]:
    """Return the KPIs whose averages before the start are withheld, as the change is of nearly the same people."""
    found = set()
    for figure in changes:
        names = {number.name for number in figure.numbers}
        if {"paired_before", "improved", "yes_before"} & names and "before_people" not in names:
            found.add(figure.subject)
        if "others_change" in names and "others_before" not in names:
            found.add(figure.subject)
    return found


def _figure(comparisons: Sequence[Comparison], kpi: KpiDefinition, *, is_alone: bool) -> Figure:
    cohort = comparisons[0].cohort
    taking_part = [person for comparison in comparisons for person in comparison.cohort.participants]
    others = [person for comparison in comparisons for person in comparison.comparison_group]
    pairs, phase = _pairs(taking_part, kpi.name)
    other_pairs = [pair for person in others if (pair := _pair(person, kpi.name, phase))]
    if len(other_pairs) < MINIMUM_GROUP or _alike(other_pairs) or is_alone:
        other_pairs = []
    so_far = reached(
        [person.index_on or cohort.index_on for person in taking_part] or [cohort.index_on],
        PAIRED_CHANGE,
        on=cohort.values_until,
    )
    eligible = [person for comparison in comparisons for person in comparison.eligible]
    comparability = judge(taking_part, eligible) if other_pairs else None
    is_yes_or_no = bool(pairs) and {value for pair in pairs for value in pair} <= {0.0, 1.0}
    change = _change(pairs, kpi) if pairs and not is_yes_or_no else None
    against = _against(pairs, other_pairs)
    found = [*_phases(taking_part, kpi.name, phase), people("paired", len(pairs))]
    if is_yes_or_no:
        found += _yes_or_no(pairs)
    if change is not None:
        found += _paired(change, pairs)
    if against is not None:
        known = sum(kpi.name in person.readings for person in others)
        found += _compared(
            against, other_pairs, shows_before=not 0 < known - len(other_pairs) < MINIMUM_GROUP
        )
    has_readings = any(kpi.name in person.readings for person in taking_part)
    state = result_state(
        has_data=any(kpi.name in phase for p in taking_part for phase in (p.during, p.after)),
        is_suppressed=0 < len(pairs) < MINIMUM_GROUP,
        is_too_early=not so_far.is_open or (not pairs and not cohort.is_over),
        is_too_few=len(pairs) < PAIRED_CHANGE.pairs,
        has_comparison=against is not None,
        is_comparable=is_comparable(comparability),
        excludes_zero=against is not None and against.excludes_zero,
    )
    return Figure(
        key=f"{cohort.role}.kpi.{kpi.name}",
        measure="change",
        role=cohort.role,
        subject=kpi.name,
        state=state,
        as_of=cohort.values_until,
        index_on=cohort.index_on,
        # Primary KPIs are not declared yet, so all of them are one family.
        is_primary=against is not None,
        family="kpi",
        numbers=tuple(found),
        opens_on=so_far.opens_on if not so_far.is_open else None,
        share_reached=so_far.share,
        guard_weeks=PAIRED_CHANGE.weeks,
        lacking=({"what": "pairs", "need": PAIRED_CHANGE.pairs},)
        if 0 < len(pairs) < PAIRED_CHANGE.pairs
        else (),
        matched=max(comparison.ratio for comparison in comparisons) if against else 0,
        compares_with=cohort.compares_with,
        caveats=selection_caveats([it.cohort for it in comparisons]) if against else ("one_group",),
        notes=tuple(_notes(change, kpi, phase, against, has_before=has_readings)),
        p_value=against.p_value if against else None,
        **(badge_values(comparability) if against else {}),
    )


def same_for_nearly_all(values: Sequence[float]) -> bool:
    """Return whether an average would disclose the value of nearly everybody in a small group."""
    return discloses_everyone(list(Counter(values).values()) or [0])


def _alike(pairs: Sequence[Pair]) -> bool:
    """Return whether nearly all of a small group have the same value before, or later, or changed by as much."""
    return any(
        same_for_nearly_all(values)
        for values in (*zip(*pairs, strict=True), [round(after - before, 9) for before, after in pairs])
    )


def _pair(person: Employee, name: str, phase: str) -> Pair | None:
    later: Mapping[str, float] = getattr(person, phase)
    return (person.readings[name], later[name]) if name in person.readings and name in later else None


def _pairs(group: Sequence[Employee], name: str) -> tuple[list[Pair], str]:
    """Return both values of the same people; while nobody has one from after, the latest from during."""
    for phase in ("after", "during"):
        found = [pair for person in group if (pair := _pair(person, name, phase))]
        if found:
            return found, phase
    return [], "after"


def _phases(group: Sequence[Employee], name: str, paired_phase: str) -> list[Number]:
    """Return how many have a value in each phase, and their average.

    Withheld where nearly the same people have both values: the two averages of one phase would disclose the values
    of the 1 to 4 who do not.
    """
    paired = sum(_pair(person, name, paired_phase) is not None for person in group)
    found = []
    for label, phase in (("before", "readings"), ("during", "during"), ("after", "after")):
        values = [getattr(p, phase)[name] for p in group if name in getattr(p, phase)]
        if phase in ("readings", paired_phase) and paired > 0 and 0 < len(values) - paired < MINIMUM_GROUP:
            continue
        found.append(people(f"{label}_people", len(values), needs=Statement.NUMBER))
        if len(values) >= MINIMUM_GROUP and not same_for_nearly_all(values):
            found += numbers("score", **{f"{label}_mean": fmean(values)})
    return found


def _change(pairs: Sequence[Pair], kpi: KpiDefinition) -> PairedChange:
    values = {value for pair in pairs for value in pair}
    return paired_change(
        [before for before, _after in pairs],
        [after for _before, after in pairs],
        # A five-point item is too coarse to lead with its mean.
        is_single_item=values <= {1.0, 2.0, 3.0, 4.0, 5.0},
        higher_is_better=kpi.higher_is_better,
    )


def _paired(change: PairedChange, pairs: Sequence[Pair]) -> list[Number]:
    if change.n < MINIMUM_GROUP:
        return []
    moved = {name: getattr(change, name).events for name in ("improved", "same", "worse")}
    found = shares(moved)
    if _alike(pairs):
        return found
    found += numbers(
        "score", paired_before=fmean(b for b, _after in pairs), paired_after=fmean(a for _before, a in pairs)
    )
    if change.mean is not None:
        found += numbers("score", change=change.mean.mean)
        found += numbers(
            "score", Statement.INTERVAL, change_low=change.mean.low, change_high=change.mean.high
        )
    if change.ranks is not None:
        found += numbers("score", typical_change=change.ranks.typical_change)
        found += numbers(
            "score", Statement.INTERVAL, typical_low=change.ranks.low, typical_high=change.ranks.high
        )
    if change.dz is not None:
        found += numbers("sd", Statement.INTERVAL, dz=change.dz.corrected)
    differences = [after - before for before, after in pairs]
    if len(differences) >= MINIMUM_GROUP and stdev(differences) > 0:
        smallest = detectable_paired_effect(len(differences)) * stdev(differences)
        found += numbers("score", Statement.DETECTABLE_SIZE, detectable_change=smallest)
    return found


def _yes_or_no(pairs: Sequence[Pair]) -> list[Number]:
    cells = {cell: sum(pair == cell for pair in pairs) for cell in ((1, 1), (0, 1), (1, 0), (0, 0))}
    if len(pairs) < MINIMUM_GROUP:
        return []
    rate = paired_rate_difference(PairedCounts(*cells.values()))
    found = [
        number
        for name, both in (("yes_before", rate.counts.before), ("yes_after", rate.counts.after))
        for number in shares({name: both.events, "no": both.missed}, [name])
    ]
    # One rate would follow from the other and the difference.
    if _alike(pairs):
        return found
    return [
        *found,
        *numbers("points", yes_change=rate.difference),
        *numbers("points", Statement.INTERVAL, yes_low=rate.low, yes_high=rate.high),
    ]


def _against(pairs: Sequence[Pair], others: Sequence[Pair]) -> DifferenceInDifferences | None:
    # Where nearly all of a small group changed alike, their average would disclose each of them.
    if len(pairs) < MINIMUM_GROUP or len(others) < MINIMUM_GROUP or _alike(pairs):
        return None
    return difference_in_differences(
        *(summarize_change(*zip(*group, strict=True)) for group in (pairs, others))
    )


def _compared(
    against: DifferenceInDifferences, others: Sequence[Pair], *, shows_before: bool
) -> list[Number]:
    """Return the colleagues' change; without its start where an average of 1 to 4 more people is shown elsewhere."""
    levels = {"others_before": fmean(b for b, _a in others), "others_after": fmean(a for _b, a in others)}
    return [
        people("paired_others", len(others), needs=Statement.NUMBER),
        *(numbers("score", **levels) if shows_before else []),
        *numbers("score", others_change=fmean(after - before for before, after in others)),
        *numbers("score", change_difference=against.difference, change_error=against.standard_error),
        *numbers("score", Statement.INTERVAL, change_difference_low=against.low, change_difference_high=against.high),
    ]  # fmt: skip


def _notes(
    change: PairedChange | None,
    kpi: KpiDefinition,
    phase: str,
    against: DifferenceInDifferences | None,
    *,
    has_before: bool,
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"code": "kpi", "definition": kpi.definition, "unit": kpi.unit}]
    if change is not None:
        found.append({"code": "headline", "headline": change.headline, "reason": change.reason})
    if phase == "during":
        found.append({"code": "until_now"})
    if not has_before:
        found.append({"code": "no_before"})
    if against is not None and not against.is_trend_checkable:
        found.append({"code": "trend_not_checkable"})
    return found
