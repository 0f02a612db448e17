"""Targets that are too small to be detected at the program's size, and KPIs of mentors."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goals.objective_checks import check_size
from goals.target_size import target_size
from mentoring.statistics import detectable_rate_difference
from mentoring.tenancy.scope import tenant_scope
from reports.kpis.presentation import presented_kpis
from reports.kpis.selectors import kpis_of, measured_kpis
from tests.examples import examples
from tests.factories.goals import make_objective
from tests.factories.people import make_event, make_person
from tests.factories.programs import make_participant, make_program
from tests.factories.reports import make_outcome_run, make_program_kpi
from tests.reports.roi.worlds import retention_figure

TODAY = date(2027, 11, 2)


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders", starts_on=date(2026, 3, 2), ends_on=date(2026, 8, 31))


def people(program, role, count, *, leavers=0):
    for number in range(count):
        person = make_person()
        make_participant(
            program=program, role=role, person=person, state="accepted", enrolled_on=date(2026, 3, 2)
        )
        if number < leavers:
            make_event(person=person, kind="exit", exit_reason="resignation", happened_on=date(2026, 9, 1))


def shown(program, **fields):
    make_program_kpi(program=program, **{"source": "hr", "reference": "retention", **fields})
    measured = measured_kpis(kpis_of([program]), today=TODAY)
    return presented_kpis(measured, slug="acme", language="en")[0]


def test_target_too_close_to_the_baseline_is_named(program, organization):
    with tenant_scope(organization.id):
        people(program, "mentee", 50)
        found = shown(program, baseline=80, target=90)
    # The table of measurement.md: with 50 in each group, 17.5 points above 80%.
    assert round(found.measured.size.smallest, 1) == 17.5
    assert found.warning == (
        "Too small to be detected: the target is 10 points from the baseline. With 50 mentees, only a change of about "
        "17.5 points or more could be detected."
    )


def test_target_that_can_be_detected_has_no_warning(program, organization):
    with tenant_scope(organization.id):
        people(program, "mentee", 50)
        assert shown(program, baseline=80, target=98).warning == ""


def test_size_of_the_comparison_group_counts_where_it_is_known(program, organization):
    with tenant_scope(organization.id):
        people(program, "mentee", 50)
        make_outcome_run(
            program=program, figures=[retention_figure(low=-0.1, point=0.01, high=0.1, people=250)]
        )
        found = shown(program, baseline=80, target=90)
    assert found.measured.size.smallest == 100 * detectable_rate_difference(0.8, 50, 250)


def test_too_few_people_have_no_smallest_change(program, organization):
    with tenant_scope(organization.id):
        people(program, "mentee", 19)
        found = shown(program, baseline=80, target=90)
    assert found.measured.size.smallest is None
    assert found.warning == "With 19 mentees, this rate will not be shown: it needs at least 20."


@pytest.mark.parametrize(
    "fields",
    [{"source": "entered", "reference": ""}, {"source": "program", "reference": "goals_met"}, {"target": 80}],
)
def test_other_kpis_have_no_size(program, organization, fields):
    with tenant_scope(organization.id):
        people(program, "mentee", 20)
        found = shown(program, **{"baseline": 80, "target": 81, **fields})
    assert (found.measured.size, found.warning) == (None, "")


def test_nobody_takes_part_yet(program, organization):
    with tenant_scope(organization.id):
        assert shown(program, baseline=80, target=81).measured.size is None


@settings(max_examples=examples(60))
@given(
    baseline=some.floats(0, 100), target=some.floats(0, 100), number=some.integers(0, 3000),
    colleagues=some.none() | some.integers(1, 9000),
)  # fmt: skip
def test_size_is_named_for_any_numbers(baseline, target, number, colleagues):
    found = target_size(baseline=baseline, target=target, role="mentee", people=number, colleagues=colleagues)
    if number == 0 or target == baseline:
        assert found is None
    else:
        assert found.smallest is None or 0 < found.smallest <= 100
        assert found.is_too_small or found.change >= found.smallest


def test_form_warns_while_somebody_types_and_saves_all_the_same(
    program, organization, client_of, administrator
):
    with tenant_scope(organization.id):
        people(program, "mentor", 20)
        objective = make_objective(program=program)
    client, url = client_of(administrator), f"/o/acme/programs/{program.pk}/outcomes/kpis/"
    data = {
        "objective": str(objective.pk), "name": "Mentors stay", "place": "hr:retention", "role": "mentor",
        "direction": "up", "baseline": "90", "target": "92",
    }  # fmt: skip
    typed = client.post(
        f"{url}new/", data, headers={"HX-Request": "true", "HX-Target": "target-size"}
    ).content.decode()
    assert "with 20 mentors" in typed
    assert "<form" not in typed
    assert client.post(f"{url}new/", data).status_code == 302
    page = client.get(url).content.decode()
    assert "HR rate: Retention (mentors)" in page
    assert "with 20 mentors" in page
    objectives = client.get(f"/o/acme/programs/{program.pk}/outcomes/objectives/").content.decode()
    assert "with 20 mentors" in objectives


def test_mentors_and_mentees_are_two_results(program, organization):
    with tenant_scope(organization.id):
        objective = make_objective(program=program)
        people(program, "mentee", 25, leavers=6)
        people(program, "mentor", 20, leavers=10)
        for role in ("mentee", "mentor"):
            make_program_kpi(
                objective=objective,
                source="hr",
                reference="regretted_departures",
                role=role,
                name=role,
                baseline=9,
            )
        found = {it.kpi.role: it.result.after for it in measured_kpis(kpis_of([program]), today=TODAY)}
    assert {role: (it.value, it.n) for role, it in found.items()} == {
        "mentee": (24.0, 25),
        "mentor": (50.0, 20),
    }


def test_retention_of_mentors_is_theirs(program, organization):
    with tenant_scope(organization.id):
        figures = [
            retention_figure(low=-0.1, point=0.01, high=0.1, people=number, role=role)
            for role, number in (("mentee", 50), ("mentor", 30))
        ]
        make_outcome_run(program=program, figures=figures)
        make_program_kpi(program=program, source="hr", reference="retention", role="mentor", baseline=80)
        [found] = measured_kpis(kpis_of([program]), today=TODAY)
    assert found.result.colleagues == 30


@pytest.mark.parametrize(
    ("values", "mentees", "clear"),
    [
        ({"unit": "%", "baseline": 80, "target": 90}, 50, False),
        ({"unit": "%", "baseline": 80, "target": 98}, 50, True),
        ({"unit": "%", "baseline": 80, "target": 98}, 19, False),
        ({"unit": "points", "baseline": 80, "target": 81}, 50, None),
        ({"unit": "%", "baseline": None, "target": 81}, 50, None),
        ({"unit": "%", "baseline": 80, "target": 81}, 0, None),
        ({"unit": "%", "baseline": 80, "target": 180}, 50, None),
    ],
)
def test_objective_form_checks_the_size_of_a_percentage(values, mentees, clear):
    found = check_size(values, mentees=mentees)
    assert (None if found is None else found.is_clear) == clear
