"""No figure counts a test run or the people who were made up for it."""

import pytest

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.test_runs import start_test_run
from reports.dashboards.organization import organization_dashboard
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.selectors import programs_begun, programs_with_outcomes
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program
from tests.programs.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_no_figure_counts_a_test_run(organization, administrator):
    with tenant_scope(organization.id):
        program, person = make_program(state="running", starts_on=TODAY), make_person()
        make_participant(program=program, person=person)
        program.organization = organization
        start_test_run(program, by=Actor.member(administrator), today=TODAY)
        history = EmploymentHistory.read(until=TODAY)
        assert [row[0] for row in history.people] == [person.pk]
        assert {it.program for it in history.participations} == {program.pk} == set(history.programs)
        assert [it.pk for it in programs_begun(today=TODAY)] == [program.pk]
        assert [it.pk for it in programs_with_outcomes(administrator)] == [program.pk]
        rows = organization_dashboard(administrator, today=TODAY).programs
        assert [row.program.pk for row in rows] == [program.pk]
