"""Organization goals, and objectives that serve them."""

from datetime import date

import pytest

from goals.models import Objective, OrganizationGoal
from goals.objective_checks import check_objective
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from tests.factories.goals import make_objective, make_organization_goal
from tests.factories.programs import make_program


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders", starts_on=date(2026, 3, 2))


def values(goal, **more):
    return {
        "organization_goal": str(goal.pk), "statement": "More engineers of the first two years stay",
        "measure": "share still employed after 12 months", "unit": "%", "baseline": "82", "target": "90",
        "due_on": "2027-06-30", "owner": "Ada Lovelace", **more,
    }  # fmt: skip


def test_goal_that_no_program_serves_is_listed(program, organization, client_of, analyst):
    with tenant_scope(organization.id):
        make_objective(program=program, organization_goal=make_organization_goal(name="Retain engineers"))
        make_organization_goal(name="Enter the Nordic market")
    page = client_of(analyst).get("/o/acme/organization-goals/").content.decode()
    assert "No program serves this goal: Enter the Nordic market." in page
    assert "More engineers of the first two years stay" in page


def test_coordinator_sees_only_objectives_of_own_programs(program, organization, client_of, coordinator):
    with tenant_scope(organization.id):
        goal = make_organization_goal(name="Retain engineers")
        make_objective(program=make_program(), organization_goal=goal, statement="Somebody else’s objective")
        make_objective(program=program, organization_goal=goal, statement="My own objective")
    page = client_of(coordinator).get("/o/acme/organization-goals/").content.decode()
    assert "My own objective" in page
    assert "Somebody else’s objective" not in page


def test_objective_comes_from_the_form_to_the_list(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        goal = make_organization_goal()
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/outcomes/objectives/"
    checked = client.post(f"{address}new/", {**values(goal, baseline=""), "check": "1"}).content.decode()
    assert "nobody can say later what changed" in checked
    with tenant_scope(organization.id):
        assert not Objective.objects.exists()
    assert client.post(f"{address}new/", values(goal)).status_code == 302
    page = client.get(address).content.decode()
    assert "Too early: due on Jun 30, 2027" in page
    assert "failed" not in page.lower()
    with tenant_scope(organization.id):
        assert AuditEvent.objects.get(action="goals.create_objective").subject_label == "Rising Leaders"


def test_objective_is_not_due_before_results_exist(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        goal = make_organization_goal()
    address = f"/o/acme/programs/{program.pk}/outcomes/objectives/new/"
    answer = client_of(administrator).post(address, values(goal, due_on="2026-04-26"))
    assert answer.status_code == 422
    assert "Results exist from April 27, 2026 at the earliest." in answer.content.decode()
    with tenant_scope(organization.id):
        assert not Objective.objects.exists()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"statement": "be better"}, "Says what changes for the organization"),
        ({"measure": "things"}, "Can be measured"),
        ({"baseline": None}, "Has a baseline"),
        ({"owner": " "}, "Has an owner"),
        ({"due_on": date(2026, 4, 26)}, "Is due when results exist"),
    ],
)
def test_check_names_what_is_missing(change, name):
    clear = {
        "statement": "More engineers of the first two years stay", "measure": "share still employed after 12 months",
        "baseline": 82, "owner": "Ada", "due_on": date(2027, 6, 30),
    }  # fmt: skip
    start = date(2026, 3, 2)
    assert all(check.is_clear for check in check_objective(clear, starts_on=start))
    unclear = [it.name for it in check_objective({**clear, **change}, starts_on=start) if not it.is_clear]
    assert unclear == [name]


def test_organization_goal_exists_once(organization, client_of, administrator):
    client = client_of(administrator)
    for status in (302, 422):
        answer = client.post(
            "/o/acme/organization-goals/new/", {"name": "Retain engineers", "owner": "Board"}
        )
        assert answer.status_code == status
    with tenant_scope(organization.id):
        assert OrganizationGoal.objects.count() == 1
