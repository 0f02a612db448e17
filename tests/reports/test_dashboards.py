"""Dashboards, leading indicators, cohorts, and strengths and weaknesses."""

from datetime import date, timedelta

import pytest

from mentoring.statistics import ResultState
from mentoring.tenancy.scope import tenant_scope
from reports.dashboards.areas import Area, AreaFigure, rank
from reports.dashboards.leading import leading_indicators
from reports.dashboards.match_facts import read_match_facts
from reports.dashboards.organization import organization_dashboard
from reports.dashboards.program import program_dashboard
from reports.dashboards.strengths import program_strengths
from reports.kpis.measurements import Measurement
from tests.factories.goals import make_goal, make_objective, make_organization_goal
from tests.factories.programs import make_match, make_program, make_program_coordinator, make_session
from tests.factories.reports import make_kpi_value, make_outcome_run, make_program_kpi

START, TODAY = date(2026, 3, 2), date(2026, 6, 15)


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        program = make_program(
            name="Rising Leaders", starts_on=START, ends_on=date(2026, 8, 31), state="running"
        )
        program.organization = organization
        return program


def a_match(program, *held, started_on=START, goal_on=None):
    match = make_match(program=program, started_on=started_on, goals_agreed=int(goal_on is not None))
    for day in held:
        make_session(match=match, happens_on=day, state="held")
    if goal_on:
        make_goal(match=match, state="agreed", agreed_on=goal_on)
    return match


def days(program, organization):
    with tenant_scope(organization.id):
        for n in range(6):
            held = [date(2026, 3, 10)] * (n < 5) + [date(2026, 5, 4)] * (n < 3)
            a_match(program, *held, goal_on=date(2026, 4, 20) if n < 2 else None)


def test_leading_indicators_are_of_months_that_are_over(program, organization):
    days(program, organization)
    with tenant_scope(organization.id):
        met, goal, _plan = leading_indicators(read_match_facts(program), today=TODAY)
    assert [it and (round(it.value, 1), it.n) for it in met.values] == [
        (83.3, 6), (10.0, 6), (50.0, 6), None, None, None
    ]  # fmt: skip
    assert [it and round(it.value, 1) for it in goal.values] == [10.0, 33.3, 33.3, None, None, None]


def test_indicator_of_fewer_than_five_matches_is_withheld(program, organization):
    with tenant_scope(organization.id):
        for _n in range(4):
            a_match(program, date(2026, 3, 10))
        met, *_others = leading_indicators(read_match_facts(program), today=TODAY)
    assert [it and (it.value, it.n) for it in met.values] == [(None, None)] * 3 + [None] * 3


def judged(area, value, *, n=50, state=ResultState.NO_COMPARISON):
    return AreaFigure(area, Measurement(value, n), state=state)


def test_areas_are_ranked_by_the_distance_from_their_limit():
    found = rank(
        [
            judged(Area.FREQUENCY, 31.0),  # at most 10
            judged(Area.GOALS, 89.0),  # at least 75
            judged(Area.PLANS, 39.0),  # at most 25
            judged(Area.TRUST, 96.0),  # at least 90
            judged(Area.RESPONSE, 50.0),  # at least 50
            AreaFigure(Area.PRODUCTIVITY, state=ResultState.SUPPRESSED),
        ]
    )
    assert [it.area for it in found.weaknesses] == [Area.FREQUENCY, Area.PLANS]
    assert [it.area for it in found.strengths] == [Area.GOALS, Area.TRUST, Area.RESPONSE]
    assert [it.area for it in found.open] == [Area.PRODUCTIVITY]


@pytest.mark.parametrize("state", [it for it in ResultState if it != ResultState.DETECTABLE_DIFFERENCE])
def test_retention_is_judged_only_with_a_detectable_difference(state):
    found = rank([judged(Area.RETENTION, 4.0, state=state)])
    assert (found.strengths, [it.area for it in found.open]) == ([], [Area.RETENTION])
    found = rank([judged(Area.RETENTION, 4.0, state=ResultState.DETECTABLE_DIFFERENCE)])
    assert [it.area for it in found.strengths] == [Area.RETENTION]


def test_strengths_of_a_program_have_evidence_and_a_step(
    program, organization, client_of, coordinator, analyst
):
    days(program, organization)
    with tenant_scope(organization.id):
        found = program_strengths(program, today=TODAY)
        assert {it.area: it.events for it in found.weaknesses} == {
            Area.FREQUENCY: None, Area.FIRST_SESSIONS: 5, Area.GOALS: 2,
        }  # fmt: skip
    page = client_of(analyst).get(f"/o/acme/programs/{program.pk}/outcomes/strengths/").content.decode()
    assert "2 of 6 matches agreed on a goal within 60 days." in page
    assert "Cannot be assessed yet" in page
    assert f"/o/acme/programs/{program.pk}/goals/" not in page


def test_dashboard_shows_objectives_kpis_and_cohorts(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        other = make_program(name="Earlier Leaders", starts_on=date(2025, 3, 3), ends_on=date(2025, 9, 1))
        for it, value in ((program, 46), (other, 41)):
            kpi = make_program_kpi(
                objective=make_objective(program=it, statement="Fill posts from within"),
                name="Posts",
                baseline=27,
                target=45,
            )
            make_kpi_value(kpi=kpi, taken_on=it.starts_on + timedelta(days=30), value=value, people=13)
        make_program_kpi(program=program, source="", name="Delegation")
        make_organization_goal(name="Enter the Nordic market")
    client = client_of(administrator)
    page = client.get(f"/o/acme/programs/{program.pk}/outcomes/dashboard/").content.decode()
    assert "1 of 1 objective has reached its target" in page
    assert "No source for before, during and after" in page
    assert "Earlier Leaders" in page
    assert "41%" in page
    page = client.get("/o/acme/outcomes/dashboard/").content.decode()
    assert "No program serves it" in page
    assert "1 of 2 objectives have reached their targets" in page


def test_coordinator_sees_own_programs_on_the_dashboard_only(program, organization, client_of, coordinator):
    with tenant_scope(organization.id):
        make_program_coordinator(program=program, membership=coordinator)
        make_objective(program=program, statement="My own objective")
        make_objective(
            program=make_program(name="Somebody else’s", state="running"), statement="Hidden objective"
        )
    page = client_of(coordinator).get("/o/acme/outcomes/dashboard/").content.decode()
    assert "My own objective" in page
    assert "Hidden objective" not in page
    assert "Somebody else’s" not in page
    # The goals are served, by a program that the coordinator does not see.
    assert "Only programs that are not shown here serve it" in page
    assert "No program serves it" not in page


def test_dashboards_take_as_many_queries_for_three_as_for_one(
    program, organization, administrator, django_assert_num_queries
):
    with tenant_scope(organization.id):
        make_outcome_run(program=program)
        for n in range(1, 3):
            other = make_program(state="running", starts_on=date(2025, 3, n))
            make_outcome_run(program=other)
            for it in (program, other):
                objective = make_objective(program=it, statement=f"Objective {n}")
                for source, reference in (("hr", "retention"), ("entered", ""), ("program", "sessions")):
                    make_program_kpi(objective=objective, source=source, reference=reference)
                a_match(it, date(2026, 3, 10))
            with django_assert_num_queries(17):
                program_dashboard(program, membership=administrator, today=TODAY, language="en")
            with django_assert_num_queries(17):
                organization_dashboard(administrator, today=TODAY)
            with django_assert_num_queries(9):
                program_strengths(program, today=TODAY)
