"""Somebody keeps every page of a program: all periods, both roles, before and after objections and withdrawals.

Everything that is counted or averaged is a sum over a group of people. All of it together is one linear system; no sum
over one to four people may follow from it.
"""

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings

from mentoring.statistics import MINIMUM_GROUP, find_disclosures
from reports.outcomes.figures.assemble import assemble_outcomes, comparisons_of
from reports.outcomes.figures.comparison import Comparison, periods_of
from reports.outcomes.figures.objections import Facts, facts_of
from reports.outcomes.figures.people import Cohort, followed_for
from tests.examples import examples
from tests.reports.worlds import objecting, worlds

ATTACK = settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
KPI = "kpi:rating"


def totals(comparison: Comparison) -> Iterator[Facts]:
    """Yield whom the rates, counts and curves of a role are about."""
    for name in ("participants", "eligible", "comparison_group"):
        for months in (0, *periods_of([comparison])):
            yield facts_of(followed_for(getattr(comparison, name), months))


def cells(comparison: Comparison, found: dict[str, Any]) -> Iterator[Facts]:
    """Yield whom the breakdowns of a role are about."""
    for segment in found["breakdowns"]:
        if segment["role"] != comparison.cohort.role:
            continue
        for it in segment["attributes"]:
            for row in it["rows"]:
                for name, people in (
                    ("participants", comparison.participants),
                    ("others", comparison.comparison_group),
                ):
                    if row[name]:
                        yield facts_of(
                            person
                            for person in followed_for(people, segment["window_months"])
                            if getattr(person, it["attribute"]) == row["value"]
                        )


def averages(comparison: Comparison, found: dict[str, Any]) -> Iterator[Facts]:
    """Yield whose ratings before the start are averaged for a role, as far as an average is shown."""
    for figure in found["figures"]:
        if figure["role"] != comparison.cohort.role:
            continue
        names = {number["name"] for number in figure["numbers"]}
        months = figure["window_months"] or 0
        for baseline in figure["baselines"]:
            for name, group in (
                ("participants_mean", comparison.participants),
                ("others_mean", comparison.eligible),
            ):
                if baseline["attribute"] == KPI and baseline[name] is not None:
                    yield facts_of(p for p in followed_for(group, months) if "rating" in p.readings)
        for name, group in (
            ("before_mean", [p for p in comparison.participants if "rating" in p.readings]),
            ("paired_before", [p for p in comparison.participants if p.readings and p.after]),
            ("others_change", [p for p in comparison.comparison_group if p.readings and p.after]),
        ):
            if name in names:
                yield facts_of(group)


def known_after(states: list[list[Cohort]], *kinds) -> list[Facts]:
    """Return the groups of five and more people that the pages of all states are about; smaller ones are hidden."""
    known = []
    for cohorts in states:
        found = assemble_outcomes(cohorts, {})
        for comparison in comparisons_of(cohorts):
            if not comparison.is_withheld:
                known += [group for kind in kinds for group in kind(comparison, found)]
    return list(dict.fromkeys(group for group in known if len(group) >= MINIMUM_GROUP))


@ATTACK
@given(world=worlds())
def test_no_outcome_of_a_few_follows_from_all_pages(world):
    cohorts, states = world
    known = known_after([objecting(cohorts, who) for who in states], lambda it, _found: totals(it), cells)
    assert find_disclosures(known, [], k=MINIMUM_GROUP) == []


@ATTACK
@given(world=worlds())
def test_no_rating_of_a_few_follows_from_all_pages(world):
    cohorts, states = world
    known = known_after([objecting(cohorts, who) for who in states], averages)
    assert find_disclosures(known, [], k=MINIMUM_GROUP) == []


@ATTACK
@given(world=worlds())
def test_who_objected_is_in_no_group_of_either_role(world):
    cohorts, states = world
    for who in states:
        for comparison in comparisons_of(objecting(cohorts, who)):
            assert not {p.key for p in (*comparison.eligible, *comparison.comparison_group)} & who
