"""Coordinators see the programs they are assigned to, and nothing of the others."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from programs.models import ProgramCoordinator
from tests.access import Call, Row
from tests.access import meetings as meeting_rows
from tests.access import members as member_rows
from tests.access import programs as page_rows
from tests.access import programs_api as api_rows
from tests.access import reports as report_rows
from tests.factories.goals import make_check_in, make_goal
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program, make_session
from tests.factories.tenancy import make_membership
from tests.programs.pages import text_of

CANARY = "Zwentibold"
ROWS = [
    row
    for module in (page_rows, api_rows, report_rows, meeting_rows)
    for row in module.ROWS
    if isinstance(row, Row) and any("coordinator" in call.roles for call in row.calls().values())
]
LISTS = [row for row in ROWS if row.make is Row.__dataclass_fields__["make"].default]
HOME = [row for row in member_rows.ROWS if row.name == "members:home"]


def send(client, method: str, call: Call, url: str, caller: Membership):
    data = call.data
    if callable(data):
        with tenant_scope(caller.organization_id):
            data = data(caller)
    kind = {"content_type": "application/json"} if url.startswith("/api/") and method != "get" else {}
    return getattr(client, method)(url, dict(data), **kind)


@pytest.fixture
def foreign(organization):
    """A program that is not the coordinator's, full of things that are named after the canary."""
    with tenant_scope(organization.id):
        program = make_program(name=f"{CANARY} Program")
        sides = {
            role: make_participant(
                program=program, role=role, person=make_person(first_name=CANARY, last_name=role)
            )
            for role in ("mentor", "mentee")
        }
        match = make_match(program=program, overridden_by=None, **sides)
        make_session(match=match, agenda=CANARY)
        make_check_in(goal=make_goal(match=match, title=f"{CANARY} goal", skill=CANARY))
        make_person(first_name=CANARY, last_name="Nowhere")
    return program


# A page about all programs that the reader may see: there is no other program in its address.
OF_ALL_PROGRAMS = {"reports:organization-dashboard", "api:organization-dashboard"}


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row not in LISTS and row.name not in OF_ALL_PROGRAMS],
    ids=lambda row: row.name,
)
def test_what_belongs_to_another_program_is_not_found(row, organization, coordinator, client_of):
    with tenant_scope(organization.id):
        others = row.make(make_membership(role="coordinator"))
    url = reverse(row.name, kwargs={"slug": "acme", **others})
    client = client_of(coordinator)
    found = {
        method: send(client, method, call, url, coordinator).status_code
        for method, call in row.calls().items()
        if "coordinator" in call.roles
    }
    assert found == dict.fromkeys(found, 404)


# Lists of numbers or of the product's own words.
WITHOUT_TEXT = {"api:check-in-list", "api:visibility", "programs:my-visibility"}


@pytest.mark.parametrize("row", [*LISTS, *HOME], ids=lambda row: row.name)
def test_list_has_nothing_of_another_program(row, foreign, coordinator, administrator, client_of):
    url = reverse(row.name, kwargs={"slug": "acme"})
    answer = client_of(coordinator).get(url)
    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()
    if row.name not in WITHOUT_TEXT:
        assert CANARY in client_of(administrator).get(url).content.decode()


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row not in LISTS and row.get], ids=lambda row: row.name
)
def test_page_of_the_own_program_has_nothing_of_another(row, organization, foreign, coordinator, client_of):
    with tenant_scope(organization.id):
        mine = row.make(coordinator)
    url, client = reverse(row.name, kwargs={"slug": "acme", **mine}), client_of(coordinator)
    answer = send(client, "get", row.get, url, coordinator)
    assert answer.status_code == row.get.status
    assert CANARY.encode() not in answer.content


def test_api_lists_filtered_by_another_program_are_empty(organization, foreign, coordinator, client_of):
    client = client_of(coordinator)
    for name in ("participants", "matches", "goals", "check-ins"):
        answer = client.get(f"/api/v1/o/acme/{name}/?program={foreign.pk}").json()
        assert (name, answer["results"]) == (name, [])


def test_coordinator_without_a_program_reads_who_can_assign_one(
    organization, foreign, administrator, client_of
):
    with tenant_scope(organization.id):
        carla = make_membership(role="coordinator")
    client = client_of(carla)
    for url in ("/o/acme/", "/o/acme/programs/"):
        page = text_of(client.get(url))
        assert "You are not assigned to a program yet" in page
        assert "These people can assign you to programs: Ada." in page


def test_administrators_and_analysts_see_all_programs(foreign, administrator, analyst, client_of):
    assert client_of(administrator).get(f"/o/acme/programs/{foreign.pk}/").status_code == 200
    assert CANARY in client_of(analyst).get("/o/acme/outcomes/").content.decode()


def test_coordinator_is_assigned_removed_and_restored(organization, foreign, administrator, client_of):
    with tenant_scope(organization.id):
        carla = make_membership(role="coordinator")
    admin, hers = client_of(administrator), client_of(carla)
    setup = f"/o/acme/programs/{foreign.pk}/edit/"
    assert str(carla.user) in admin.get(setup).content.decode()

    page = admin.post(
        f"/o/acme/programs/{foreign.pk}/coordinators/assign/", {"member": carla.pk}, follow=True
    )
    assert urlsplit(page.redirect_chain[-1][0]).path == setup
    assert f"{carla.user} now coordinates this program." in text_of(page)
    assert hers.get(f"/o/acme/programs/{foreign.pk}/").status_code == 200

    remove = f"/o/acme/programs/{foreign.pk}/coordinators/{carla.pk}/remove/"
    page = admin.post(remove, follow=True).content.decode()
    assert hers.get(f"/o/acme/programs/{foreign.pk}/").status_code == 404

    undo = f"/o/acme/programs/{foreign.pk}/coordinators/{carla.pk}/assign/"
    assert undo in page
    admin.post(undo)
    assert hers.get(f"/o/acme/programs/{foreign.pk}/").status_code == 200
    with tenant_scope(organization.id):
        events = AuditEvent.objects.order_by("happened_at").values_list("action", "subject_id", "values")
        named = {"program": foreign.name}
        assert list(events) == [
            ("programs.assign_coordinator", carla.pk, named),
            ("programs.remove_coordinator", carla.pk, named),
            ("programs.assign_coordinator", carla.pk, named),
        ]
    log = text_of(admin.get("/o/acme/audit/"))
    assert f"Ada assigned {carla.user} to the program {foreign.name} as coordinator." in log


def test_other_roles_cannot_be_assigned(organization, foreign, administrator, analyst, client_of):
    url = f"/api/v1/o/acme/programs/{foreign.pk}/coordinators/{analyst.pk}/"
    answer = client_of(administrator).put(url, {}, content_type="application/json")
    assert answer.status_code == 400
    with tenant_scope(organization.id):
        assert not ProgramCoordinator.objects.filter(membership=analyst).exists()


def test_api_assigns_and_lists_coordinators(organization, foreign, administrator, client_of):
    with tenant_scope(organization.id):
        carla = make_membership(role="coordinator")
    client, url = client_of(administrator), f"/api/v1/o/acme/programs/{foreign.pk}/coordinators/"
    for _ in range(2):
        answer = client.put(f"{url}{carla.pk}/", {}, content_type="application/json")
        assert (answer.status_code, answer.json()["member_id"]) == (200, str(carla.pk))
    assert [it["member_id"] for it in client.get(url).json()["results"]] == [str(carla.pk)]
    assert client.delete(f"{url}{carla.pk}/").status_code == 204
    assert client.get(url).json()["results"] == []
