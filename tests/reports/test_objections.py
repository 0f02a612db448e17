"""Objections to being compared: honored at once, and no two states of them disclose fewer than five people."""

from dataclasses import replace
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.audit.models import AuditEvent
from mentoring.people.models import Person
from mentoring.statistics import MINIMUM_GROUP
from mentoring.tenancy.scope import tenant_scope
from reports.models import ComparisonObjection, OutcomeNotice
from reports.notice.views import ObjectionLink
from reports.outcomes.cohorts import cohorts_of
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.figures.assemble import assemble_outcomes
from reports.outcomes.figures.change import KpiDefinition, change_figures
from reports.outcomes.figures.comparison import Comparison, periods_of
from reports.outcomes.figures.people import Cohort, followed_for
from reports.outcomes.people_export import included_people_csv
from tests.examples import examples
from tests.reports.organizations import cohorts
from tests.reports.studies import Study, calculated, make_study_program, value
from tests.reports.test_outcomes_attack import a_cohort, employees

FEW = range(1, MINIMUM_GROUP)
KPIS = {"rating": KpiDefinition("rating")}


def objecting(cohort: Cohort, who: set[int]) -> Cohort:
    others = tuple(replace(p, has_objected=n in who) for n, p in enumerate(cohort.others))
    return replace(cohort, others=others)


def shown_groups(cohort: Cohort) -> dict[tuple, frozenset[str]]:
    """Return the people counted in each number about colleagues that is shown, by the name of the number."""
    comparison = Comparison.of(cohort)
    found = {}
    for months in periods_of([comparison]):
        for name in ("eligible", "comparison_group"):
            found[name, months] = followed_for(getattr(comparison, name), months)
    found["all"] = comparison.comparison_group
    for change in change_figures([comparison], KPIS):
        if any(number.name == "others_change" for number in change.numbers):
            found["paired", change.subject] = [
                p for p in comparison.comparison_group if "rating" in p.readings and "rating" in p.after
            ]
    results = assemble_outcomes([cohort], KPIS)
    if any(b["others_mean"] is not None for figure in results["figures"] for b in figure["baselines"]):
        found["mean before"] = [p for p in comparison.eligible if "rating" in p.readings]
    for segment in results["breakdowns"]:
        group = followed_for(comparison.comparison_group, segment["window_months"])
        for it in segment["attributes"]:
            for row in it["rows"]:
                if row["others"]:
                    name = it["attribute"]
                    found[name, row["value"]] = [p for p in group if getattr(p, name) == row["value"]]
    return {name: frozenset(p.key for p in people) for name, people in found.items()}


@settings(max_examples=examples(150))
@given(
    cohort=cohorts,
    first=st.sets(st.integers(0, 89), max_size=3),
    more=st.sets(st.integers(0, 89), max_size=2),
)
def test_no_two_states_of_objections_differ_by_one_to_four_people(cohort, first, more):
    """Nobody, a few, and a few more have objected; whatever is shown twice differs by nobody or by five and more."""
    states = [shown_groups(objecting(cohort, who)) for who in (set(), first, first | more)]
    for one, other in permutations(states, 2):
        for name in one.keys() & other.keys():
            # Groups under five are not shown.
            if min(len(one[name]), len(other[name])) >= MINIMUM_GROUP:
                assert len(one[name] - other[name]) not in FEW, name


@settings(max_examples=examples(100))
@given(cohort=cohorts, who=st.sets(st.integers(0, 89), max_size=4))
def test_people_who_objected_are_in_no_group(cohort, who):
    cohort = objecting(cohort, who)
    comparison = Comparison.of(cohort)
    assert not any(p.has_objected for p in (*comparison.eligible, *comparison.comparison_group))


@settings(max_examples=examples(60))
@given(cohort=cohorts)
def test_without_objections_nothing_is_left_out(cohort):
    comparison = Comparison.of(cohort)
    assert comparison.left_out == ()
    assert comparison.complete is None


@pytest.fixture
def program(organization):
    """40 who took part, of whom 36 stayed; 80 colleagues in two departments, of whom 60 stayed."""
    program = make_study_program(organization)
    study = Study()
    study.leave(study.add(40, takes_part=True)[36:])
    theirs = study.add(40, takes_part=False) + study.add(40, takes_part=False, department="Finance")
    study.leave(theirs[::4])
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    return program


def link(organization) -> str:
    with tenant_scope(organization.id):
        return ObjectionLink.path_to(OutcomeNotice.objects.get(), organization)


def recalculated(client, organization, program):
    client.post(f"/o/acme/programs/{program.pk}/outcomes/calculate/")
    return calculated(organization, program)


def others_of(run) -> dict[str, float]:
    found = next(it for it in run.figures if it["key"] == "mentee.retention.year.program")
    return {name: value(found, name) for name in ("others", "others_events")}


def test_an_objection_holds_from_the_next_calculation_on(
    program, organization, client, client_of, administrator
):
    before = others_of(calculated(organization, program))
    with tenant_scope(organization.id):
        person = Person.objects.get(employee_id="P45")
    answer = client.post(link(organization), {"employee_id": "P45", "proof": person.email})
    assert "Objection received" in answer.content.decode()
    staff = client_of(administrator)
    run = recalculated(staff, organization, program)
    after = others_of(run)
    assert before == {"others": 80, "others_events": 60}
    assert before["others"] - after["others"] == MINIMUM_GROUP
    with tenant_scope(organization.id):
        assert "P45," not in included_people_csv(run)
        # No event says who objected, when, or that anybody did.
        assert not AuditEvent.objects.filter(action__contains="object").exists()
    client.post(link(organization), {"employee_id": "P45", "proof": person.email, "withdraw": "1"})
    assert others_of(recalculated(staff, organization, program)) == before


def test_a_second_objection_in_the_same_block_changes_nothing(
    program, organization, client_of, administrator
):
    calculated(organization, program)
    staff = client_of(administrator)
    with tenant_scope(organization.id):
        first = Person.objects.get(employee_id="P45")
        ComparisonObjection.objects.create(person=first)
    run = recalculated(staff, organization, program)
    with tenant_scope(organization.id):
        (cohort,) = cohorts_of(EmploymentHistory.read(until=run.known_until), program)
        (block,) = Comparison.of(cohort).left_out
        assert len(block) == MINIMUM_GROUP
        other = next(it.key for it in block if it.key != str(first.pk))
        ComparisonObjection.objects.create(person_id=UUID(other))
    assert others_of(recalculated(staff, organization, program)) == others_of(run)


@pytest.mark.parametrize(
    "details",
    [
        {"employee_id": "P45", "proof": "nobody@example.org"},
        {"employee_id": "P999", "proof": "p45@example.org"},
        {"employee_id": "", "proof": "p45@example.org"},
    ],
    ids=["another address", "nobody", "no employee ID although there is one"],
)
def test_the_answer_is_the_same_for_details_of_nobody(details, program, organization, client):
    right = client.post(link(organization), {"employee_id": "P46", "proof": "p46"})
    wrong = client.post(link(organization), details)
    with tenant_scope(organization.id):
        assert [it.person.employee_id for it in ComparisonObjection.objects.select_related("person")] == [
            "P46"
        ]
    assert "Objection received" in right.content.decode()
    assert len(right.content) == len(wrong.content)


def test_a_replaced_link_no_longer_works(program, organization, client, client_of, administrator):
    old = link(organization)
    client_of(administrator).post("/o/acme/outcomes/notice/replace-link/")
    assert client.get(old).status_code == 404
    assert client.get(link(organization)).status_code == 200


def test_a_participant_who_objected_still_counts_in_their_own_program(program, organization):
    with tenant_scope(organization.id):
        ComparisonObjection.objects.create(person=Person.objects.get(employee_id="P1"))
    run = calculated(organization, program)
    found = next(it for it in run.figures if it["key"] == "mentee.retention.year.program")
    assert (value(found, "participants"), value(found, "others")) == (40, 80)


def test_a_group_of_one_block_is_left_out_as_a_whole():
    """Nine colleagues are one block: no five of them would leave five others."""
    others = list(employees("o", 9))
    others[4] = replace(others[4], has_objected=True)
    comparison = Comparison.of(a_cohort(employees("p", 20), others))
    assert comparison.eligible == ()
