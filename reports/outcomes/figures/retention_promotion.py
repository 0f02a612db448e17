"""Retention and promotion of participants compared with colleagues, from the same index date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from reports.outcomes.figures.comparison_group import (
    choose_comparison_group,
    is_comparable,
    judge,
    splits_by_location,
)
from reports.outcomes.figures.figure import Figure, Number, badge_values, numbers, people
from reports.outcomes.figures.people import Cohort, Employee, eligible_colleagues
from reports.outcomes.figures.strata import MergedStratum, StratumMembers, members_by_stratum, strata_of

YEAR = 12


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


@dataclass(frozen=True)
class Comparison:
    """Hold a cohort with its comparison group, which is chosen once for all its figures."""

    cohort: Cohort
    eligible: tuple[Employee, ...]
    comparison_group: tuple[Employee, ...]
    ratio: int
    # The strata of the adjusted comparison, and whether location is one of their attributes.
    strata: tuple[MergedStratum, ...] = ()
    by_location: bool = False
    # Together with another role's figures, this one's would disclose fewer than five people.
    is_withheld: bool = False

    @classmethod
    def of(cls, cohort: Cohort, *, chooses: bool = True) -> "Comparison":
        """Return the cohort with its comparison group: matched where it `chooses`, or all eligible colleagues."""
        eligible = eligible_colleagues(cohort.participants, cohort.others)
        comparison_group, ratio = (
            choose_comparison_group(cohort.participants, cohort.others) if chooses else (eligible, 0)
        )
        if 0 < len(eligible) - len(comparison_group) < MINIMUM_GROUP:
            # The two rates together would disclose what the few who were not chosen did.
            comparison_group, ratio = eligible, 0
        by_location = splits_by_location(cohort.participants, comparison_group)
        strata = strata_of(cohort.participants, comparison_group, by_location=by_location)
        return cls(cohort, eligible, comparison_group, ratio, tuple(strata), by_location)


def retention_promotion_figures(comparisons: Sequence[Comparison], *, scope: str = "program") -> list[Figure]:
    """Return the retention and promotion of one role: after a year (primary) and, where later, at the data cut."""
    found = []
    for measure in MEASURES:
        followed = min(comparison.cohort.followed for comparison in comparisons)
        window = float(YEAR) if followed >= YEAR else followed
        found.append(_figure(measure, comparisons, window, scope=scope, is_primary=True))
        if followed >= YEAR + 1:
            found.append(_figure(measure, comparisons, followed, scope=scope, is_primary=False))
    return found


def _figure(
    measure: Measure, comparisons: Sequence[Comparison], window: float, *, scope: str, is_primary: bool
) -> Figure:
    cohorts = [comparison.cohort for comparison in comparisons]
    first = cohorts[0]
    taking_part = [p for cohort in cohorts for p in cohort.participants]
    others = [p for comparison in comparisons for p in comparison.eligible]
    comparison_group = [p for comparison in comparisons for p in comparison.comparison_group]
    is_year = is_primary and window == YEAR
    so_far = reached(
        [cohort.index_on for cohort in cohorts for _ in cohort.participants],
        measure.guard,
        on=max(cohort.known_until for cohort in cohorts),
        completed_rounds=int(any(cohort.promotions_seen for cohort in cohorts)),
    )
    rates = [_rate(measure, group, window) for group in (taking_part, others, comparison_group)]
    crude = rate_difference(rates[0], rates[1]) if rates[0].n and rates[1].n else None
    adjusted = _adjusted(measure, comparisons, window)
    comparability = judge(taking_part, comparison_group)
    lacks = too_few(
        measure.guard,
        # Without colleagues the guard applies to participants: no rate of fewer than twenty people is shown.
        group_sizes=[rate.n for rate in (rates[0], rates[2]) if rate.n or rates[1].n],
        events=measure.counts_events(rates[0]) + measure.counts_events(rates[2]),
    )
    differs = adjusted.excludes_zero if adjusted else bool(crude and crude.excludes_zero)
    state = result_state(
        has_data=bool(taking_part) and bool(rates[0].n),
        is_suppressed=rates[0].n < MINIMUM_GROUP or 0 < rates[1].n < MINIMUM_GROUP,
        is_too_early=not so_far.is_open,
        is_too_few=bool(lacks),
        has_comparison=bool(rates[1].n),
        is_comparable=is_comparable(comparability),
        excludes_zero=differs and is_primary,
    )
    return Figure(
        key=".".join([first.role, measure.name, "year" if is_primary else "to-date", scope]),
        measure=measure.name,
        role=first.role,
        state=state,
        as_of=max(cohort.known_until for cohort in cohorts),
        index_on=min(cohort.index_on for cohort in cohorts),
        scope=scope,
        window_months=float(YEAR) if is_year else round(window, 1),
        is_primary=is_primary,
        numbers=tuple(_numbers(rates, crude, adjusted, comparisons)),
        opens_on=so_far.opens_on if not so_far.is_open else None,
        share_reached=so_far.share,
        guard_months=measure.guard.months,
        lacking=tuple({"what": lack.what, "need": lack.need} for lack in lacks),
        matched=max(comparison.ratio for comparison in comparisons),
        sign_changes=bool(adjusted and crude and adjusted.adjusted * crude.difference < 0),
        caveats=("self_selected",),
        notes=tuple(_notes(measure, cohorts, is_primary=is_primary)),
        p_value=(adjusted.p_value if adjusted else crude.p_value if crude else None),
        excludes_zero=differs,
        programs=tuple(cohort.name for cohort in cohorts) if scope == "pooled" else (),
        **badge_values(comparability),
    )


def _rate(measure: Measure, group: Sequence[Employee], window: float) -> Rate:
    return Rate(sum(measure.outcome(person, window) for person in group), len(group))


def compared_strata(comparisons: Sequence[Comparison]) -> list[StratumMembers]:
    """Return the people of each stratum, over one or several cohorts."""
    return members_by_stratum(
        [
            (
                comparison.cohort.participants,
                comparison.comparison_group,
                comparison.by_location,
                comparison.strata,
            )
            for comparison in comparisons
        ]
    )


def _adjusted(
    measure: Measure, comparisons: Sequence[Comparison], window: float
) -> StratifiedDifference | None:
    """Return the adjusted difference; None where there is only one stratum and nothing to adjust for."""
    strata = [
        RateStratum(
            stratum.name, _rate(measure, stratum.participants, window), _rate(measure, stratum.others, window)
        )
        for stratum in compared_strata(comparisons)
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
    detectable = detectable_rate_difference(matched.value, a.n, matched.n) if is_disclosed else None
    return [*found, *numbers("points", Statement.DETECTABLE_SIZE, detectable=detectable)]


def _notes(measure: Measure, cohorts: Sequence[Cohort], *, is_primary: bool) -> list[dict[str, Any]]:
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
    ):
        count = sum(getattr(cohort, name) for cohort in cohorts)
        if count:
            found.append({"code": name, "people": count if count >= MINIMUM_GROUP else None})
    return found
