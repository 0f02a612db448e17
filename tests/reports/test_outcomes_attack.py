"""Somebody who has every page, file and answer subtracts one from another, to learn of fewer than five people."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings

from mentoring.statistics import MINIMUM_GROUP, find_disclosures
from reports.outcomes.figures.assemble import assemble_outcomes, figures_of
from reports.outcomes.figures.change import change_figures
from reports.outcomes.figures.groups import GroupReading, group_figures, withheld_groups
from reports.outcomes.figures.people import Cohort, Employee
from reports.outcomes.figures.pooling import pooled_comparisons
from reports.outcomes.figures.retention_promotion import Comparison
from tests.examples import examples
from tests.reports.organizations import START, cohorts

KNOWN = date(2026, 11, 2)
ATTRIBUTES = ("level", "tenure_band", "department", "location")


def employees(prefix: str, count: int, **fields) -> tuple[Employee, ...]:
    given_fields = {
        "level": "3",
        "department": "Sales",
        "location": "Berlin",
        "tenure_months": 40.0,
        **fields,
    }
    return tuple(Employee(key=f"{prefix}{n}", **given_fields) for n in range(count))


def a_cohort(participants, others, **fields) -> Cohort:
    return Cohort("1", "Cohort", fields.pop("role", "mentee"), fields.pop("index_on", START), KNOWN,
                  tuple(participants), tuple(others), **fields)  # fmt: skip


def numbers_of(figure: dict) -> dict:
    return {number["name"]: number["value"] for number in figure["numbers"]}


def shown_of(segments: list, cohort: Cohort, group: str, people) -> list[frozenset]:
    return [
        frozenset(p.key for p in people if getattr(p, it["attribute"]) == row["value"])
        for segment in segments
        if segment["role"] == cohort.role
        for it in segment["attributes"]
        for row in it["rows"]
        if row[group]
    ]


@settings(max_examples=examples(60))
@given(cohort=cohorts)
def test_no_group_of_any_surface_follows_from_the_others(cohort):
    """Everything that is counted: both groups in all, those compared, each level, band, department and place."""
    comparison = Comparison.of(cohort)
    segments = assemble_outcomes([cohort], {})["breakdowns"]
    for group, people, more in (
        ("participants", cohort.participants, []),
        ("others", comparison.comparison_group, [frozenset(p.key for p in comparison.eligible)]),
    ):
        if len(people) < MINIMUM_GROUP:
            continue
        disclosed = [frozenset(p.key for p in people), *more, *shown_of(segments, cohort, group, people)]
        assert find_disclosures(disclosed, [], k=MINIMUM_GROUP) == []


def test_those_not_chosen_are_never_the_difference_of_two_rates():
    """Of 104 colleagues the closest 100: the four who are left out would stand between both rates."""
    participants = employees("p", 20)
    others = [*employees("o", 100), *employees("x", 4, department="Finance", location="Austin")]
    comparison = Comparison.of(a_cohort(participants, others))
    assert len(comparison.eligible) - len(comparison.comparison_group) not in range(1, MINIMUM_GROUP)


@settings(max_examples=examples(60))
@given(cohort=cohorts)
def test_everybody_less_those_compared_is_nobody_or_five(cohort):
    comparison = Comparison.of(cohort)
    assert len(comparison.eligible) - len(comparison.comparison_group) not in range(1, MINIMUM_GROUP)


def test_who_left_in_another_way_is_not_the_difference_of_two_counts():
    """Three retired, only resignations count: as many people stand under staying as under promotion."""
    participants = [*employees("p", 37), *employees("r", 3, exit_month=2.0, exit_counts=False)]
    cohort = a_cohort(participants, employees("o", 60, exit_month=5.0), only_resignations=True)
    found = assemble_outcomes([cohort], {})
    counted = {numbers_of(f)["participants"] for f in found["figures"]}
    assert counted == {40}
    staying = next(f for f in found["figures"] if f["key"] == "mentee.retention.year.program")
    assert {"code": "only_resignations"} in staying["notes"]


def test_a_value_is_not_the_difference_of_two_averages():
    """Forty have a value before, 38 of them later too: both averages of before would tell the sum of two people."""
    participants = [
        replace(p, readings={"rating": float(n % 5)}, after={"rating": 3.0} if n < 38 else {})
        for n, p in enumerate(employees("p", 40))
    ]
    others = [replace(p, readings={"rating": float(n % 4)}) for n, p in enumerate(employees("o", 40))]
    cohort = a_cohort(participants, others)
    (change,) = change_figures([Comparison.of(cohort)], {})
    names = {number.name for number in change.numbers}
    assert "paired_before" in names
    assert not names & {"before_people", "before_mean"}
    for figure in figures_of(cohort, {}):
        assert all(b["participants_mean"] is None for b in figure.baselines if b["attribute"] == "kpi:rating")


def test_colleagues_values_are_not_the_difference_of_two_averages():
    participants = [replace(p, readings={"rating": 3.0 + n % 2}, after={"rating": 4.0}) for n, p in
                    enumerate(employees("p", 40))]  # fmt: skip
    others = [
        replace(p, readings={"rating": 2.0 + n % 3}, after={"rating": 3.0} if n < 57 else {})
        for n, p in enumerate(employees("o", 60))
    ]
    cohort = a_cohort(participants, others)
    (change,) = change_figures([Comparison.of(cohort)], {})
    names = {number.name for number in change.numbers}
    assert "others_change" in names
    assert "others_before" not in names
    for figure in figures_of(cohort, {}):
        assert all(b["others_mean"] is None for b in figure.baselines if b["attribute"] == "kpi:rating")


def cohort_at(number: int, people: int, colleagues, *, index_on: date = START) -> Cohort:
    return Cohort(str(number), f"Cohort {number}", "mentee", index_on, KNOWN, employees(f"p{number}-", people),
                  tuple(colleagues))  # fmt: skip


@pytest.mark.parametrize("few", range(1, MINIMUM_GROUP))
def test_a_cohort_under_five_is_not_the_difference_of_pooled_and_single(few):
    colleagues = employees("o", 200)
    own = Comparison.of(cohort_at(1, 30, colleagues))
    assert pooled_comparisons(own, [cohort_at(2, few, colleagues)]) == []
    assert len(pooled_comparisons(own, [cohort_at(2, 5, colleagues)])) == 2


def test_colleagues_of_a_rare_level_are_not_the_difference_of_pooled_and_single():
    """Both began on one day; only the first has somebody on level 9, where six colleagues work.

    Each colleague goes to one cohort: of the six, those drawn to the second are counted alone and not together.
    """
    colleagues = [*employees("o", 200), *employees("rare", 6, level="9")]
    first = cohort_at(1, 30, colleagues)
    first = replace(first, participants=(*first.participants, *employees("q", 6, level="9")))
    second = cohort_at(2, 30, colleagues)
    for own, other in ((first, second), (second, first)):
        together = pooled_comparisons(Comparison.of(own), [other])
        alone = [Comparison.of(own), Comparison.of(other)]
        disclosed = [
            frozenset((p.key, s.cohort.index_on) for s in comparisons for p in getattr(s, name))
            for comparisons in ([alone[0]], [alone[1]], together)
            for name in ("eligible", "comparison_group")
        ]
        assert find_disclosures([group for group in disclosed if group], [], k=MINIMUM_GROUP) == []


def test_pooled_is_the_same_seen_from_each_program():
    colleagues = employees("o", 300, exit_month=4.0)
    cohorts_here = [cohort_at(n, 30, colleagues, index_on=date(2025, n, 1)) for n in (1, 2, 3)]
    seen = []
    for own in cohorts_here:
        others = [c for c in cohorts_here if c is not own]
        comparisons = pooled_comparisons(Comparison.of(own), others)
        seen.append([[p.key for p in comparison.comparison_group] for comparison in comparisons])
    assert all(a == b for a, b in combinations(seen, 2))
    everyone = [key for comparison in seen[0] for key in comparison]
    assert len(everyone) == len(set(everyone)) == 300


def test_a_small_department_has_no_group_value():
    """Of three in Legal, and of the next smallest department, from which Legal would follow, nothing is shown."""
    people = {f"p{n}": ("Sales" if n < 40 else "Finance" if n < 52 else "Legal", "Berlin") for n in range(55)}
    withheld = withheld_groups(people)
    assert withheld == {"Legal", "Finance"}
    readings = [
        GroupReading("engagement", name, {"before": 3.5, "after": 4.0}) for name in ("Legal", "Sales")
    ]
    legal, sales = group_figures(readings, {}, withheld=withheld, index_on=START, as_of=KNOWN)
    assert (legal.state, legal.stored()["numbers"]) == ("suppressed", [])
    assert numbers_of(sales.stored()) == {"before_value": 3.5, "after_value": 4.0}


@settings(max_examples=examples(60))
@given(cohort=cohorts)
def test_nothing_stored_is_a_group_of_one_to_four_people(cohort):
    """Whatever is stored as people, in figures, notes and breakdowns: never one to four.

    What became of a group of five and more may be a small number: it follows from the rate that stands beside it.
    """
    found = assemble_outcomes([cohort], {})
    for figure in found["figures"]:
        groups = [n for n in figure["numbers"] if n["unit"] == "people" and not n["name"].endswith("_events")]
        assert all(n["value"] not in (1, 2, 3, 4) for n in groups)
        assert all(note.get("people") not in (1, 2, 3, 4) for note in figure["notes"])
        assert all(set(lack) == {"what", "need"} for lack in figure["lacking"])
    for segment in found["breakdowns"]:
        cells = [
            row[g] for it in segment["attributes"] for row in it["rows"] for g in ("participants", "others")
        ]
        assert all(cell["people"] >= MINIMUM_GROUP for cell in cells if cell)


def test_a_few_values_during_hide_only_themselves():
    """Three have a value in between: of those three nothing is told, of the forty with both values everything."""
    participants = [
        replace(
            p,
            readings={"rating": float(n % 5)},
            during={"rating": 3.0} if n < 3 else {},
            after={"rating": 3.0},
        )
        for n, p in enumerate(employees("p", 40))
    ]
    (change,) = change_figures([Comparison.of(a_cohort(participants, []))], {})
    stored = change.stored()
    assert stored["state"] == "no_comparison"
    assert numbers_of(stored)["paired"] == 40
    assert numbers_of(stored)["during_people"] is None
    assert "during_mean" not in numbers_of(stored)
