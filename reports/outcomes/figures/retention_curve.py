"""Retention over time: the share of each group still employed, month by month, with the numbers at risk."""

from collections.abc import Sequence
from typing import Any

from mentoring.statistics import (
    HOMOGENEITY_BELOW,
    MINIMUM_GROUP,
    Followed,
    Statement,
    SurvivalCurve,
    kaplan_meier,
    log_rank,
    reached,
    result_state,
    survival_difference,
)
from reports.outcomes.figures.comparison import Comparison, selection_caveats
from reports.outcomes.figures.comparison_group import is_comparable, judge
from reports.outcomes.figures.figure import Figure, Number, badge_values, numbers, people
from reports.outcomes.figures.people import Employee
from reports.outcomes.figures.retention_promotion import RETAINED

YEAR = 12


def retention_curve_figure(comparisons: Sequence[Comparison], *, scope: str = "program") -> Figure:
    """Return both retention curves of one role and their difference after a year, or at the end of the shorter one.

    A curve needs twenty people (near 100 %, one of fewer would disclose each of them) and is truncated where fewer
    than ten are at risk. Exits are read by day and shown by month, so that no step is one person's last day.
    """
    cohorts = [comparison.cohort for comparison in comparisons]
    first = cohorts[0]
    taking_part = _followed([cohort.participants for cohort in cohorts])
    others = _followed([comparison.comparison_group for comparison in comparisons])
    curves = [
        kaplan_meier(group) if group.n >= HOMOGENEITY_BELOW else None for group in (taking_part, others)
    ]
    comparability = judge(
        [p for cohort in cohorts for p in cohort.participants],
        [p for comparison in comparisons for p in comparison.eligible],
    )
    so_far = reached(
        [person.index_on or cohort.index_on for cohort in cohorts for person in cohort.participants],
        RETAINED.guard,
        on=max(cohort.known_until for cohort in cohorts),
    )
    found, differs = _numbers(curves, taking_part, others)
    is_few = min(
        group.n for group in (taking_part, others) if group.n or others.n
    ) < RETAINED.guard.per_group or (taking_part.leavers + others.leavers < RETAINED.guard.events)
    state = result_state(
        has_data=bool(taking_part.n),
        is_suppressed=taking_part.n < MINIMUM_GROUP or 0 < others.n < MINIMUM_GROUP,
        is_too_early=not so_far.is_open,
        is_too_few=is_few,
        has_comparison=others.n > 0,
        is_comparable=is_comparable(comparability),
        # The curves illustrate the primary figure and have no verdict of their own.
        excludes_zero=False,
    )
    return Figure(
        key=".".join([first.role, "retention_curve", scope]),
        measure="retention_curve",
        role=first.role,
        state=state,
        as_of=max(cohort.known_until for cohort in cohorts),
        index_on=min(cohort.index_on for cohort in cohorts),
        scope=scope,
        numbers=tuple(found),
        opens_on=None if so_far.is_open else so_far.opens_on,
        share_reached=so_far.share,
        guard_months=RETAINED.guard.months,
        matched=max(comparison.ratio for comparison in comparisons),
        caveats=selection_caveats(cohorts),
        curves=tuple(
            {"group": name, "points": _by_month(curve)}
            for name, curve in zip(("participants", "others"), curves, strict=True)
            if curve is not None
        ),
        excludes_zero=differs,
        programs=tuple(cohort.name for cohort in cohorts) if scope == "pooled" else (),
        compares_with=first.compares_with,
        **badge_values(comparability),
    )


def _followed(groups: Sequence[Sequence[Employee]]) -> Followed:
    """Return how long each person was followed. An exit that does not count ends the follow-up as censored."""
    times = [
        (person.exit_month, person.exit_counts)
        if person.exit_month is not None
        else (person.followed or 0.0, False)
        for members in groups
        for person in members
    ]
    return Followed(tuple(time for time, _left in times), tuple(left for _time, left in times))


def _by_month(curve: SurvivalCurve) -> list[dict[str, Any]]:
    points = [curve.at(float(month)) for month in range(int(curve.ends_at) + 1)]
    return [
        {"month": p.time, "share": p.share, "low": p.low, "high": p.high, "error": p.standard_error,
         "at_risk": p.at_risk}
        for p in points
    ]  # fmt: skip


def _numbers(
    curves: Sequence[SurvivalCurve | None], taking_part: Followed, others: Followed
) -> tuple[list[Number], bool]:
    found = [people("participants", taking_part.n), people("others", others.n)]
    a, b = curves
    if a is None or b is None:
        return found, False
    at = float(min(YEAR, int(a.ends_at), int(b.ends_at)))
    difference = survival_difference(a, b, time=at)
    found += numbers("months", at_month=at)
    found += numbers("share", participants_rate=difference.a.share, others_rate=difference.b.share)
    found += numbers("points", difference=difference.difference)
    found += numbers("points", Statement.INTERVAL, low=difference.low, high=difference.high)
    try:
        test = log_rank(taking_part, others)
    except ValueError:  # nobody left while both groups were followed, so there is nothing to test
        return found, difference.excludes_zero
    found += numbers("statistic", Statement.INTERVAL, log_rank=test.chi_square)
    for name, curve in (("participants_median", a), ("others_median", b)):
        if curve.median is not None:
            found += numbers("months", **{name: curve.median})
    return found, difference.excludes_zero
