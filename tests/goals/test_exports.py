"""The export of goals: rows, identifiers, formats and its record."""

from datetime import date

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from tests.exported import as_text, csv_rows, excel_rows
from tests.factories.goals import make_goal, make_objective
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program


@pytest.fixture
def program(organization):
    """A program with a goal that is a formula and one that is met; a goal of another program is not in it."""
    with tenant_scope(organization.id):
        program = make_program(name="Rising Leaders", shows_goal_titles=True)
        mentor, mentee = (
            make_participant(
                program=program,
                role=role,
                person=make_person(
                    employee_id=number, first_name=name, last_name="Byron", email=f"{name}@example.org"
                ),
            )
            for role, number, name in (("mentor", "E1", "ada"), ("mentee", "E2", "bo"))
        )
        match = make_match(program=program, mentor=mentor, mentee=mentee)
        objective = make_objective(program=program, statement="Engineers stay")
        make_goal(match=match, title="=Speak", state="agreed", agreed_on=date(2026, 9, 1), due_on=date(2027, 1, 31),
                  objective=objective, progress_percent=40, skill="Presenting", measure="talks",
                  baseline=1, target=5, current_value=3)  # fmt: skip
        make_goal(match=match, title="Write", state="met", met_on=date(2026, 10, 1), progress_percent=100)
        make_goal(title="Elsewhere")
    return program


@pytest.fixture
def url(program):
    return f"/o/acme/programs/{program.pk}/goals/"


def test_goals_are_exported_with_email_and_employee_id(program, organization, client_of, coordinator, url):
    rows = csv_rows(client_of(coordinator).post(f"{url}export/"))
    assert [row["Goal"] for row in rows] == ["'=Speak", "Write"]
    assert rows[0] == {
        "Goal": "'=Speak",
        "Mentee": "bo Byron",
        "Mentee email": "bo@example.org",
        "Mentee employee ID": "E2",
        "Mentor": "ada Byron",
        "Mentor email": "ada@example.org",
        "Mentor employee ID": "E1",
        "Status": "Agreed",
        "Progress (percent)": "40",
        "Agreed on": "2026-09-01",
        "Met on": "",
        "Due on": "2027-01-31",
        "Last check-in": "",
        "Growth area": "Presenting",
        "Objective of the program": "Engineers stay",
        "Measured by": "talks",
        "Baseline": "1",
        "Target": "5",
        "Latest value": "3",
        "Attainment": "",
        "Closed on": "",
    }


def test_titles_and_measures_stay_with_the_match_unless_the_program_shows_them(
    program, organization, client_of, coordinator, url
):
    with tenant_scope(organization.id):
        program.shows_goal_titles = False
        program.save(update_fields=["shows_goal_titles"])
    rows = csv_rows(client_of(coordinator).post(f"{url}export/"))
    row = next(row for row in rows if row["Growth area"])
    assert (row["Goal"], row["Measured by"], row["Target"]) == ("Presenting", "", "5")
    with tenant_scope(organization.id):
        event = AuditEvent.objects.get(action="goals.export_goals")
    assert (event.subject_id, event.values) == (program.pk, {"rows": 2, "filters": []})


def test_workbook_has_the_rows_of_the_csv(client_of, coordinator, url):
    client = client_of(coordinator)
    assert as_text(excel_rows(client.post(f"{url}export/", {"format": "xlsx"}))) == csv_rows(
        client.post(f"{url}export/")
    )


def test_export_has_the_filters_of_the_list(client_of, coordinator, url):
    client = client_of(coordinator)
    assert '<input type="hidden" name="state" value="met">' in client.get(f"{url}?state=met").content.decode()
    assert [row["Goal"] for row in csv_rows(client.post(f"{url}export/", {"state": "met"}))] == ["Write"]


def test_analysts_do_not_export_goals(client_of, analyst, url):
    assert client_of(analyst).post(f"{url}export/").status_code == 403
    assert client_of(analyst).get(f"/api/v1{url}export/").status_code == 403


def test_api_exports_the_same_file(client_of, coordinator, url):
    client = client_of(coordinator)
    answer = client.get(f"/api/v1{url}export/?state=met")
    assert answer.json() == {
        "rows": 1,
        "csv": client.post(f"{url}export/", {"state": "met"}).content.decode(),
    }
