"""Sentences of outcomes say what was calculated, and no more."""

from dataclasses import replace

import pytest

from mentoring.statistics import detectable_rate_difference
from reports.outcomes.figures.assemble import assemble_outcomes
from reports.outcomes.presentation import present_figure
from reports.outcomes.results_table import ResultRow, results_table
from reports.outcomes.wording.conclusion import conclusion
from tests.reports.test_outcomes_attack import a_cohort, employees


def unclear(participants: int, others: int, rate: float) -> dict:
    """Return a stored figure without a difference larger than chance. What can be detected is a higher rate."""
    size = detectable_rate_difference(rate, participants, others)
    numbers = {"participants": participants, "others": others, "others_rate": rate, "detectable": size}
    return {
        "state": "no_detectable_difference",
        "measure": "retention",
        "is_primary": True,
        "numbers": [{"name": name, "value": value} for name, value in numbers.items()],
    }


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.6, "could have been detected"), (0.96, "even 100% of participants would not have been a detectable")],
)
def test_what_could_have_been_detected_is_said_of_higher_rates_only(rate, said):
    """24 participants beside 96%: four points up cannot be told, but a loss of a third could."""
    assert detectable_rate_difference(0.96, 24, 300, direction="below") is not None
    text = conclusion(unclear(24, 300, rate))
    assert said in text
    assert "This is not evidence of no effect." in text


def small_program(*, differs: bool) -> list[dict]:
    """Return the figures of 20 participants, 2 of whom left, and 200 colleagues, 30 of whom left."""
    participants = [replace(p, exit_month=2.0) if n < 2 else p for n, p in enumerate(employees("p", 20))]
    others = [replace(p, exit_month=2.0) if n < 30 else p for n, p in enumerate(employees("o", 200))]
    if differs:
        participants = [
            replace(p, readings={"rating": 3 + n % 3}, tenure_months=20 + n, level="23"[n % 2])
            for n, p in enumerate(participants)
        ]
        others = [
            replace(p, readings={"rating": 2.6 + n % 3}, tenure_months=15 + n % 25, level="23"[n % 3 == 0])
            for n, p in enumerate(others)
        ]
    return assemble_outcomes([a_cohort(participants, others)], {})["figures"]


def rows_of(figures: list[dict]) -> list[ResultRow]:
    return [
        row for _role, rows in results_table([present_figure(it) for it in figures], 12).roles for row in rows
    ]


def test_small_program_is_told_what_was_to_be_expected():
    """30 of 200 are 3 of 20."""
    retention, _promotion = rows_of(small_program(differs=False))
    said = "2 of 20 participants left. At the comparison group's rate, about 3 would have left ("
    assert retention.caveats.startswith(said)


def test_three_largest_differences_are_named_in_groups_under_forty():
    rows = rows_of(small_program(differs=True))
    (named,) = [row.largest_differences for row in rows if row.largest_differences]
    assert named.startswith("Largest differences before the program, in standard deviations: ")
    assert named.count("(") == 3
