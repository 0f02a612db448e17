"""The export of the directory: who may, which people and columns, and its record."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.imports.columns import map_columns
from mentoring.people.directory_columns import DIRECTORY_FIELDS
from mentoring.tenancy.scope import tenant_scope
from tests.exported import as_text, csv_rows, excel_rows
from tests.factories.people import make_attributes, make_person

URL = "/o/acme/people/export/"


@pytest.fixture
def people(organization):
    """Ada in Sales, who leaves later, an evil name without an employee ID, and Zoe, who has left."""
    tomorrow = timezone.now().date() + timedelta(days=3)
    with tenant_scope(organization.id):
        ada = make_person(employee_id="E1", first_name="Ada", last_name="Byron", email="ada@example.org",
                          job_title="Engineer", hired_on=date(2020, 1, 1), left_on=tomorrow)  # fmt: skip
        make_attributes(person=ada, manager=ada, level="4", department="Sales", location="Berlin")
        make_person(employee_id=None, first_name="=1+1", last_name="", email="evil@example.org")
        make_person(employee_id="E3", first_name="Zoe", last_name="Zorn", left_on=date(2026, 1, 31))


def test_directory_is_exported_with_email_and_employee_id(people, organization, client_of, administrator):
    rows = csv_rows(client_of(administrator).post(URL))
    assert rows == [
        {"Employee ID": "", "First name": "'=1+1", "Last name": "", "Email": "evil@example.org", "Job title": "",
         "Level": "", "Department": "", "Location": "", "Hire date": "", "Left on": ""},
        {"Employee ID": "E1", "First name": "Ada", "Last name": "Byron", "Email": "ada@example.org",
         "Job title": "Engineer", "Level": "4", "Department": "Sales", "Location": "Berlin", "Hire date": "2020-01-01",
         "Left on": ""},
    ]  # fmt: skip
    with tenant_scope(organization.id):
        event = AuditEvent.objects.get(action="people.export_people")
    assert (event.actor_id, event.values) == (administrator.pk, {"rows": 2, "filters": []})


def test_workbook_has_the_rows_of_the_csv(people, client_of, administrator):
    client = client_of(administrator)
    found = excel_rows(client.post(URL, {"format": "xlsx"}))
    assert found[1]["Hire date"].date() == date(2020, 1, 1)
    assert as_text(found) == csv_rows(client.post(URL))


def test_export_has_the_filters_of_the_list(people, organization, client_of, administrator):
    client = client_of(administrator)
    page = client.get("/o/acme/people/?department=Sales").content.decode()
    assert '<input type="hidden" name="department" value="Sales">' in page
    assert [row["First name"] for row in csv_rows(client.post(URL, {"department": "Sales"}))] == ["Ada"]
    with tenant_scope(organization.id):
        assert AuditEvent.objects.get(action="people.export_people").values["filters"] == ["department"]


def test_coordinators_have_no_export_of_the_directory(people, client_of, coordinator):
    client = client_of(coordinator)
    assert client.post(URL).status_code == 403
    assert "Export list" not in client.get("/o/acme/people/").content.decode()


def test_an_export_can_be_imported_again(people, client_of, administrator):
    heads = list(csv_rows(client_of(administrator).post(URL))[0])
    mapping = map_columns(heads, DIRECTORY_FIELDS)
    assert not mapping.missing
    assert {column.how for column in mapping.columns} == {"known"}


@pytest.mark.parametrize("count", [1, 3])
def test_people_are_read_by_one_query(count, organization, client_of, administrator):
    with tenant_scope(organization.id):
        for _person in range(count):
            make_person()
    client = client_of(administrator)
    with CaptureQueriesContext(connection) as caught:
        assert len(csv_rows(client.post(URL))) == count
    assert sum('"people_person"."hired_on"' in query["sql"] for query in caught.captured_queries) == 1


def test_api_exports_the_same_file(people, client_of, administrator):
    client = client_of(administrator)
    answer = client.get("/api/v1/o/acme/people/export/?department=Sales")
    page = client.post(URL, {"department": "Sales"}).content.decode()
    assert answer.json() == {"rows": 1, "csv": page}
