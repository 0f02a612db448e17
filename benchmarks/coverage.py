"""Simulated organizations with known truth: people join over months, with or without an effect and self-selection.

Straight through reports.outcomes, without a database. Each cell is a spread of first days (0, 3, 6, 12 months), an
effect (none, or two of five departures prevented), a selection and a number of participants (20, 60, 400).

Without selection, everybody joins with the same chance. With selection on ratings, groups are about 0.8 standard
deviations apart in them, and adjusting for ratings is all that is needed. With selection on talent, ratings measure
only part of what people were selected for, which no figure can know: these cells show how large the error then is.

COVERAGE_SEEDS says how many seeds a cell gets, COVERAGE_FIRST where to begin, COVERAGE_PEOPLE and COVERAGE_SELECTIONS
which sizes and selections, so that many can run in parts.
"""

import math
import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist, fmean
from typing import Any

from benchmarks.figures import print_figure
from reports.outcomes.figures.comparison import Comparison
from reports.outcomes.figures.figure import Figure, corrected
from reports.outcomes.figures.first_days import FirstDays
from reports.outcomes.figures.people import Cohort, Employee, months_between
from reports.outcomes.figures.retention_promotion import retention_promotion_figures

START, TODAY, DAYS = date(2024, 1, 1), date(2026, 11, 2), 30.44
SPREADS, SIZES, EFFECT = (0, 3, 6, 12), (20, 60, 400), 0.4
# One in six leaves within a year; who is rated higher leaves less and is promoted more.
LEAVING, PROMOTION = 0.015, 0.008
COLLEAGUES = {20: 600, 60: 1200, 400: 4000}


@dataclass
class Worker:
    """Hold one simulated person; times are months from the start, the hire date lies before it."""

    number: int
    level: int
    department: str
    site: str
    tenure: float
    talent: float
    rating: float
    leaves: float
    promoted: float
    joins: float | None = None

    @property
    def leaving(self) -> float:
        return LEAVING * math.exp(-0.6 * self.talent)


# By what the chance to join is multiplied.
SELECTIONS: dict[str, Callable[[Worker], float]] = {
    "none": lambda worker: 1.0,
    "ratings": lambda worker: math.exp(0.85 * worker.rating),
    "talent": lambda worker: math.exp(worker.talent),
}


def organization(
    rng: random.Random, participants: int, *, spread: int, effect: float, selection: str
) -> list[Worker]:
    """Return people of whom `participants` join over `spread` months, each while still employed."""
    people = []
    for number in range(COLLEAGUES[participants]):
        talent = rng.gauss(0, 1)
        worker = Worker(
            number,
            rng.choice((2, 3, 3, 4, 5)),
            rng.choice(("Engineering", "Sales", "Finance", "People", "Support", "Research")),
            rng.choice(("Munich", "Austin", "Leeds")),
            rng.expovariate(1 / 60),
            talent,
            min(5, max(1, round(3 + 0.8 * talent + rng.gauss(0, 0.5)))),
            0.0,
            rng.expovariate(PROMOTION * math.exp(0.4 * talent)),
        )
        worker.leaves = rng.expovariate(worker.leaving)
        people.append(worker)
    for joins in sorted(rng.uniform(0, spread) for _ in range(participants)):
        free = [it for it in people if it.joins is None and it.leaves > joins]
        chosen = rng.choices(free, [SELECTIONS[selection](it) for it in free])[0]
        chosen.joins = joins
        # Departures have no memory, so the time that is left can be drawn anew.
        chosen.leaves = joins + rng.expovariate(chosen.leaving * (1 - effect))
    return people


def cohort(people: list[Worker]) -> Cohort:
    """Return the cohort as the product reads it: own first days, and drawn ones for colleagues."""

    def day(months: float) -> date:
        return START + timedelta(days=round(months * DAYS))

    def employee(worker: Worker, first: date) -> Employee:
        left, promoted = day(worker.leaves), day(worker.promoted)
        return Employee(
            key=str(worker.number),
            level=str(worker.level),
            department=worker.department,
            location=worker.site,
            tenure_months=worker.tenure + months_between(START, first),
            exit_month=months_between(first, left) if left <= TODAY else None,
            promotion_month=months_between(first, promoted) if first < promoted <= min(TODAY, left) else None,
            readings={"performance rating": worker.rating},
            index_on=first,
            followed=months_between(first, TODAY),
        )

    joined = [(day(it.joins), it) for it in people if it.joins is not None]
    first_days = FirstDays.of((first, str(it.level)) for first, it in joined)
    others = []
    for it in people:
        first = first_days.draw(str(it.number), str(it.level))
        if day(it.leaves) > first and (it.joins is None or day(it.joins) > first):
            others.append(employee(it, first))
    participants = tuple(employee(it, first) for first, it in joined)
    return Cohort(
        "1", "Cohort 1", "mentee", first_days.first, TODAY, participants, tuple(others), index_until=first_days.last
    )  # fmt: skip


def truth(people: list[Worker], effect: float) -> float:
    """Return by how much the program raised the chance of staying a year, on average over its participants."""
    taking_part = [it for it in people if it.joins is not None]
    return fmean(math.exp(-12 * it.leaving * (1 - effect)) - math.exp(-12 * it.leaving) for it in taking_part)


def power(figure: Figure, difference: float) -> float:
    """Return how often a true difference excludes zero at these sizes (two-sided 5 %, normal approximation)."""
    n = {number.name: number.value for number in figure.numbers}
    rate = n["others_rate"] or 0.0
    a, b = min(0.999, rate + difference), rate
    error = math.sqrt(a * (1 - a) / (n["participants"] or 1) + b * (1 - b) / (n["others"] or 1))
    return NormalDist().cdf(difference / error - NormalDist().inv_cdf(0.975))


@dataclass
class Cell:
    """Hold what one kind of organization gave over all seeds."""

    spread: int
    size: int
    effect: float
    selection: str
    found: list[tuple[Figure, float]]

    @property
    def name(self) -> str:
        return f"spread {self.spread}, {self.size} people, effect {self.effect}, selection {self.selection}"

    def share(self, wanted: Any) -> float:
        return 100 * fmean(bool(wanted(figure)) for figure, _true in self.found) if self.found else 0.0

    def coverage(self, low: str, high: str) -> float:
        inside = []
        for figure, true in self.found:
            n = {number.name: number.value for number in figure.numbers}
            if n.get(low) is not None and n.get(high) is not None:
                inside.append(n[low] <= true <= n[high])
        return 100 * fmean(inside) if inside else math.nan


def cells(first: int, seeds: int, sizes: list[int], selections: list[str]) -> Iterator[Cell]:
    for size in sizes:
        for spread in SPREADS:
            for effect in (0.0, EFFECT):
                for selection in selections:
                    cell = Cell(spread, size, effect, selection, [])
                    for seed in range(first, first + seeds):
                        rng = random.Random(f"{seed}/{cell.name}")
                        people = organization(rng, size, spread=spread, effect=effect, selection=selection)
                        figures = corrected(retention_promotion_figures([Comparison.of(cohort(people))]))
                        primary = next(it for it in figures if it.is_primary and it.measure == "retention")
                        cell.found.append((primary, truth(people, effect)))
                    yield cell


def run() -> bool:
    """Print how often a verdict is wrong, how often intervals cover the truth, and how often the badge warns."""
    first, seeds = (int(os.environ.get(f"COVERAGE_{n}", d)) for n, d in (("FIRST", "0"), ("SEEDS", "200")))
    sizes = [int(it) for it in os.environ.get("COVERAGE_PEOPLE", "20,60,400").split(",")]
    selections = os.environ.get("COVERAGE_SELECTIONS", ",".join(SELECTIONS)).split(",")
    all_cells = []
    for cell in cells(first, seeds, sizes, selections):
        all_cells.append(cell)
        adjusted = cell.coverage("adjusted_low", "adjusted_high")
        print(
            f"coverage: {cell.name}: verdict {cell.share(has_verdict):.1f} %, excludes zero "
            f"{cell.share(lambda it: it.excludes_zero):.1f} %, not comparable {cell.share(is_apart):.1f} %, covers "
            f"{cell.coverage('low', 'high'):.1f} % unadjusted, {adjusted:.1f} % adjusted, "
            f"power {predicted(cell):.1f} %",
            file=sys.stderr,
            flush=True,
        )
    at_random = [cell for cell in all_cells if cell.selection == "none"]
    nothing = [cell for cell in at_random if not cell.effect]
    planted = [cell for cell in at_random if cell.effect]
    measured = [cell for cell in all_cells if cell.selection != "talent"]
    selected = [cell for cell in all_cells if cell.selection != "none" and cell.size >= 60]
    details = {"first": first, "seeds": seeds, "sizes": sizes, "selections": selections}
    gaps = [abs(cell.share(lambda it: it.excludes_zero) - predicted(cell)) for cell in planted]
    covered = mean(cell.coverage("adjusted_low", "adjusted_high") for cell in measured) if measured else 95.0
    return all([
        print_figure("coverage", "no effect: verdicts", unit="%", ours=mean(c.share(has_verdict) for c in nothing),
                     budget=5.0, worst_cell=max((c.share(has_verdict) for c in nothing), default=0.0), **details),
        print_figure("coverage", "adjusted intervals, beyond 95 ± 2", unit="points", ours=abs(95 - covered),
                     budget=2.0, covers=round(covered, 2), **details),
        print_figure("coverage", "planted effect: found against predicted power, mean gap", unit="points",
                     ours=mean(gaps), budget=7.0, worst_cell=max(gaps, default=0.0), **details),
        print_figure("coverage", "random participation: not comparable", unit="%",
                     ours=mean(c.share(is_apart) for c in at_random), budget=10.0, **details),
        print_figure("coverage", "selection: verdicts", unit="%",
                     ours=mean(c.share(has_verdict) for c in selected), budget=5.0,
                     worst_cell=max((c.share(has_verdict) for c in selected), default=0.0), **details),
    ])  # fmt: skip


def mean(values: Iterable[float]) -> float:
    """Return the mean; 0, which is within every budget, where no cell of the kind was asked for."""
    return fmean(found) if (found := list(values)) else 0.0


def has_verdict(figure: Figure) -> bool:
    return "verdict" in figure.allowed


def is_apart(figure: Figure) -> bool:
    return figure.badge == "not_comparable"


def predicted(cell: Cell) -> float:
    """Return the mean power over the seeds of a cell, in percent."""
    return 100 * fmean(power(figure, true) for figure, true in cell.found)
