"""Assemble all outcomes of one program from its cohorts. The product and the simulations use the same path."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mentoring.statistics import MINIMUM_GROUP, ResultState, find_disclosures
from reports.outcomes.figures.attributes import KPI
from reports.outcomes.figures.breakdown import Cell, breakdowns, cells_shown, disclosed_groups, totals
from reports.outcomes.figures.change import KpiDefinition, change_figures, means_withheld
from reports.outcomes.figures.comparison import SHARE_FOLLOWED, Comparison, without_objections
from reports.outcomes.figures.figure import Figure, corrected, withheld
from reports.outcomes.figures.kpi_groups import HiddenAverages, hidden_averages
from reports.outcomes.figures.people import Cohort, followed_for
from reports.outcomes.figures.pooling import pooled_comparisons
from reports.outcomes.figures.retention_curve import retention_curve_figure
from reports.outcomes.figures.retention_promotion import retention_promotion_figures

ROLES = ("mentee", "mentor")
# States in which pooling cohorts may help.
SMALL = (ResultState.TOO_FEW, ResultState.NO_DETECTABLE_DIFFERENCE)


Siblings = Callable[[], Mapping[str, Sequence[Cohort]]]


def comparisons_of(cohorts: Sequence[Cohort]) -> list[Comparison]:
    """Return the comparison of each role, chosen so that both roles' totals together disclose nobody.

    Mentors and mentees have largely the same colleagues. Where the colleagues of one role are those of the other
    and one to four more, alone on their level, these are left out. Where that does not help, every eligible
    colleague is compared. Where mentors are the mentees and a few more, the second role is withheld.
    Objections change nothing about that: it is decided with everybody.
    """
    present = [it for role in ROLES for it in cohorts if it.role == role and it.participants]
    comparisons = [Comparison.of_everybody(cohort) for cohort in present]
    if _discloses_few(comparisons):
        present = [_without_small_levels(it) for it in present]
        comparisons = [Comparison.of_everybody(cohort) for cohort in present]
    if _discloses_few(comparisons):
        comparisons = [Comparison.of_everybody(cohort, chooses=False) for cohort in present]
    if _discloses_few(comparisons):
        comparisons = [
            comparisons[0],
            *(replace(comparison, is_withheld=True) for comparison in comparisons[1:]),
        ]
    return without_objections(comparisons)


def _without_small_levels(cohort: Cohort) -> Cohort:
    """Return the cohort without colleagues on a level that fewer than five of them have."""
    few = {level for level, n in Counter(p.level for p in cohort.others).items() if n < MINIMUM_GROUP}
    return replace(cohort, others=tuple(p for p in cohort.others if p.level not in few))


def _discloses_few(comparisons: Sequence[Comparison]) -> bool:
    """Return whether 1 to 4 people follow from the totals of both roles together."""
    disclosed = [
        group for comparison in comparisons for group in totals(comparison) if len(group) >= MINIMUM_GROUP
    ]
    return len(comparisons) > 1 and bool(
        find_disclosures(list(dict.fromkeys(disclosed)), [], k=MINIMUM_GROUP)
    )


def figures_of(
    cohort: Cohort,
    kpis: Mapping[str, KpiDefinition],
    siblings: Siblings = dict,
    *,
    comparison: Comparison | None = None,
    averages: HiddenAverages | None = None,
) -> list[Figure]:
    """Return the figures of one role and, where it is small, those pooled with the role's other cohorts.

    `siblings` returns the cohorts of other programs by role; it is called only when they are needed. `averages` are
    those that both roles together must hide.
    """
    comparison = comparison or Comparison.of(cohort)
    averages = averages or hidden_averages([comparison])
    alone = {name for role, name in averages.changes if role == cohort.role}
    changes = change_figures([comparison], kpis, alone=alone)
    found = [*retention_promotion_figures([comparison]), retention_curve_figure([comparison]), *changes]
    if comparison.is_withheld:
        return [withheld(figure) for figure in found]
    # Other periods have no verdict of their own, so they are no reason to pool.
    if any(figure.state in SMALL and figure.is_primary and figure.family == "career" for figure in found):
        comparisons = pooled_comparisons(comparison, siblings().get(cohort.role, ()))
        if comparisons:
            found += [
                *retention_promotion_figures(comparisons, scope="pooled"),
                retention_curve_figure(comparisons, scope="pooled"),
            ]
    hidden = means_withheld(changes) | averages.before
    return corrected([_with_means(figure, kpis, hidden) for figure in found])


def _with_means(figure: Figure, kpis: Mapping[str, KpiDefinition], withheld: Collection[str]) -> Figure:
    """Return the figure with the direction of each KPI in its baselines and without the withheld averages."""
    disclosed = []
    for baseline in figure.baselines:
        name = baseline["attribute"].removeprefix(KPI)
        if baseline["attribute"].startswith(KPI):
            kpi = kpis.get(name) or KpiDefinition(name)
            baseline = baseline | {"higher_is_better": kpi.higher_is_better}
            # Only with the main period's results: in another period there may be two people more with a value. Nor
            # pooled: less those of one cohort, these could be the values of two people in another.
            is_main = figure.is_primary and figure.measure in ("retention", "promotion")
            if name in withheld or figure.scope == "pooled" or not is_main:
                baseline |= {"participants_mean": None, "others_mean": None}
        disclosed.append(baseline)
    return replace(figure, baselines=tuple(disclosed))


def assemble_outcomes(
    cohorts: Sequence[Cohort], kpis: Mapping[str, KpiDefinition], siblings: Siblings = dict
) -> dict[str, Any]:
    """Return figures and breakdowns of each role as the plain values that are stored."""
    figures: list[dict[str, Any]] = []
    comparisons = comparisons_of(cohorts)
    averages = hidden_averages(comparisons)
    for comparison in comparisons:
        found = figures_of(comparison.cohort, kpis, siblings, comparison=comparison, averages=averages)
        figures += [figure.stored() for figure in found]
    return {"figures": figures, "breakdowns": breakdowns_of(comparisons)}


def breakdowns_of(comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    """Return the breakdowns of each role; roles with too few people have none."""
    if not any(comparison.left_out for comparison in comparisons):
        return _breakdowns(comparisons, None)
    complete = _breakdowns([comparison.complete or comparison for comparison in comparisons], None)
    return _breakdowns(comparisons, {it["role"]: cells_shown(it["attributes"]) for it in complete})


def _breakdowns(
    comparisons: Sequence[Comparison], known: Mapping[str, Collection[Cell]] | None
) -> list[dict[str, Any]]:
    """Return the breakdowns; `known` are each role's cells that are shown while nobody has objected."""
    found: list[dict[str, Any]] = []
    disclosed: list[frozenset[str]] = []
    beside: list[tuple[Comparison, Collection[Cell]]] = []
    for comparison in comparisons:
        cohort = comparison.cohort
        # The same period as the primary figure: another would disclose who left in between.
        window = cohort.primary_months
        followed = followed_for(cohort.participants, window)
        is_open = len(followed) >= max(MINIMUM_GROUP, SHARE_FOLLOWED * len(cohort.participants))
        if not is_open or comparison.is_withheld:
            continue
        attributes = breakdowns(
            comparison,
            window,
            disclosed,
            known=None if known is None else known.get(cohort.role, ()),
            beside=beside,
        )
        found.append({"role": cohort.role, "window_months": float(window), "attributes": attributes})
        disclosed += [*totals(comparison), *disclosed_groups(comparison, attributes, window)]
        beside.append((comparison, cells_shown(attributes)))
    return found
