"""Everything that is said of one program, from its cohorts: one path for the product and for simulations."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mentoring.statistics import MINIMUM_GROUP, ResultState, find_disclosures
from reports.outcomes.figures.breakdown import breakdowns, told_of, totals
from reports.outcomes.figures.change import Kpi, change_figures, means_withheld
from reports.outcomes.figures.figure import KPI, Figure, corrected, hidden
from reports.outcomes.figures.people import Cohort
from reports.outcomes.figures.pooling import pooled_sides
from reports.outcomes.figures.retention_curve import staying_figure
from reports.outcomes.figures.retention_promotion import YEAR, Side, career_figures

ROLES = ("mentee", "mentor")
# Where one cohort shows nothing, more people might.
SMALL = (ResultState.TOO_FEW, ResultState.NO_DETECTABLE_DIFFERENCE)


Siblings = Callable[[], Mapping[str, Sequence[Cohort]]]


def sides_of(cohorts: Sequence[Cohort]) -> list[Side]:
    """Return each role with whom it is compared, so that both roles' totals together tell of nobody.

    Mentors and mentees have largely the same colleagues. Where those of one role are those of the other and one to
    four more, who are alone on their level, these are compared with nobody; where that does not help, everybody is
    compared; and where mentors are the mentees and a few more, the second role is hidden.
    """
    present = [it for role in ROLES for it in cohorts if it.role == role and it.participants]
    sides = [Side.of(cohort) for cohort in present]
    if _tells_of_few(sides):
        few = {level for level, n in Counter(p.level for p in present[0].others).items() if n < MINIMUM_GROUP}
        present = [replace(it, others=tuple(p for p in it.others if p.level not in few)) for it in present]
        sides = [Side.of(cohort) for cohort in present]
    if _tells_of_few(sides):
        sides = [Side.of(cohort, chooses=False) for cohort in present]
    if _tells_of_few(sides):
        sides = [sides[0], *(replace(side, is_hidden=True) for side in sides[1:])]
    return sides


def _tells_of_few(sides: Sequence[Side]) -> bool:
    """Tell whether 1 to 4 people follow from what both roles show, whom neither tells of alone."""
    told = [group for side in sides for group in totals(side) if len(group) >= MINIMUM_GROUP]
    return len(sides) > 1 and bool(find_disclosures(list(dict.fromkeys(told)), [], k=MINIMUM_GROUP))


def figures_of(
    cohort: Cohort, kpis: Mapping[str, Kpi], siblings: Siblings = dict, *, side: Side | None = None
) -> list[Figure]:
    """Return the figures of one role, and where it is small those pooled with the role's other cohorts.

    `siblings` returns the cohorts of other programs by role; it is asked only when they are needed.
    """
    side = side or Side.of(cohort)
    changes = change_figures([side], kpis)
    found = [*career_figures([side]), staying_figure([side]), *changes]
    if side.is_hidden:
        return [hidden(figure) for figure in found]
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
            # Those of all cohorts less those of one: a cohort of thirty may have values of two.
            if name in withheld or figure.scope == "pooled":
                baseline |= {"participants_mean": None, "others_mean": None}
        told.append(baseline)
    return replace(figure, baselines=tuple(told))


def outcome_of(
    cohorts: Sequence[Cohort], kpis: Mapping[str, Kpi], siblings: Siblings = dict
) -> dict[str, Any]:
    """Return what is stored of a program: figures and breakdowns of each role, as plain values."""
    figures: list[dict[str, Any]] = []
    sides = sides_of(cohorts)
    for side in sides:
        found = figures_of(side.cohort, kpis, siblings, side=side)
        figures += [figure.stored() for figure in found]
    return {"figures": figures, "breakdowns": breakdowns_of(sides)}


def breakdowns_of(sides: Sequence[Side]) -> list[dict[str, Any]]:
    """Return what is told of each role by kind of people: one entry, or none where there are too few."""
    found: list[dict[str, Any]] = []
    told: list[frozenset[str]] = []
    for side in sides:
        cohort = side.cohort
        if len(cohort.participants) < MINIMUM_GROUP or cohort.followed <= 0 or side.is_hidden:
            continue
        # As long as the primary figure: other windows of the same people would tell who left in between.
        window = min(cohort.followed, float(YEAR))
        attributes = breakdowns(side, window, told)
        found.append({"role": cohort.role, "window_months": round(window, 1), "attributes": attributes})
        told += [*totals(side), *told_of(side, attributes)]
    return found
