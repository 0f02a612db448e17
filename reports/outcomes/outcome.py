"""Everything that is said of one program, from its cohorts: one path for the product and for simulations."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reports.outcomes.breakdown import breakdowns
from reports.outcomes.career import YEAR, Side, career_figures
from reports.outcomes.changes import Kpi, change_figures, means_withheld
from reports.outcomes.figure import KPI, Figure, corrected
from reports.outcomes.people import Cohort
from reports.outcomes.pooling import pooled_sides
from reports.outcomes.staying import staying_figure
from reports.statistics import MINIMUM_GROUP, ResultState

ROLES = ("mentee", "mentor")
# Where one cohort shows nothing, more people might.
SMALL = (ResultState.TOO_FEW, ResultState.NO_DETECTABLE_DIFFERENCE)


Siblings = Callable[[], Mapping[str, Sequence[Cohort]]]


def figures_of(cohort: Cohort, kpis: Mapping[str, Kpi], siblings: Siblings = dict) -> list[Figure]:
    """Return the figures of one role, and where it is small those pooled with the role's other cohorts.

    `siblings` returns the cohorts of other programs by role; it is asked only when they are needed.
    """
    side = Side.of(cohort)
    changes = change_figures([side], kpis)
    found = [*career_figures([side]), staying_figure([side]), *changes]
    # Other time spans have no verdict of their own: that they show nothing is no reason.
    if any(figure.state in SMALL and figure.is_primary and figure.family == "career" for figure in found):
        sides = pooled_sides(side, siblings().get(cohort.role, ()))
        if sides:
            found += [*career_figures(sides, scope="pooled"), staying_figure(sides, scope="pooled")]
    return corrected([_with_means(figure, kpis, means_withheld(changes)) for figure in found])


def _with_means(figure: Figure, kpis: Mapping[str, Kpi], withheld: Collection[str]) -> Figure:
    """Return the figure with each KPI's direction beside its averages, and without the averages that are withheld."""
    told = []
    for baseline in figure.baselines:
        name = baseline["attribute"].removeprefix(KPI)
        if baseline["attribute"].startswith(KPI):
            kpi = kpis.get(name) or Kpi(name)
            baseline = baseline | {"higher_is_better": kpi.higher_is_better}
            if name in withheld:
                baseline |= {"participants_mean": None, "others_mean": None}
        told.append(baseline)
    return replace(figure, baselines=tuple(told))


def outcome_of(
    cohorts: Sequence[Cohort], kpis: Mapping[str, Kpi], siblings: Siblings = dict
) -> dict[str, Any]:
    """Return what is stored of a program: figures and breakdowns of each role, as plain values."""
    figures: list[dict[str, Any]] = []
    segments: list[dict[str, Any]] = []
    for role in ROLES:
        for cohort in cohorts:
            if cohort.role != role or not cohort.participants:
                continue
            found = figures_of(cohort, kpis, siblings)
            figures += [figure.stored() for figure in found]
            segments += breakdowns_of(Side.of(cohort))
    return {"figures": figures, "breakdowns": segments}


def breakdowns_of(side: Side) -> list[dict[str, Any]]:
    """Return what is told of one role by kind of people: one entry, or none where there are too few."""
    cohort = side.cohort
    if len(cohort.participants) < MINIMUM_GROUP or cohort.followed <= 0:
        return []
    # As long as the primary figure: other windows of the same people would tell who left in between.
    window = min(cohort.followed, float(YEAR))
    return [{"role": cohort.role, "window_months": round(window, 1), "attributes": breakdowns(side, window)}]
