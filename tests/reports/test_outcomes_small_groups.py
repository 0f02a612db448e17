"""The minimum of five in every figure: what nearly everybody of a small group did, and who is alone in their kind."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.statistics import HOMOGENEITY_BELOW, MINIMUM_GROUP, find_disclosures
from reports.outcomes.figures.assemble import assemble_outcomes, breakdowns_of, comparisons_of
from reports.outcomes.figures.breakdown import compared, disclosed_groups, totals
from reports.outcomes.figures.change import change_figures
from reports.outcomes.figures.people import Cohort, Employee
from reports.outcomes.figures.pooling import pooled_comparisons
from reports.outcomes.figures.retention_promotion import Comparison, compared_strata
from reports.outcomes.presentation import present_figure
from reports.outcomes.wording.conclusion import conclusion
from tests.examples import examples
from tests.reports.organizations import START, cohorts
from tests.reports.test_outcomes_attack import a_cohort, cohort_at, employees, numbers_of


def figure_of(found: dict, key: str) -> dict:
    return next(it for it in found["figures"] if it["key"] == key)


@pytest.mark.parametrize("left", [0, 1, 6, 7])
def test_a_rate_of_seven_without_colleagues_is_too_few(left):
    """Six of seven stayed, or all, or nobody: a rate would say of each what they did."""
    participants = [replace(p, exit_month=2.0) if n < left else p for n, p in enumerate(employees("p", 7))]
    found = assemble_outcomes([a_cohort(participants, [])], {})
    for key in (
        "mentee.retention.year.program",
        "mentee.promotion.year.program",
        "mentee.retention_curve.program",
    ):
        figure = figure_of(found, key)
        assert (figure["state"], figure["curves"]) == ("too_few", [])
        assert set(numbers_of(figure)) <= {"participants", "others", "compared"}


def test_too_few_have_no_curve():
    """Twelve against thirty: neither curve is in the page, the API or the files."""
    participants = [replace(p, exit_month=3.0) if n < 1 else p for n, p in enumerate(employees("p", 12))]
    others = [replace(p, exit_month=3.0) if n < 9 else p for n, p in enumerate(employees("o", 30))]
    figure = figure_of(
        assemble_outcomes([a_cohort(participants, others)], {}), "mentee.retention_curve.program"
    )
    assert (figure["state"], figure["curves"]) == ("too_few", [])


def test_before_its_time_a_small_group_has_no_curve():
    """Four months in, of twelve one has left: the curve of the thirty colleagues stands alone."""
    participants = [replace(p, exit_month=2.0) if n < 1 else p for n, p in enumerate(employees("p", 12))]
    others = [replace(p, exit_month=2.0) if n < 9 else p for n, p in enumerate(employees("o", 30))]
    cohort = replace(a_cohort(participants, others), known_until=date(2025, 5, 1))
    figure = figure_of(assemble_outcomes([cohort], {}), "mentee.retention_curve.program")
    assert figure["state"] == "too_early"
    assert [curve["group"] for curve in figure["curves"]] == ["others"]


@pytest.mark.parametrize("yes", [0, 1, 4, 9])
def test_too_few_people_have_no_smallest_detectable_difference(yes):
    """Of nine colleagues all stayed: the size is calculated from their rate, and would disclose it."""
    others = [replace(p, exit_month=2.0) if n >= yes else p for n, p in enumerate(employees("o", 9))]
    figure = figure_of(
        assemble_outcomes([a_cohort(employees("p", 30), others)], {}), "mentee.retention.year.program"
    )
    assert figure["state"] == "too_few"
    assert set(numbers_of(figure)) <= {"participants", "others", "compared"}


def with_values(count: int, before, after, prefix: str = "p") -> list[Employee]:
    return [
        replace(p, readings={"rating": float(before(n))}, after={"rating": float(after(n))})
        for n, p in enumerate(employees(prefix, count))
    ]


def test_nearly_all_better_of_a_small_group_is_not_an_exact_share():
    participants = with_values(12, lambda n: 1 + n % 3, lambda n: 1 + n % 3 + (n != 0))
    (change,) = change_figures([Comparison.of(a_cohort(participants, []))], {})
    stored = change.stored()
    disclosed = {number["name"]: number for number in stored["numbers"]}
    assert [(disclosed[name]["value"], disclosed[name]["bound"]) for name in ("improved", "same", "worse")] == [
        (0.9, "or_more"), (0.1, "or_fewer"), (0.1, "or_fewer"),
    ]  # fmt: skip
    # Any average of the change would be each one's.
    assert not disclosed.keys() & {
        "paired_before",
        "paired_after",
        "change",
        "change_low",
        "typical_change",
        "dz",
    }
    assert "90% or more are better than before, 10% or fewer the same" in conclusion(stored)
    assert present_figure(stored).text("improved") == "90% or more"


def test_hidden_change_of_colleagues_is_not_called_a_missing_comparison_group():
    """Thirty colleagues have values; four of them cannot be shown."""
    participants = [
        replace(p, readings={"rating": float(n % 5)}, after={"rating": 3.0})
        for n, p in enumerate(employees("p", 40))
    ]
    others = [
        replace(p, readings={"rating": float(n % 5)}, after={"rating": 3.0} if n < 4 else {})
        for n, p in enumerate(employees("o", 30))
    ]
    (change,) = change_figures([Comparison.of(a_cohort(participants, others))], {})
    shown = present_figure(change.stored())
    assert "others_change" not in numbers_of(change.stored())
    assert (shown.state_label, shown.caveats) == (
        "No comparison",
        ["No comparison: regression to the mean, time and season are not excluded."],
    )


@pytest.mark.parametrize("phase", ["readings", "after"])
def test_an_average_of_nearly_equal_values_is_withheld(phase):
    """Eleven of twelve had a four: their average is each one's value."""
    same, spread = (lambda n: 4 if n else 1), (lambda n: 1 + n % 5)
    participants = with_values(
        12, *((same, spread) if phase == "readings" else (spread, same))
    )  # fmt: skip
    others = with_values(40, spread, lambda n: 1 + (n + 1) % 5, "o")
    cohort = a_cohort(participants, others)
    (change,) = change_figures([Comparison.of(cohort)], {})
    names = {number.name for number in change.numbers}
    assert not names & {f"{'before' if phase == 'readings' else 'after'}_mean", "paired_before", "paired_after",
                        "change", "change_difference", "others_change"}  # fmt: skip
    if phase == "readings":
        for figure in assemble_outcomes([cohort], {})["figures"]:
            disclosed = [b for b in figure["baselines"] if b["attribute"] == "kpi:rating"]
            assert all(b["difference"] is None and b["participants_mean"] is None for b in disclosed)
            assert conclusion(figure)


def test_nearly_all_yes_of_a_small_group_is_not_an_exact_share():
    participants = with_values(14, lambda n: n % 2, lambda n: n > 0)
    (change,) = change_figures([Comparison.of(a_cohort(participants, []))], {})
    disclosed = {number.name: number for number in change.numbers}
    assert (disclosed["yes_before"].value, disclosed["yes_before"].bound) == (0.5, "exactly")
    assert (disclosed["yes_after"].value, disclosed["yes_after"].bound) == (0.9, "or_more")
    assert "yes_change" not in disclosed
    assert "50.0% said yes before and 90% or more later" in conclusion(change.stored())


@settings(max_examples=examples(80))
@given(cohort=cohorts, kept=st.integers(0, 30))
def test_no_exact_share_discloses_everyone(cohort, kept):
    """Whatever the organization: where a share of under twenty people stands, it is no share of nearly all."""
    cohort = replace(cohort, others=cohort.others[:kept])
    for figure in assemble_outcomes([cohort], {})["figures"]:
        disclosed = numbers_of(figure)
        groups = {
            "participants_rate": disclosed.get("participants"), "others_rate": disclosed.get("others"),
            "compared_rate": disclosed.get("compared"),
            "improved": disclosed.get("paired"), "same": disclosed.get("paired"),
            "worse": disclosed.get("paired"),
            "yes_before": disclosed.get("paired"), "yes_after": disclosed.get("paired"),
        }  # fmt: skip
        for number in figure["numbers"]:
            if number["name"] in groups and number["bound"] == "exactly" and number["value"] is not None:
                people = groups[number["name"]]
                assert people >= HOMOGENEITY_BELOW or 0.1 < number["value"] < 0.9 or (
                    # Of three shares one may be small while no other is nearly all.
                    number["name"] in ("improved", "same", "worse") and number["value"] < 0.9
                )  # fmt: skip
        for curve in figure["curves"]:
            assert curve["points"][0]["at_risk"] >= HOMOGENEITY_BELOW


def test_two_without_colleagues_are_not_everybody_less_those_compared():
    """Of thirty, two are alone in their kind and left: the others' rate and the difference told what they did."""
    participants = [*employees("p", 28), *employees("a", 2, tenure_months=200.0, exit_month=4.0)]
    others = [replace(p, exit_month=5.0) if n < 20 else p for n, p in enumerate(employees("o", 80))]
    found = figure_of(
        assemble_outcomes([a_cohort(participants, others)], {}), "mentee.retention.year.program"
    )
    disclosed = numbers_of(found)
    # One kind is compared: its people stayed as often as colleagues did and the difference more.
    if disclosed.get("adjusted") is not None:
        of_kind = (disclosed["adjusted"] + disclosed["others_rate"]) * 28
        assert round(disclosed["participants_events"] - of_kind, 9) != round(0.0, 9)
        assert disclosed["strata_dropped"] == 0


def test_two_of_a_level_do_not_follow_from_the_colleagues_of_each_level():
    """75 on level 3 and two on level 4; how many colleagues of each level stayed is told, and so they were."""
    participants = [*employees("p", 75), *employees("a", 2, level="4", exit_month=4.0)]
    others = [*employees("o", 60), *employees("x", 40, exit_month=6.0), *employees("q", 30, level="4")]
    comparison = Comparison.of(a_cohort(participants, others))
    for stratum in compared_strata([comparison]):
        assert not 0 < len(stratum.participants) < MINIMUM_GROUP


@settings(max_examples=examples(60))
@given(cohort=cohorts)
def test_compared_strata_have_nobody_or_five_people(cohort):
    comparison = Comparison.of(cohort)
    strata = compared_strata([comparison])
    assert Counter(p.key for stratum in strata for p in stratum.participants) == Counter(
        p.key for p in cohort.participants
    )
    assert Counter(p.key for stratum in strata for p in stratum.others) == Counter(
        p.key for p in comparison.comparison_group
    )
    if len(strata) < 2:
        return
    used = [stratum for stratum in strata if stratum.participants and stratum.others]
    assert all(min(len(stratum.participants), len(stratum.others)) >= MINIMUM_GROUP for stratum in used)
    for group in ("participants", "others"):
        left_out = sum(len(getattr(stratum, group)) for stratum in strata if stratum not in used)
        assert left_out not in range(1, MINIMUM_GROUP)


@settings(max_examples=examples(40))
@given(cohort=cohorts)
def test_nobody_under_five_follows_from_all_that_one_role_shows(cohort):
    """Totals, those compared, each kind compared like with like, each shown level, band, department and place."""
    comparisons = comparisons_of([cohort]) if cohort.participants else []
    disclosed = all_disclosed(comparisons)
    assert find_disclosures(disclosed, [], k=MINIMUM_GROUP) == []


def all_disclosed(comparisons, *, with_strata: bool = True) -> list[frozenset]:
    segments = {segment["role"]: segment["attributes"] for segment in breakdowns_of(comparisons)}
    groups = []
    for comparison in comparisons:
        if comparison.is_withheld:
            continue
        groups += totals(comparison) + disclosed_groups(comparison, segments.get(comparison.cohort.role, []))
        # One kind alone is not adjusted for: nothing of it is printed.
        if with_strata and len(compared_strata([comparison])) > 1:
            groups += compared(comparison)
    return [group for group in dict.fromkeys(groups) if len(group) >= MINIMUM_GROUP]


@settings(max_examples=examples(25))
@given(mentees=cohorts, mentors=cohorts)
def test_nobody_under_five_follows_from_mentors_and_mentees_together(mentees, mentors):
    """Both roles have largely the same colleagues: the totals and every shown kind of people, of both at once."""
    mentees = replace(mentees, role="mentee")
    as_mentors = tuple(replace(p, key=f"m{p.key}") for p in mentors.participants)
    mentors = replace(mentees, role="mentor", participants=as_mentors)
    comparisons = comparisons_of([mentees, mentors])
    assert find_disclosures(all_disclosed(comparisons, with_strata=False), [], k=MINIMUM_GROUP) == []


def roles(mentees, mentors, others) -> list[Cohort]:
    return [a_cohort(mentees, others, role="mentee"), a_cohort(mentors, others, role="mentor")]


def test_three_colleagues_of_a_rare_level_are_not_mentors_less_mentees():
    """Mentors are on one level more than mentees, on which three others work."""
    others = [*employees("o", 60), *employees("q", 40, level="4"), *employees("r", 3, level="5")]
    mentees = [*employees("p", 20), *employees("s", 10, level="4")]
    mentors = [*employees("m", 20), *employees("t", 10, level="4"), *employees("u", 5, level="5")]
    found = assemble_outcomes(roles(mentees, mentors, others), {})
    counted = [
        numbers_of(figure_of(found, f"{role}.retention.year.program"))["others"]
        for role in ("mentee", "mentor")
    ]
    assert counted[1] - counted[0] not in range(1, MINIMUM_GROUP)
    comparisons = comparisons_of(roles(mentees, mentors, others))
    assert find_disclosures(all_disclosed(comparisons, with_strata=False), [], k=MINIMUM_GROUP) == []


def test_two_who_are_only_mentors_are_not_mentors_less_mentees():
    """Everybody is both, but for two: what became of these two would be the difference."""
    both, others = employees("p", 30), employees("o", 80)
    found = assemble_outcomes(roles(both, [*both, *employees("a", 2)], others), {})
    for figure in found["figures"]:
        if figure["role"] == "mentor":
            assert (figure["state"], figure["numbers"]) == ("suppressed", [])
            assert "Together with the other role's results" in conclusion(figure)
    assert [segment["role"] for segment in found["breakdowns"]] == ["mentee"]


def test_values_of_two_are_not_all_cohorts_less_one():
    """Of the second cohort's ten two have a rating: no average over both cohorts stands beside that of the first."""
    first, second = (
        cohort_at(n, 15 - 5 * (n - 1), employees("o", 120), index_on=date(2025, n, 1)) for n in (1, 2)
    )
    rated = tuple(replace(p, readings={"rating": float(1 + n % 4)}) for n, p in enumerate(first.participants))
    two = tuple(
        replace(p, readings={"rating": 5.0}) if n < 2 else p for n, p in enumerate(second.participants)
    )
    others = tuple(replace(p, readings={"rating": float(n % 5)}) for n, p in enumerate(first.others))
    first = replace(first, participants=rated, others=others)
    second = replace(second, participants=two, others=others)
    assert len(pooled_comparisons(Comparison.of(first), [second])) == 2
    found = assemble_outcomes([first], {}, lambda: {"mentee": [second]})
    pooled = [figure for figure in found["figures"] if figure["scope"] == "pooled"]
    assert pooled
    for figure in pooled:
        assert all(b["participants_mean"] is None for b in figure["baselines"])


def test_pooled_strata_are_those_of_each_cohort_or_larger():
    """Taken apart anew with fewer colleagues, two ways of joining kinds would tell of those between."""
    colleagues = [person for n in range(40) for person in employees(f"o{n}-", 4, tenure_months=float(5 * n))]
    own = Comparison.of(cohort_of_bands(1, colleagues))
    together = pooled_comparisons(own, [cohort_of_bands(2, colleagues)])
    alone = [frozenset(p.key for p in stratum.participants) for stratum in compared_strata([own])]
    for stratum in compared_strata(together):
        keys = {p.key for p in stratum.participants}
        assert all(group <= keys or not group & keys for group in alone)


def cohort_of_bands(number: int, colleagues) -> Cohort:
    bands = (5.0, 20.0, 20.0, 50.0, 50.0, 50.0, 80.0, 150.0)
    people = [replace(p, tenure_months=bands[n % 8]) for n, p in enumerate(employees(f"p{number}-", 24))]
    return Cohort(
        str(number), f"Cohort {number}", "mentee", START, date(2026, 11, 2), tuple(people), tuple(colleagues)
    )
