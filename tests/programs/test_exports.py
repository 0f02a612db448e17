"""Exports of participants and matches: rows, identifiers, formats and records."""

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from tests.exported import as_text, csv_rows, excel_rows
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program


@pytest.fixture
def url(program):
    return f"/o/acme/programs/{program.pk}/"


@pytest.fixture
def people(organization, program):
    """A mentor with a formula for a name, their mentee, and a mentee of another program."""
    with tenant_scope(organization.id):
        mentor = make_participant(
            program=program,
            role="mentor",
            capacity=2,
            topics=["delegation", "=1+1"],
            person=make_person(
                employee_id="E1", first_name="=Ada", last_name="Byron", email="ada@example.org"
            ),
        )
        mentee = make_participant(
            program=program,
            role="mentee",
            person=make_person(employee_id="E2", first_name="Bo", last_name="Zorn", email="bo@example.org"),
        )
        make_match(program=program, mentor=mentor, mentee=mentee)
        make_participant(program=make_program(name="Another"), person=make_person(first_name="Elsewhere"))


def test_participants_are_exported_with_email_and_employee_id(
    people, organization, program, client_of, coordinator, url
):
    rows = csv_rows(client_of(coordinator).post(f"{url}participants/export/"))
    assert rows == [
        {"Employee ID": "E1", "First name": "'=Ada", "Last name": "Byron", "Email": "ada@example.org", "Role": "Mentor",
         "Status": "Accepted", "Topics": "delegation, =1+1", "Matches": "1", "Places": "2",
             "Account": "Not invited", "Invited on": "",
             "Briefing read on": ""},
        {"Employee ID": "E2", "First name": "Bo", "Last name": "Zorn", "Email": "bo@example.org", "Role": "Mentee",
         "Status": "Accepted", "Topics": "", "Matches": "1", "Places": "",
             "Account": "Not invited", "Invited on": "",
             "Briefing read on": ""},
    ]  # fmt: skip
    with tenant_scope(organization.id):
        event = AuditEvent.objects.get(action="programs.export_participants")
    assert (event.subject_id, event.values) == (program.pk, {"rows": 2, "filters": []})


def test_participants_are_exported_with_the_filters_of_the_list(
    people, organization, client_of, coordinator, url
):
    client = client_of(coordinator)
    page = client.get(f"{url}participants/?role=mentee&q=bo").content.decode()
    assert '<input type="hidden" name="role" value="mentee">' in page
    rows = csv_rows(client.post(f"{url}participants/export/", {"role": "mentee", "q": "bo"}))
    assert [row["First name"] for row in rows] == ["Bo"]
    with tenant_scope(organization.id):
        event = AuditEvent.objects.get(action="programs.export_participants")
    assert event.values == {"rows": 1, "filters": ["q", "role"]}


@pytest.mark.parametrize("name", ["participants", "matches"])
def test_workbook_has_the_rows_of_the_csv(name, people, client_of, coordinator, url):
    client = client_of(coordinator)
    found = excel_rows(client.post(f"{url}{name}/export/", {"format": "xlsx"}))
    assert found
    assert as_text(found) == csv_rows(client.post(f"{url}{name}/export/"))


def test_matches_are_exported_with_email_and_employee_id(people, client_of, coordinator, url):
    (row,) = csv_rows(client_of(coordinator).post(f"{url}matches/export/"))
    assert {head: row[head] for head in row if head.startswith(("Mentor", "Mentee"))} == {
        "Mentor": "'=Ada Byron",
        "Mentor email": "ada@example.org",
        "Mentor employee ID": "E1",
        "Mentee": "Bo Zorn",
        "Mentee email": "bo@example.org",
        "Mentee employee ID": "E2",
    }


@pytest.mark.parametrize("name", ["participants", "matches"])
def test_analysts_export_neither_participants_nor_matches(
    name, people, organization, client_of, analyst, url
):
    assert client_of(analyst).post(f"{url}{name}/export/").status_code == 403
    assert client_of(analyst).get(f"/api/v1{url}{name}/export/").status_code == 403
    with tenant_scope(organization.id):
        assert not AuditEvent.objects.filter(action__contains="export").exists()


@pytest.mark.parametrize(
    ("name", "query"), [("participants", {"role": "mentor"}), ("matches", {"q": "byron", "only": "no_goal"})]
)
def test_api_exports_the_same_file(name, query, people, client_of, coordinator, url):
    client = client_of(coordinator)
    answer = client.get(f"/api/v1{url}{name}/export/", query)
    assert answer.json() == {"rows": 1, "csv": client.post(f"{url}{name}/export/", query).content.decode()}
