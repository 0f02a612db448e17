"""Organization goals, and objectives that serve them."""

from datetime import date

import pytest

from goals.models import Objective, ObjectiveReview, OrganizationGoal
from goals.objective_checks import check_objective
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from tests.factories.goals import make_objective, make_objective_review, make_organization_goal
from tests.factories.programs import make_program
from tests.factories.reports import make_program_kpi


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


def test_goal_that_only_others_serve_is_not_called_unserved(organization, client_of, coordinator):
    with tenant_scope(organization.id):
        make_objective(
            program=make_program(), organization_goal=make_organization_goal(name="Enter the Nordic market")
        )
    page = client_of(coordinator).get("/o/acme/organization-goals/").content.decode()
    assert "Only programs that are not shown here serve it" in page
    assert "No program serves this goal" not in page


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
    assert "Cannot be measured" in page
    assert "It has no KPI." in page
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


def test_objective_is_changed_with_its_history_and_undone(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        objective = make_objective(program=program)
        goal = objective.organization_goal
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/outcomes/objectives/"
    changed = values(goal, target="92", reason="The board asked for more", review_months="6")
    assert client.post(f"{address}{objective.pk}/", changed).status_code == 302
    with tenant_scope(organization.id):
        objective.refresh_from_db()
        review = ObjectiveReview.objects.get()
        assert (objective.target, objective.review_months) == (92, 6)
        assert (review.decision, review.before, review.after) == (
            "change",
            {"target": "90.00"},
            {"target": "92.00"},
        )
    page = client.get(f"{address}{objective.pk}/review/").content.decode()
    assert "Changed, target from 90% to 92%" in page
    assert "The board asked for more" in page
    assert client.post(f"{address}{objective.pk}/restore/").status_code == 302
    with tenant_scope(organization.id):
        objective.refresh_from_db()
        assert (objective.target, objective.review_months) == (90, 3)
        assert not ObjectiveReview.objects.exists()


def test_deleted_objective_comes_back_under_its_id(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        objective = make_objective(program=program)
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/outcomes/objectives/"
    client.post(f"{address}{objective.pk}/delete/")
    with tenant_scope(organization.id):
        assert not Objective.objects.exists()
    client.post(f"{address}{objective.pk}/restore/")
    with tenant_scope(organization.id):
        assert Objective.objects.get().statement == objective.statement
        assert Objective.objects.get().pk == objective.pk


def test_objective_with_a_kpi_or_a_review_is_not_deleted(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        measured = make_program_kpi(program=program).objective
        reviewed = make_objective_review(
            objective=make_objective(program=program, statement="Second")
        ).objective
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/outcomes/objectives/"
    refused = client.post(f"{address}{measured.pk}/delete/", follow=True).content.decode()
    assert "This objective has KPIs. Delete them first." in refused
    refused = client.post(f"{address}{reviewed.pk}/delete/", follow=True).content.decode()
    assert "it stays in the history" in refused
    with tenant_scope(organization.id):
        assert Objective.objects.count() == 2


def test_goal_that_an_objective_serves_is_not_deleted(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        served = make_objective(program=program).organization_goal
        other = make_organization_goal(name="Enter the Nordic market")
    client = client_of(administrator)
    refused = client.post(f"/o/acme/organization-goals/{served.pk}/delete/", follow=True).content.decode()
    assert "Objectives serve this goal." in refused
    client.post(f"/o/acme/organization-goals/{other.pk}/delete/")
    with tenant_scope(organization.id):
        assert list(OrganizationGoal.objects.all()) == [served]
    client.post(f"/o/acme/organization-goals/{other.pk}/restore/")
    with tenant_scope(organization.id):
        assert OrganizationGoal.objects.filter(pk=other.pk, name="Enter the Nordic market").exists()


def test_form_reads_back_what_is_missing_while_typing(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        goal = make_organization_goal()
    address = f"/o/acme/programs/{program.pk}/outcomes/objectives/new/"
    answer = client_of(administrator).post(
        address, values(goal, measure="things"), headers={"HX-Request": "true", "HX-Target": "checks"}
    )
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count("is-missing") == 1
    assert "Name something that is counted, looked up or asked" in text
    with tenant_scope(organization.id):
        assert not Objective.objects.exists()


def test_organization_goal_exists_once(organization, client_of, administrator):
    client = client_of(administrator)
    for status in (302, 422):
        answer = client.post(
            "/o/acme/organization-goals/new/", {"name": "Retain engineers", "owner": "Board"}
        )
        assert answer.status_code == status
    with tenant_scope(organization.id):
        assert OrganizationGoal.objects.count() == 1


def test_first_objective_leads_to_an_organization_goal_and_back(
    program, organization, client_of, administrator
):
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/outcomes/objectives/new/"
    page = client.get(address).content.decode()
    assert "First add an organization goal" in page
    add = f"/o/acme/organization-goals/new/?next={address}"
    assert add in page
    answer = client.post(add, {"name": "Retain engineers", "owner": "Ada"})
    with tenant_scope(organization.id):
        goal = OrganizationGoal.objects.get()
    assert answer.url == f"{address}?goal={goal.pk}"
    page = client.get(answer.url).content.decode()
    assert f'<option value="{goal.pk}" selected>' in page
    assert "First add an organization goal" not in page
    assert (
        client.post(
            "/o/acme/organization-goals/new/?next=//evil.example/", {"name": "Another", "owner": "Ada"}
        ).url
        == "/o/acme/organization-goals/"
    )


def test_checks_read_what_the_form_suggests(program, client_of, administrator):
    address = f"/o/acme/programs/{program.pk}/outcomes/objectives/new/"
    page = client_of(administrator).get(address).content.decode()
    assert "Name the person who answers for it." not in page
