"""Retention and promotion of participants against colleagues, since the same day for both."""

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
    rate_difference,
    reached,
    result_state,
    stratified_difference,
    tells_of_everyone,
    too_few,
)
from mentoring.statistics import Stratum as RateStratum
from reports.outcomes.figures.comparison_group import (
    comparison_group,
    is_comparable,
    judge,
    splits_by_location,
)
from reports.outcomes.figures.figure import Figure, Number, badge_values, numbers, people
from reports.outcomes.figures.people import Cohort, Employee, eligible
from reports.outcomes.figures.strata import Joined, Kind, kinds_among, people_by_kind

YEAR = 12


@dataclass(frozen=True)
class Measure:
    """Say what is counted: `outcome` is True or False for every person after so many months."""

    name: str
    guard: Guard
    outcome: Callable[[Employee, float], bool]
    counts_events: Callable[[Rate], int]


def _stayed(person: Employee, months: float) -> bool:
    # Who left in a way that this program does not count has not left in one that it does. They stay among those
    # counted: without them a second number of people would stand beside the first and tell how many they were.
    return person.exit_month is None or person.exit_month > months or not person.exit_counts


def _promoted(person: Employee, months: float) -> bool:
    return person.promotion_month is not None and person.promotion_month <= months


RETAINED = Measure("retention", RETENTION, _stayed, lambda rate: rate.missed)
PROMOTED = Measure("promotion", PROMOTION, _promoted, lambda rate: rate.events)
MEASURES = (RETAINED, PROMOTED)


@dataclass(frozen=True)
class Side:
    """Hold one cohort with the people it is compared with, chosen once for all its figures."""

    cohort: Cohort
    everybody: tuple[Employee, ...]
    chosen: tuple[Employee, ...]
    ratio: int
    # The kinds of people that are compared like with like, and whether a place is part of a kind.
    kinds: tuple[Joined, ...] = ()
    by_location: bool = False
    # Another role's figures and this one's together would tell of fewer than five people.
    is_hidden: bool = False

    @classmethod
    def of(cls, cohort: Cohort, *, chooses: bool = True) -> "Side":
        """Return the cohort with its comparison group: the closest where that `chooses`, or everybody."""
        everybody = eligible(cohort.participants, cohort.others)
        chosen, ratio = comparison_group(cohort.participants, cohort.others) if chooses else (everybody, 0)
        if 0 < len(everybody) - len(chosen) < MINIMUM_GROUP:
            # The two rates side by side would tell what became of the few who were not chosen.
            chosen, ratio = everybody, 0
        by_location = splits_by_location(cohort.participants, chosen)
        kinds = kinds_among(cohort.participants, chosen, by_location=by_location)
        return cls(cohort, everybody, chosen, ratio, tuple(kinds), by_location)


def career_figures(sides: Sequence[Side], *, scope: str = "program") -> list[Figure]:
    """Return retention and promotion of one role, over a year (primary) and to the data cut where that is longer."""
    found = []
    for measure in MEASURES:
        followed = min(side.cohort.followed for side in sides)
        window = float(YEAR) if followed >= YEAR else followed
        found.append(_figure(measure, sides, window, scope=scope, is_primary=True))
        if followed >= YEAR + 1:
            found.append(_figure(measure, sides, followed, scope=scope, is_primary=False))
    return found


def _figure(
    measure: Measure, sides: Sequence[Side], window: float, *, scope: str, is_primary: bool
) -> Figure:
    cohorts = [side.cohort for side in sides]
    first = cohorts[0]
    taking_part = [p for cohort in cohorts for p in cohort.participants]
    others = [p for side in sides for p in side.everybody]
    chosen = [p for side in sides for p in side.chosen]
    is_year = is_primary and window == YEAR
    so_far = reached(
        [cohort.index_on for cohort in cohorts for _ in cohort.participants],
        measure.guard,
        on=max(cohort.known_until for cohort in cohorts),
        completed_rounds=int(any(cohort.promotions_seen for cohort in cohorts)),
    )
    rates = [_rate(measure, group, window) for group in (taking_part, others, chosen)]
    crude = rate_difference(rates[0], rates[1]) if rates[0].n and rates[1].n else None
    adjusted = _adjusted(measure, sides, window)
    comparability = judge(taking_part, chosen)
    lacks = too_few(
        measure.guard,
        # Without colleagues the guard holds for those who take part: no rate of fewer than twenty stands anywhere.
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
        numbers=tuple(_numbers(rates, crude, adjusted, sides)),
        opens_on=so_far.opens_on if not so_far.is_open else None,
        share_reached=so_far.share,
        guard_months=measure.guard.months,
        lacking=tuple({"what": lack.what, "need": lack.need} for lack in lacks),
        matched=max(side.ratio for side in sides),
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


def compared_kinds(sides: Sequence[Side]) -> list[Kind]:
    """Return the people of each kind, over one cohort or several together."""
    return people_by_kind(
        [(side.cohort.participants, side.chosen, side.by_location, side.kinds) for side in sides]
    )


def _adjusted(measure: Measure, sides: Sequence[Side], window: float) -> StratifiedDifference | None:
    """Return the difference within kinds; None where there is but one kind: then nothing is adjusted."""
    strata = [
        RateStratum(kind.name, _rate(measure, kind.participants, window), _rate(measure, kind.others, window))
        for kind in compared_kinds(sides)
    ]
    is_same_group = all(len(side.chosen) == len(side.everybody) for side in sides)
    if (len(strata) == 1 and is_same_group) or not any(s.a.n and s.b.n for s in strata):
        return None
    return stratified_difference(strata)


def _numbers(
    rates: Sequence[Rate],
    crude: RateDifference | None,
    adjusted: StratifiedDifference | None,
    sides: Sequence[Side],
) -> list[Number]:
    a, b, closest = rates
    found = [
        people("participants", a.n),
        people("others", b.n),
        # Numerators are shown with their rates, from which anybody could work them out; groups are never under 5.
        *numbers("people", participants_events=a.events, others_events=b.events),
    ]
    if crude is None:
        return [*found, *(numbers("share", participants_rate=a.value) if a.n else [])]
    found += numbers("share", participants_rate=a.value, others_rate=b.value)
    found += numbers("points", difference=crude.difference)
    found += numbers("points", Statement.INTERVAL, low=crude.low, high=crude.high)
    found += numbers("per_hundred", per_hundred=crude.natural_frequency.more)
    if adjusted is not None:
        found.append(people("compared", closest.n))
        if any(side.ratio for side in sides):
            found += numbers("share", compared_rate=closest.value)
        found += numbers("points", adjusted=adjusted.adjusted)
        found += numbers("points", Statement.INTERVAL, adjusted_low=adjusted.low, adjusted_high=adjusted.high)
        found += numbers("count", strata_used=len(adjusted.used), strata_dropped=len(adjusted.dropped))
        found.append(people("dropped_people", adjusted.dropped_people, needs=Statement.NUMBER))
    if crude.ratio is not None:
        found += numbers(
            "ratio", Statement.INTERVAL, ratio=crude.ratio.ratio, ratio_low=crude.ratio.low, ratio_high=crude.ratio.high
        )  # fmt: skip
    # The rate of those compared follows from it, which is nobody's affair where they are few or all alike.
    is_told = min(a.n, closest.n) >= MINIMUM_GROUP and not tells_of_everyone([closest.events, closest.missed])
    detectable = detectable_rate_difference(closest.value, a.n, closest.n) if is_told else None
    return [*found, *numbers("points", Statement.DETECTABLE_SIZE, detectable=detectable)]


def _notes(measure: Measure, cohorts: Sequence[Cohort], *, is_primary: bool) -> list[dict[str, Any]]:
    """Return what a reader has to know of who was counted; counts of 1 to 4 people are not told."""
    found: list[dict[str, Any]] = [] if is_primary else [{"code": "exploratory"}]
    if measure is RETAINED and any(cohort.only_resignations for cohort in cohorts):
        found.append({"code": "only_resignations"})
    for name in (
        "contaminated",
        "never_matched",
        "not_employed",
        "left_undated",
        "later_attributes",
        "elsewhere",
    ):
        count = sum(getattr(cohort, name) for cohort in cohorts)
        if count:
            found.append({"code": name, "people": count if count >= MINIMUM_GROUP else None})
    return found
