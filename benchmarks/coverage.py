"""Simulated organizations with known truth: with and without an effect, with and without self-selection.

Straight through reports.outcomes, without a database: hundreds of seeds in minutes. COVERAGE_SEEDS says how many,
COVERAGE_FIRST where to begin, so that many can run in parts; each line gives the number of comparisons.
Without an effect, a verdict is wrong; with self-selection, the badge has to warn.
"""

import os
import random
import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any

from benchmarks.figures import print_figure
from reports.outcomes.figures.figure import Figure, corrected
from reports.outcomes.figures.people import Cohort, Employee, months_between
from reports.outcomes.figures.retention_promotion import Comparison, retention_promotion_figures
from tests.data import make_sample_org

TODAY, WEEKS, PEOPLE, PAIRS = date(2026, 11, 2), 80, 1200, 62


def cohorts(seed: int, *, effect: float, selection: float, with_ratings: bool = True) -> list[Cohort]:
    """Return the first cohort's mentees and mentors with their colleagues, as the product would read them."""
    rng = random.Random(seed)
    start = TODAY - timedelta(weeks=WEEKS)
    people = make_sample_org.make_people(rng, PEOPLE, TODAY)
    mentors, mentees = make_sample_org.choose_participants(rng, people, PAIRS, start, selection)
    matches = make_sample_org.make_matches(rng, mentors, mentees, PAIRS, start)
    mentored = {person["id"] for match in matches for person in (match["mentor"], match["mentee"])}
    promoted: dict[str, date] = {}
    for key, event, day, _detail in make_sample_org.make_events(rng, people, mentored, start, TODAY, effect):
        if event == "promotion":
            promoted.setdefault(key, day)

    def employee(person: dict[str, Any]) -> Employee:
        key = person["id"]
        rating = min(5, max(1, round(3 + 0.8 * person["talent"] + rng.gauss(0, 0.6))))
        return Employee(
            key=key,
            level=str(person["level_at_start"]),
            department=person["department"],
            location=person["site"],
            tenure_months=months_between(person["hired"], start),
            exit_month=months_between(start, person["left"]) if person["left"] else None,
            promotion_month=months_between(start, promoted[key]) if key in promoted else None,
            readings={"performance rating": rating} if with_ratings else {},
        )

    known = {person["id"]: employee(person) for person in people if person["hired"] <= start}
    taking_part = {person["id"] for person in [*mentors, *mentees]}
    others = tuple(it for key, it in known.items() if key not in taking_part)
    return [
        Cohort("1", "Cohort 1", role, start, TODAY, tuple(known[p["id"]] for p in group), others)
        for role, group in (("mentee", mentees), ("mentor", mentors))
    ]


def run() -> bool:
    """Print how often a verdict is wrong, how often intervals cover the truth, and how often the badge warns."""
    first, seeds = (int(os.environ.get(f"COVERAGE_{n}", d)) for n, d in (("FIRST", "0"), ("SEEDS", "300")))
    numbers = range(first, first + seeds)
    plain = [figures(seed, selection=0.0) for seed in numbers]
    keen = [figures(seed, selection=1.0) for seed in numbers]
    unrated = [figures(seed, selection=1.0, with_ratings=False) for seed in numbers]
    primary = [figure for found in plain for figure in found if figure.is_primary]
    verdicts = share(primary, lambda figure: figure.state == "detectable_difference")
    # The same without the badge: what intervals and correction alone would have let through.
    unjudged = share(primary, lambda figure: figure.excludes_zero)
    crude, adjusted = (
        coverage(primary, *names) for names in (("low", "high"), ("adjusted_low", "adjusted_high"))
    )
    selected = [figure for found in keen for figure in found if figure.is_primary]
    warned = share(selected, lambda figure: figure.badge == "not_comparable")
    words = sum("verdict" in figure.allowed for figure in selected)
    bare = [figure for found in unrated for figure in found if figure.is_primary]
    details = {"first": first, "seeds": seeds, "comparisons": len(primary)}
    states = {name: dict(Counter(f.state.value for f in it)) for name, it in
              (("no_selection", primary), ("selection", selected), ("without_ratings", bare))}  # fmt: skip
    for name, counts in states.items():
        print(f"coverage, states with {name}: {counts}", file=sys.stderr)
    return all([
        print_figure("coverage", "no effect: reported differences", unit="%", ours=100 * verdicts, budget=5.0,
                     interval_excludes_zero=round(100 * unjudged, 2), **details),
        print_figure("coverage", "no effect: crude interval misses 0, beyond 5 ± 2", unit="points",
                     ours=abs(95 - 100 * crude), budget=2.0, covers=round(100 * crude, 2), **details),
        print_figure("coverage", "no effect: adjusted interval misses 0, beyond 5 ± 2", unit="points",
                     ours=abs(95 - 100 * adjusted), budget=2.0, covers=round(100 * adjusted, 2), **details),
        print_figure("coverage", "self-selection: without a warning", unit="%", ours=100 * (1 - warned), budget=10.0,
                     **details),
        print_figure("coverage", "self-selection: verdict words", unit="figures", ours=words, budget=0,
                     **details),
        print_figure("coverage", "no ratings: without the self-selection caveat", unit="figures",
                     ours=sum("self_selected" not in f.caveats for f in bare), budget=0, **details),
    ])  # fmt: skip


def figures(seed: int, **options: Any) -> list[Figure]:
    """Return retention and promotion of both roles in a simulated organization where mentoring has no effect."""
    found = []
    for cohort in cohorts(seed, effect=0.0, **options):
        found += corrected(retention_promotion_figures([Comparison.of(cohort)]))
    return found


def share(found: list[Figure], wanted: Any) -> float:
    return sum(map(wanted, found)) / len(found) if found else 0.0


def coverage(found: list[Figure], low: str, high: str) -> float:
    """Return the share of intervals that cover zero, the truth."""
    inside = total = 0
    for figure in found:
        values = {number.name: number.value for number in figure.numbers}
        if values.get(low) is not None and values.get(high) is not None:
            total += 1
            inside += values[low] <= 0 <= values[high]
    print(f"coverage: {inside} of {total} intervals ({low}) cover the truth", file=sys.stderr)
    return inside / total if total else 0.0
