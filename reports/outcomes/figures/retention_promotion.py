"""Retention and promotion of participants compared with colleagues, from the same index date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mentoring.statistics import (
    MINIMUM_GROUP,
    PROMOTION,
    RETENTION,
    Guard,
    Rate,
    RateDifference,
    Statement,
    StratifiedDifference,
    detectable_rate_difference,
    discloses_everyone,
    rate_difference,
    reached,
    result_state,
    stratified_difference,
    too_few,
)
from mentoring.statistics import Stratum as RateStratum
from reports.outcomes.figures.balance import balance_within, remain_apart
from reports.outcomes.figures.comparison import (
    YEAR,
    Comparison,
    compared_strata,
    periods_of,
    selection_caveats,
)
from reports.outcomes.figures.comparison_group import is_comparable, judge
from reports.outcomes.figures.figure import Figure, Number, badge_values, numbers, people
from reports.outcomes.figures.people import Cohort, Employee, followed_for
from reports.outcomes.figures.strata import StratumMembers


@dataclass(frozen=True)
class Measure:
    """Define what is counted: `outcome` is True or False for each person after so many months."""

    name: str
    guard: Guard
    outcome: Callable[[Employee, float], bool]
    counts_events: Callable[[Rate], int]


def _stayed(person: Employee, months: float) -> bool:
    # Leaving in a way that this program does not count is not leaving. These people stay in the denominator: a
    # second number of people beside the first would disclose how many they are.
    return person.exit_month is None or person.exit_month > months or not person.exit_counts


def _promoted(person: Employee, months: float) -> bool:
    return person.promotion_month is not None and person.promotion_month <= months


RETAINED = Measure("retention", RETENTION, _stayed, lambda rate: rate.missed)
PROMOTED = Measure("promotion", PROMOTION, _promoted, lambda rate: rate.events)
MEASURES = (RETAINED, PROMOTED)


def retention_promotion_figures(comparisons: Sequence[Comparison], *, scope: str = "program") -> list[Figure]:
    """Return retention and promotion of one role: after the primary period and, for exploring, after others."""
    primary = comparisons[0].cohort.primary_months
    return [
        _figure(measure, comparisons, months, scope=scope, is_primary=months == primary)
        for measure in MEASURES
        for months in periods_of(comparisons)
    ]


def _figure(
    measure: Measure, comparisons: Sequence[Comparison], months: int, *, scope: str, is_primary: bool
) -> Figure:
    cohorts = [comparison.cohort for comparison in comparisons]
    first = cohorts[0]
    everybody = [p for cohort in cohorts for p in cohort.participants]
    groups = [
        followed_for([p for comparison in comparisons for p in getattr(comparison, name)], months)
        for name in ("participants", "eligible", "comparison_group")
    ]
    guard = replace(measure.guard, months=max(measure.guard.months, months))
    so_far = reached(
        [person.index_on or first.index_on for person in everybody],
        guard,
        on=max(cohort.known_until for cohort in cohorts),
        completed_rounds=int(any(cohort.promotions_seen for cohort in cohorts)),
    )
    rates = [_rate(measure, group, months) for group in groups]
    crude = rate_difference(rates[0], rates[1]) if rates[0].n and rates[1].n else None
    strata = compared_strata(comparisons, months)
    adjusted = _adjusted(measure, comparisons, strata, months)
    comparability = judge(groups[0], groups[1])
    after = balance_within(strata, comparability.baselines) if comparability and adjusted else {}
    lacks = too_few(
        measure.guard,
        # Without colleagues the guard applies to participants: no rate of fewer than twenty people is shown.
        group_sizes=[rate.n for rate in (rates[0], rates[2]) if rate.n or rates[1].n],
        events=measure.counts_events(rates[0]) + measure.counts_events(rates[2]),
    )
    differs = adjusted.excludes_zero if adjusted else bool(crude and crude.excludes_zero)
    state = result_state(
        has_data=bool(everybody),
        is_suppressed=len(everybody) < MINIMUM_GROUP or 0 < rates[1].n < MINIMUM_GROUP,
        is_too_early=not so_far.is_open,
        is_too_few=bool(lacks),
        has_comparison=bool(rates[1].n),
        is_comparable=is_comparable(comparability) and not remain_apart(after),
        excludes_zero=differs and is_primary,
    )
    return Figure(
        key=".".join([first.role, measure.name, "year" if months == YEAR else f"{months}-months", scope]),
        measure=measure.name,
        role=first.role,
        state=state,
        as_of=max(cohort.known_until for cohort in cohorts),
        index_on=min(cohort.index_on for cohort in cohorts),
        index_until=max(cohort.index_until or cohort.index_on for cohort in cohorts),
        scope=scope,
        window_months=float(months),
        is_primary=is_primary,
        numbers=tuple(_numbers(rates, crude, adjusted, comparisons)),
        opens_on=so_far.opens_on if not so_far.is_open else None,
        share_reached=so_far.share,
        guard_months=guard.months,
        lacking=tuple({"what": lack.what, "need": lack.need} for lack in lacks),
        matched=max(comparison.ratio for comparison in comparisons),
        sign_changes=bool(
            adjusted and crude and adjusted.sign_changes and adjusted.excludes_zero and crude.excludes_zero
        ),
        mix_explains=bool(adjusted and crude and crude.excludes_zero and not adjusted.excludes_zero),
        adjusted_for=_adjusted_for(comparisons) if adjusted else (),
        caveats=selection_caveats(cohorts),
        notes=tuple(_notes(measure, cohorts, len(everybody) - rates[0].n, is_primary=is_primary)),
        p_value=(adjusted.p_value if adjusted else crude.p_value if crude else None),
        excludes_zero=differs,
        programs=tuple(cohort.name for cohort in cohorts) if scope == "pooled" else (),
        compares_with=first.compares_with,
        **badge_values(comparability, after),
    )


def _rate(measure: Measure, group: Sequence[Employee], window: float) -> Rate:
    return Rate(sum(measure.outcome(person, window) for person in group), len(group))


def _adjusted_for(comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    names = {"tenure_band": "tenure"}
    return tuple(
        dict.fromkeys(
            names.get(it.name, it.name) for comparison in comparisons for it in comparison.attributes
        )
    )


def _adjusted(
    measure: Measure,
    comparisons: Sequence[Comparison],
    members: Sequence[StratumMembers],
    window: float,
) -> StratifiedDifference | None:
    """Return the adjusted difference; None where there is only one stratum and nothing to adjust for."""
    strata = [
        RateStratum(
            stratum.name, _rate(measure, stratum.participants, window), _rate(measure, stratum.others, window)
        )
        for stratum in members
    ]
    is_same_group = all(
        len(comparison.comparison_group) == len(comparison.eligible) for comparison in comparisons
    )
    if (len(strata) == 1 and is_same_group) or not any(s.a.n and s.b.n for s in strata):
        return None
    return stratified_difference(strata)


def _numbers(
    rates: Sequence[Rate],
    crude: RateDifference | None,
    adjusted: StratifiedDifference | None,
    comparisons: Sequence[Comparison],
) -> list[Number]:
    a, b, matched = rates
    found = [
        people("participants", a.n),
        people("others", b.n),
        # Numerators follow from the rates shown, so they are shown, too; groups are never under 5.
        *numbers("people", participants_events=a.events, others_events=b.events),
    ]
    if crude is None:
        return [*found, *(numbers("share", participants_rate=a.value) if a.n else [])]
    found += numbers("share", participants_rate=a.value, others_rate=b.value)
    found += numbers("points", difference=crude.difference)
    found += numbers("points", Statement.INTERVAL, low=crude.low, high=crude.high)
    found += numbers("per_hundred", per_hundred=crude.natural_frequency.more)
    if adjusted is not None:
        found.append(people("compared", matched.n))
        if any(comparison.ratio for comparison in comparisons):
            found += numbers("share", compared_rate=matched.value)
        found += numbers("points", adjusted=adjusted.adjusted)
        found += numbers("points", Statement.INTERVAL, adjusted_low=adjusted.low, adjusted_high=adjusted.high)
        found += numbers("count", strata_used=len(adjusted.used), strata_dropped=len(adjusted.dropped))
        found.append(people("dropped_people", adjusted.dropped_people, needs=Statement.NUMBER))
    if crude.ratio is not None:
        found += numbers(
            "ratio", Statement.INTERVAL, ratio=crude.ratio.ratio, ratio_low=crude.ratio.low, ratio_high=crude.ratio.high
        )  # fmt: skip
    # The rate of the comparison group follows from it, and must not where they are few or all alike.
    is_disclosed = min(a.n, matched.n) >= MINIMUM_GROUP and not discloses_everyone(
        [matched.events, matched.missed]
    )
    found += _expected(a, matched if is_disclosed else Rate(0, 0))
    detectable = detectable_rate_difference(matched.value, a.n, matched.n) if is_disclosed else None
    return [*found, *numbers("points", Statement.DETECTABLE_SIZE, detectable=detectable)]


def _notes(
    measure: Measure, cohorts: Sequence[Cohort], not_followed: int, *, is_primary: bool
) -> list[dict[str, Any]]:
    """Return notes about who was counted; counts of 1 to 4 people are withheld."""
    found: list[dict[str, Any]] = [] if is_primary else [{"code": "exploratory"}]
    if measure is RETAINED and any(cohort.only_resignations for cohort in cohorts):
        found.append({"code": "only_resignations"})
    for name in (
        "contaminated",
        "never_matched",
        "not_employed",
        "left_undated",
        "later_attributes",
        "excluded_other_program",
        "undated_start",
        "too_recent",
    ):
        count = sum(getattr(cohort, name) for cohort in cohorts)
        if count:
            found.append({"code": name, "people": count if count >= MINIMUM_GROUP else None})
    if not_followed:
        found.append(
            {"code": "not_followed", "people": not_followed if not_followed >= MINIMUM_GROUP else None}
        )
    return found


def _expected(a: Rate, others: Rate) -> list[Number]:
    """Return how many of the participants would be expected at the comparison group's rate, with its range.

    The range combines the interval of that rate (Wilson) with chance among so few people (binomial): its 2.5 % and
    97.5 % quantiles at the lower and upper limit would be too wide together, so the rate itself is used for the
    quantiles, as a prediction for `n` people.
    """
    if not others.n or not a.n:
        return []
    from scipy.stats import binom

    low, high = (float(value) for value in binom.interval(0.95, a.n, others.value))
    return [
        *numbers("count", expected_events=a.n * others.value),
        *numbers("count", Statement.INTERVAL, expected_low=low, expected_high=high),
    ]
