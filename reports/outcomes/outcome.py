"""Everything that is said of one program, from its cohorts: one path for the product and for simulations."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reports.outcomes.breakdown import breakdowns
from reports.outcomes.career import YEAR, Side, career_figures
from reports.outcomes.changes import Kpi, change_figures
from reports.outcomes.closest import pooled
from reports.outcomes.figure import Figure, corrected
from reports.outcomes.people import Cohort
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
    found = [*career_figures([side]), staying_figure([side]), *change_figures([side], kpis)]
    if any(figure.state in SMALL and figure.family == "career" for figure in found):
        found += _pooled_figures(cohort, siblings().get(cohort.role, ()))
    return corrected(found)


def _pooled_figures(cohort: Cohort, siblings: Sequence[Cohort]) -> list[Figure]:
    """Return the career figures over all cohorts of the role that were followed as long.

    A cohort under five, ours or another, is not pooled: what is left would be a group too small to show.
    """
    window = min(cohort.followed, YEAR)
    others = [c for c in siblings if c.followed >= window and len(c.participants) >= MINIMUM_GROUP]
    if not others or len(cohort.participants) < MINIMUM_GROUP:
        return []
    sides = [Side.of(shared) for shared in pooled([cohort, *others])]
    return [*career_figures(sides, scope="pooled"), staying_figure(sides, scope="pooled")]


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
            if len(cohort.participants) >= MINIMUM_GROUP and cohort.followed > 0:
                # As long as the primary figure: other windows of the same people would tell who left in between.
                window = min(cohort.followed, float(YEAR))
                segments.append({"role": role, "window_months": round(window, 1),
                                 "attributes": breakdowns(Side.of(cohort), window)})  # fmt: skip
    return {"figures": figures, "breakdowns": segments}
