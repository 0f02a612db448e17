"""The directory's pages and its API. A leaving date that lies ahead is in none of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from tests.factories.people import make_attributes, make_event, make_person
from tests.members.test_member_pages import queries_of

LIST = "/o/acme/people/"
API = "/api/v1/o/acme/people/"


@pytest.fixture
def today(organization) -> date:
    return organization.local_date(timezone.now())


@pytest.fixture
def ann(organization, today) -> Person:
    with tenant_scope(organization.id):
        person = make_person(
            first_name="Ann", last_name="Müller", job_title="Engineer", email="ann@example.org", employee_id="E1",
            hired_on=date(2021, 4, 1), left_on=today + timedelta(days=90),
        )  # fmt: skip
        manager = make_person(first_name="Mo", last_name="Boss")
        make_attributes(
            person=person,
            manager=manager,
            valid_from=date(2024, 1, 1),
            department="Support",
            location="Dublin",
        )
        make_attributes(
            person=person, manager=manager, valid_from=today, department="Sales", location="Berlin"
        )
    return person


@pytest.fixture
def gone(organization, today) -> Person:
    with tenant_scope(organization.id):
        return make_person(first_name="Gone", last_name="Girl", left_on=today)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Ann", "Mo"}),
        ("q=mull", {"Ann"}),
        ("department=Sales", {"Ann"}),
        ("department=Support", set()),
        ("location=Berlin&level=2", {"Ann"}),
        ("has_left=1", {"Gone"}),
    ],
)
def test_list_and_api_find_the_same_people(client_of, administrator, ann, gone, query, found):
    client = client_of(administrator)
    page = client.get(f"{LIST}?{query}").content.decode()
    names = {"Ann": "Ann Müller", "Mo": "Mo Boss", "Gone": "Gone Girl"}
    assert {first for first, name in names.items() if name in page} == found
    api = client.get(f"{API}?{query}").json()["results"]
    assert {person["first_name"] for person in api} == found


def test_list_costs_the_same_for_one_and_for_many(client_of, administrator, organization):
    client = client_of(administrator)
    with tenant_scope(organization.id):
        make_attributes(manager=None)
    few = queries_of(client, LIST)
    with tenant_scope(organization.id):
        for _ in range(3):
            make_attributes(manager=None)
    assert queries_of(client, LIST) == few == 8


def test_person_has_attributes_and_events_up_to_today(client_of, administrator, organization, ann, today):
    ahead = today + timedelta(days=30)
    with tenant_scope(organization.id):
        make_attributes(person=ann, valid_from=ahead, department="Of tomorrow")
        make_event(person=ann, kind="move", happened_on=today, to_department="Sales floor")
        make_event(person=ann, kind="exit", happened_on=ahead, exit_reason="resignation")
    page = client_of(administrator).get(f"{LIST}{ann.pk}/").content.decode()
    for text in ("Ann Müller", "Engineer", "Mo Boss", "Sales", "Support", "Sales floor"):
        assert text in page
    assert "Of tomorrow" not in page
    for day in (ahead, ann.left_on):
        assert day.isoformat() not in page


def test_api_returns_a_person_as_of_today(client_of, administrator, ann):
    assert client_of(administrator).get(f"{API}{ann.pk}/").json() == {
        "id": str(ann.pk), "employee_id": "E1", "first_name": "Ann", "last_name": "Müller",
        "email": "ann@example.org", "job_title": "Engineer", "department": "Sales", "level": "2",
        "location": "Berlin", "hired_on": "2021-04-01",
    }  # fmt: skip


def test_person_of_another_organization_is_not_found(client_of, administrator, other_organization):
    with tenant_scope(other_organization.id):
        stranger = make_person(first_name="Stranger")
    client = client_of(administrator)
    for url in (f"{LIST}{stranger.pk}/", f"{API}{stranger.pk}/"):
        assert client.get(url).status_code == 404
    assert "Stranger" not in client.get(LIST).content.decode()
