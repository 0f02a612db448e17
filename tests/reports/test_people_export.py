"""The export of the people included in outcomes: who gets it, how it is created, and when it is deleted."""

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from reports.models import OutcomeRun, PeopleExport
from reports.outcomes.actions import delete_old_people_exports
from reports.tasks import export_people_task
from tests.factories.programs import make_program_coordinator
from tests.factories.reports import make_outcome_run, make_people_export
from tests.reports.studies import Study, calculated, make_study_program

pytestmark = pytest.mark.raw_sql
BUTTON = "Export people included (with names)"


@pytest.fixture
def program(organization):
    """30 participants, of whom 24 stayed, and 40 colleagues, of whom 30 stayed; one name is a formula."""
    program = make_study_program(organization)
    study = Study()
    study.leave(study.add(30, takes_part=True)[24:])
    study.leave(study.add(40, takes_part=False)[30:])
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
        Person.objects.filter(employee_id="P1").update(first_name="=Pat")
    calculated(organization, program)
    return program


def address(program, rest: str = "") -> str:
    return f"/o/acme/programs/{program.pk}/outcomes/{rest}"


def newest(organization) -> PeopleExport:
    with tenant_scope(organization.id):
        return PeopleExport.objects.newest_first().first()


def prepared(organization) -> PeopleExport:
    """Run the job as the worker would, and return the export."""
    export_people_task(organization.id, str(newest(organization).pk))
    return newest(organization)


def test_administrators_export_people_with_names(program, organization, client_of, administrator):
    client = client_of(administrator)
    page = client.post(address(program, "people/"), follow=True).content.decode()
    assert "The export of people is being prepared." in page
    export = prepared(organization)
    page = client.get(address(program)).content.decode()
    assert "is being prepared. It appears here" not in page
    download = address(program, f"people/{export.pk}/download/")
    assert download in page
    answer = client.post(download)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["Role", "Group", "Employee ID", "Name", "Level", "Years of service", "Department", "Location",
                    "Retained", "Promoted"]  # fmt: skip
    assert Counter((row[1], row[8]) for row in rows) == {
        ("Participants", "yes"): 24,
        ("Participants", "no"): 6,
        ("Comparison group", "yes"): 30,
        ("Comparison group", "no"): 10,
    }
    assert {row[3] for row in rows if row[2] in ("P1", "P2")} == {"'=Pat P1", "Pat P2"}
    with tenant_scope(organization.id):
        events = AuditEvent.objects.filter(action__contains="people").order_by("happened_at")
        assert [event.action for event in events] == [
            "reports.export_people",
            "reports.download_people_export",
        ]


@pytest.mark.parametrize("role", ["owner", "administrator", "coordinator", "analyst", "mentor"])
def test_only_those_who_import_hr_data_get_people(role, program, organization, client_of, request):
    """Everybody else gets counts: no button, no file, and no line about one person in any page, file or answer."""
    member = request.getfixturevalue(role)
    with tenant_scope(organization.id):
        make_program_coordinator(program=program, membership=member)
    client = client_of(member)
    may = role in ("owner", "administrator")
    requested = client.post(address(program, "people/"))
    assert requested.status_code == (302 if may else 403)
    with tenant_scope(organization.id):
        assert PeopleExport.objects.exists() == may
        ready = make_people_export(run=OutcomeRun.objects.get(program=program, state="done"))
    assert client.post(address(program, f"people/{ready.pk}/download/")).status_code == (200 if may else 403)
    if role == "mentor":
        return
    page = client.get(address(program)).content.decode()
    assert (BUTTON in page) == may
    assert "without names" not in page
    for rest in ("", "numbers.csv", "numbers.xlsx", "?more=all"):
        content = client.get(address(program, rest)).content
        assert b"Pat P" not in content and b"P2@example.org" not in content
    assert b"Pat P" not in client.get(f"/api/v1{address(program)}").content


def test_requesting_twice_prepares_one_export(program, organization, client_of, administrator):
    client = client_of(administrator)
    for _time in range(2):
        client.post(address(program, "people/"))
    with tenant_scope(organization.id):
        assert PeopleExport.objects.count() == 1
        assert AuditEvent.objects.filter(action="reports.export_people").count() == 1


def test_a_finished_export_is_not_created_again(program, organization, client_of, administrator):
    client_of(administrator).post(address(program, "people/"))
    first = prepared(organization)
    assert prepared(organization).finished_at == first.finished_at


def test_an_export_is_in_the_language_of_whoever_requested_it(
    program, organization, client_of, administrator
):
    administrator.user.language = "de"
    administrator.user.save()
    client_of(administrator).post(address(program, "people/"))
    assert (
        bytes(prepared(organization).content)
        .decode("utf-8-sig")
        .startswith("Rolle,Gruppe,Personalnummer,Name")
    )


def test_a_failed_export_says_so_and_can_be_requested_again(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        run = OutcomeRun.objects.get(program=program, state="done")
        make_people_export(run=run, state="failed", content=None)
    client = client_of(administrator)
    assert "The export of people could not be created." in client.get(address(program)).content.decode()
    assert "is being prepared" in client.post(address(program, "people/"), follow=True).content.decode()


def test_an_export_is_gone_after_a_day(program, organization, client_of, administrator):
    now = timezone.now()
    with tenant_scope(organization.id):
        run = OutcomeRun.objects.get(program=program, state="done")
        old = make_people_export(run=run, requested_at=now - timedelta(days=1))
        recent = make_people_export(run=run, requested_at=now - timedelta(hours=23))
    client = client_of(administrator)
    statuses = [
        client.post(address(program, f"people/{it.pk}/download/")).status_code for it in (old, recent)
    ]
    assert statuses == [404, 200]
    with tenant_scope(organization.id):
        assert delete_old_people_exports(now=now) == 1
        assert list(PeopleExport.objects.values_list("pk", flat=True)) == [recent.pk]


def test_an_export_of_another_program_is_not_found(program, organization, client_of, administrator):
    with tenant_scope(organization.id):
        other = make_people_export(run=make_outcome_run())
    assert client_of(administrator).post(address(program, f"people/{other.pk}/download/")).status_code == 404
