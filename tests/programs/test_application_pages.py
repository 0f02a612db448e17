"""The pages of applying: the public page, one's own link, and those who decide."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from programs.actions.applying import (
    start_application,
)
from programs.actions.intake import close_applications, update_intake
from programs.models import Application, Intake, Program
from programs.views.application_link import ApplicationLink
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_participant, make_program
from tests.programs.applying import NOW, TEXT, applied, begun, mails, make_open_program, state_of
from tests.programs.pages import text_of


@pytest.fixture
def program(organization, it_is_today) -> Program:
    return make_open_program(organization)


def test_the_public_page_exists_while_people_can_apply(program, organization, by):
    page = Client().get("/p/acme/board-abc/")
    assert page.status_code == 200
    assert "Apply as a mentee" in page.content.decode()

    with tenant_scope(organization.id):
        close_applications(program, by=by)

    assert Client().get("/p/acme/board-abc/").status_code == 404


def test_the_launch_says_that_it_closes_applications_unless_people_can_apply_later(
    program, organization, administrator, client, by
):
    client.force_login(administrator.user)
    pages = [f"/o/acme/programs/{program.pk}/{name}/" for name in ("setup", "applications")]
    said = ["Applications close at launch", "Applications close when the program is launched."]

    def are_said() -> list[bool]:
        return [text in client.get(page).content.decode() for page, text in zip(pages, said, strict=True)]

    assert are_said() == [True, True]
    with tenant_scope(organization.id):
        update_intake(program, values={"is_rolling": True}, by=by)
    assert are_said() == [False, False]

    with tenant_scope(organization.id):
        update_intake(program, values={"is_rolling": False}, by=by)
        close_applications(program, by=by)
    assert are_said() == [False, False]


def test_the_public_page_emails_a_link_and_says_the_same_to_everybody(program, organization):
    cache.clear()  # of requests that other tests have made
    client = Client()
    with tenant_scope(organization.id):
        make_participant(program=program, role="mentee", person=make_person(email="in@example.org"))
    texts = [
        client.post("/p/acme/board-abc/", {"email": address, "role": "mentee"}).content.decode()
        for address in ("in@example.org", "new@example.org")
    ]

    assert texts[0].replace("in@example.org", "") == texts[1].replace("new@example.org", "")
    with tenant_scope(organization.id):
        assert mails() == [("programs.application_link", "new@example.org")]


def test_a_guest_applies_through_the_link(program, organization, django_capture_on_commit_callbacks):
    with tenant_scope(organization.id):
        application = start_application(program, role="mentee", email="new@example.org", **NOW)
        path = ApplicationLink.path_to(application, organization)
    client = Client()

    def step() -> str:
        address = client.get(path)
        assert address.status_code == 200
        return address.content.decode()

    assert "Your name" in step()
    answers = [
        ("details", {"name": "New Person"}),
        ("topics-wanted", {"answer": ["Strategy"], "other": "Welding"}),
        ("why", {"answer": "Because"}),
        ("when", {}),
        ("how", {"answer": "By video"}),
    ]
    for name, data in answers:
        answer = client.post(f"{path}?step={name}", data)
        assert answer.status_code == 302, answer.content.decode()
    assert urlsplit(answer["Location"]).query == "step=review"
    pages = {name: text_of(client.get(f"{path}?step={name}")) for name in ("topics-wanted", "when", "how")}
    assert [name for name, shown in pages.items() if "(optional)" in shown.split("Something else")[0]] == [
        "when",
        "how",
    ]
    review = client.get(answer["Location"]).content.decode()
    assert "Strategy, Welding" in review and "New Person" in review

    assert client.post(f"{path}?step=review", {"submit": "1"}).status_code == 302

    assert "Your application has arrived" in step()
    assert client.post(path, {"withdraw": "1"}).status_code == 302
    assert "You withdrew your application" in step()
    with tenant_scope(organization.id):
        assert not Person.objects.filter(email="new@example.org").exists()


def test_what_is_typed_is_saved_before_it_is_complete(program, organization):
    with tenant_scope(organization.id):
        application = begun(program)
    path = ApplicationLink.path_to(application, organization)

    answer = Client().post(f"{path}?step=why", {"answer": ""}, headers={"X-Autosave": "1"})

    assert answer.status_code == 204
    assert Client().post(f"{path}?step=why", {"answer": ""}).status_code == 422


def test_a_member_applies_after_signing_in(program, organization, mentee, client):
    client.force_login(mentee.user)
    assert "Apply as a mentor" in client.get("/o/acme/apply/board-abc/").content.decode()

    answer = client.post("/o/acme/apply/board-abc/", {"role": "mentee"})

    assert answer["Location"].startswith("/l/application/acme/")
    with tenant_scope(organization.id):
        assert not OutboxMessage.objects.exists()


def test_the_list_shows_what_was_submitted_and_the_coverage(program, organization, administrator, client):
    client.force_login(administrator.user)
    with tenant_scope(organization.id):
        applied(program, name="Ada Lovelace")
        applied(program, name="Draft Person", state="draft", submitted_at=None)

    page = client.get(f"/o/acme/programs/{program.pk}/applications/").content.decode()

    assert "1 application to decide" in page and "Ada Lovelace" in page and "Coverage" in page
    assert "Draft Person" not in page


def test_the_email_is_shown_before_it_is_sent(program, organization, administrator, client):
    client.force_login(administrator.user)
    with tenant_scope(organization.id):
        application = applied(program, name="Ada Lovelace")
    address = f"/o/acme/programs/{program.pk}/applications/decide/"
    data = {"application": application.pk, "decision": "accept"}

    preview = client.post(address, data).content.decode()
    assert "Accept 1 application?" in preview and "Hello Ada," in preview
    with tenant_scope(organization.id):
        assert state_of(application) == "submitted"

    assert client.post(address, {**data, **TEXT, "send": "1"}).status_code == 302
    with tenant_scope(organization.id):
        assert state_of(application) == "accepted"


def test_people_of_a_segment_are_invited_once(program, organization, administrator, client):
    client.force_login(administrator.user)
    with tenant_scope(organization.id):
        make_person(email="ada@example.org")
        make_person(email="", employee_id="7")
    address = f"/o/acme/programs/{program.pk}/applications/invite/"

    page = client.get(address).content.decode()
    assert "Invite 1 person to apply?" in page and "No email address in the directory" in page
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 422

    with tenant_scope(organization.id):
        assert mails() == [("programs.application_invitation", "ada@example.org")]
        assert Application.objects.get().state == "draft"


def test_settings_are_saved_from_the_sentences(program, organization, administrator, client):
    client.force_login(administrator.user)
    address = f"/o/acme/programs/{program.pk}/setup/intake/"
    with tenant_scope(organization.id):
        make_attributes(person=make_person(), level="L5", valid_from=date(2026, 1, 1))
    data = {
        "is_rolling": "yes",
        "roles": "mentee",
        "apply_until": "2026-12-04",
        "takes_guests": "no",
        "needs_approval": "yes",
        "asks_manager": "yes",
        "mentor_capacity": "2",
        "session_minutes": "45",
        "whom_for": "",
        "mentee_level": ["L5"],
    }

    assert client.post(address, data).status_code == 302

    with tenant_scope(organization.id):
        found = Intake.objects.get(program=program)
    assert (found.is_rolling, found.takes_mentors, found.asks_manager) == (True, False, True)
    assert (found.mentor_capacity, found.eligibility) == (2, {"mentee": {"level": ["L5"]}})
    assert "Default: 1" in client.get(address).content.decode()
    assert client.post(address, {"reset": "mentor_capacity"}).status_code == 302
    with tenant_scope(organization.id):
        assert Intake.objects.get(program=program).mentor_capacity == 1


def test_a_program_whose_state_alone_was_changed_gets_its_page(
    organization, administrator, client, it_is_today
):
    client.force_login(administrator.user)
    with tenant_scope(organization.id):
        opened = make_program(state="open")
    address = f"/o/acme/programs/{opened.pk}/setup/intake/"
    assert "Open applications" in client.get(address).content.decode()

    assert client.post(f"{address}open/").status_code == 302

    assert "/p/acme/rising-leaders-" in client.get(address).content.decode()


def test_requests_for_a_link_are_limited(program):
    cache.clear()
    client = Client()
    data = {"email": "new@example.org", "role": "mentee"}

    statuses = [client.post("/p/acme/board-abc/", data).status_code for _time in range(4)]

    assert statuses == [200, 200, 200, 429]
