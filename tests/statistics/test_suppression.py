"""Enumerate what a reader could compute from everything shown, and find no group under the minimum."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from mentoring.statistics import (
    Bound,
    Breakdown,
    DisclosedShare,
    can_republish,
    disclosed_mean,
    disclosed_shares,
    find_disclosures,
    publish,
)
from tests.examples import examples
from tests.linear_system import computable_groups

PROPERTY = settings(max_examples=examples(60), derandomize=True)


@some.composite
def organizations(draw, most=16):
    n = draw(some.integers(5, most))
    breakdowns = []
    for attribute in ("level", "site", "team")[: draw(some.integers(1, 3))]:
        options = [f"{attribute} {i}" for i in range(draw(some.integers(1, 4)))]
        values = {person: draw(some.sampled_from([*options, None])) for person in range(n)}
        breakdowns.append(Breakdown.from_values(attribute, values))
    return frozenset(range(n)), breakdowns


@PROPERTY
@given(organizations())
def test_no_group_under_five_can_be_computed(organization):
    people, breakdowns = organization
    found = publish(people, breakdowns)
    groups = {(b.attribute, value): group for b in breakdowns for value, group in b.groups.items()}
    assert set(found.disclosed) | found.withheld == set(groups)
    assert not set(found.disclosed) & found.withheld
    assert all(count == len(groups[key]) >= 5 for key, count in found.disclosed.items())
    published = [people, *(groups[key] for key in found.disclosed)]
    assert computable_groups(published, people, 5) == set()


@PROPERTY
@given(organizations(most=12))
def test_audit_finds_exactly_what_can_be_computed(organization):
    people, breakdowns = organization
    published = [people, *(group for b in breakdowns for group in b.groups.values())]
    found = {disclosure.people for disclosure in find_disclosures(published, [], k=5)}
    assert found == computable_groups(published, people, 5)


@settings(max_examples=examples(25), derandomize=True)
@given(organizations(most=13), some.integers(6, 7))
def test_higher_minimum_protects_every_hidden_group_and_remainder(organization, minimum):
    people, breakdowns = organization
    assume(len(people) >= minimum)
    found = publish(people, breakdowns, minimum=minimum)
    groups = {(b.attribute, value): group for b in breakdowns for value, group in b.groups.items()}
    published = [people, *(groups[key] for key in found.disclosed)]
    computable = computable_groups(published, people, minimum)
    assert not computable & {groups[key] for key in found.withheld}
    assert all(len(group) >= 5 for group in computable)
    for breakdown in breakdowns:
        disclosed = [
            group
            for value, group in breakdown.groups.items()
            if (breakdown.attribute, value) in found.disclosed
        ]
        assert not 0 < len(people.difference(*disclosed)) < minimum


def test_next_smallest_sibling_is_hidden_too():
    breakdown = Breakdown.from_counts("site", {"Bern": 4, "Basel": 30, "Genf": 8, "Chur": 12})
    found = publish(frozenset().union(*breakdown.groups.values()), [breakdown])
    assert found.total == 54
    assert found.disclosed == {("site", "Basel"): 30, ("site", "Chur"): 12}
    assert found.withheld == {("site", "Bern"), ("site", "Genf")}


def test_two_small_siblings_that_are_together_large_enough_hide_no_other():
    breakdown = Breakdown.from_counts("site", {"Bern": 3, "Basel": 30, "Genf": 4})
    found = publish(frozenset().union(*breakdown.groups.values()), [breakdown])
    assert found.disclosed == {("site", "Basel"): 30}


def test_people_without_a_value_are_protected_as_well():
    people = frozenset(range(23))
    known = Breakdown.from_values("site", {p: "Bern" if p < 10 else "Basel" for p in range(20)})
    found = publish(people, [known])
    # 23 in all, less 10 and 10, would give away the three who said nothing.
    assert len(found.disclosed) == 1


def test_team_inside_a_site_does_not_give_its_rest_away():
    people = frozenset(range(20))
    site = Breakdown("site", {"Bern": frozenset(range(10)), "Basel": frozenset(range(10, 20))})
    team = Breakdown("team", {"Sales": frozenset(range(7)), "Other": frozenset(range(15, 20))})
    found = publish(people, [site, team])
    assert ("team", "Sales") in found.withheld or ("site", "Bern") in found.withheld
    groups = site.groups | team.groups
    published = [people, *(groups[value] for _, value in found.disclosed)]
    assert computable_groups(published, people, 5) == set()


def test_answered_and_invited_do_not_give_those_without_an_answer_away():
    invited = frozenset(range(30))
    values = {person: "Bern" if person < 12 else "Basel" for person in invited}
    answered = {person: value for person, value in values.items() if person not in (1, 2, 20, 21, 22, 23, 24)}
    found = publish(
        invited,
        [Breakdown.from_values("invited", values), Breakdown.from_values("answered", answered)],
    )
    # In Bern two of twelve did not answer: only one of both numbers can be shown.
    assert not {("invited", "Bern"), ("answered", "Bern")} <= set(found.disclosed)


def test_hiding_only_the_small_group_would_be_found_out():
    # The negative control: without the second step the audit and the enumeration both object.
    people, disclosed = frozenset(range(13)), frozenset(range(4, 13))
    withheld = frozenset(range(4))
    assert computable_groups([people, disclosed], people, 5) == {withheld}
    assert [d.people for d in find_disclosures([people, disclosed], [withheld], k=5)] == [withheld]


def test_total_of_too_few_people_hides_everything():
    breakdown = Breakdown.from_counts("site", {"Bern": 4})
    found = publish(breakdown.groups["Bern"], [breakdown])
    assert (found.total, found.disclosed, found.withheld) == (None, {}, {("site", "Bern")})


def test_empty_group_is_hidden():
    people = frozenset(range(10))
    found = publish(people, [Breakdown("site", {"Bern": people, "Basel": frozenset()})])
    assert found.disclosed == {("site", "Bern"): 10}
    assert found.withheld == {("site", "Basel")}


def test_result_does_not_depend_on_the_order_of_groups():
    counts = {"Bern": 4, "Basel": 8, "Genf": 8, "Chur": 9}
    forth = Breakdown.from_counts("site", counts)
    back = Breakdown.from_counts("site", dict(reversed(counts.items())))
    people = frozenset().union(*forth.groups.values())
    assert publish(people, [forth]) == publish(people, [back])


def test_minimum_under_five_is_refused():
    with pytest.raises(ValueError, match="can only be raised"):
        publish(frozenset(range(9)), [], minimum=4)
    with pytest.raises(ValueError, match="can only be raised"):
        disclosed_shares([9, 9], minimum=3)
    with pytest.raises(ValueError, match="can only be raised"):
        can_republish(frozenset(), frozenset(), minimum=1)


def test_groups_that_do_not_fit_the_total_are_refused():
    with pytest.raises(ValueError, match="not part of the total"):
        publish(frozenset(range(9)), [Breakdown("site", {"Bern": frozenset({99})})])
    with pytest.raises(ValueError, match="once"):
        publish(frozenset(range(9)), [Breakdown("site", {}), Breakdown("site", {})])


def test_republishing_needs_five_new_people():
    before = frozenset(range(20))
    assert can_republish(before, frozenset(range(25)))
    assert not can_republish(before, frozenset(range(24)))
    assert not can_republish(before, frozenset(range(1, 30)))


def test_shares_are_whole_and_halves_go_up():
    assert disclosed_shares([5, 3]) == (DisclosedShare(63, Bound.EXACTLY), DisclosedShare(38, Bound.EXACTLY))
    assert disclosed_shares([1, 199]) == (
        DisclosedShare(1, Bound.EXACTLY),
        DisclosedShare(100, Bound.EXACTLY),
    )


def test_answers_that_nearly_all_gave_are_blurred_in_small_groups():
    nearly = (DisclosedShare(90, Bound.OR_MORE), DisclosedShare(10, Bound.OR_FEWER))
    assert disclosed_shares([9, 1]) == nearly
    assert disclosed_shares([19, 0]) == nearly
    assert disclosed_shares([8, 2]) == (DisclosedShare(80, Bound.EXACTLY), DisclosedShare(20, Bound.EXACTLY))
    assert disclosed_shares([20, 0]) == (DisclosedShare(100, Bound.EXACTLY), DisclosedShare(0, Bound.EXACTLY))


def test_shares_of_too_few_are_not_shown():
    assert disclosed_shares([3, 1]) is None
    assert disclosed_shares([]) is None
    assert disclosed_shares([3, 2]) is not None


def test_means_have_one_decimal():
    assert str(disclosed_mean(4.25)) == "4.3"
    assert str(disclosed_mean(4)) == "4.0"
    with pytest.raises(ValueError):
        disclosed_mean(float("nan"))
