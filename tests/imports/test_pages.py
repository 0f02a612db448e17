"""The pages of an import, as an administrator clicks through them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.imports.models import ImportRun
from mentoring.imports.tasks import import_task
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from tests.imports.sample import SAMPLE, needs_sample

LIST = "/o/acme/imports/"
NEW = f"{LIST}new/"
DIRECTORY = f"{NEW}directory/"
PEOPLE = "Employee ID,First Name,Last Name,Work Email,Start date\nE1,Ada,Lovelace,ada@x.example,2024-01-05\n"


def paste(client, text, kind="directory", **fields):
    return client.post(f"{NEW}{kind}/", {"text": text, "as_of": "2026-11-02", **fields}, follow=True)


def only_run(organization) -> ImportRun:
    with tenant_scope(organization.id):
        return ImportRun.objects.get()


def run_job(organization) -> None:
    """Do what the worker does with the one run there is."""
    import_task(str(organization.id), str(only_run(organization).pk))


def people(organization) -> list[tuple]:
    with tenant_scope(organization.id):
        return sorted(Person.objects.values_list("employee_id", "first_name"))


def test_list_without_imports_leads_to_the_directory(administrator, client_of):
    page = client_of(administrator).get(LIST).content.decode()
    assert "Nothing is imported yet" in page
    assert f'href="{DIRECTORY}"' in page


def test_kinds_say_what_they_hold(administrator, client_of):
    page = client_of(administrator).get(NEW).content.decode()
    for name in (
        "Directory of people",
        "Participants",
        "Matches",
        "Sessions",
        "Goals and check-ins",
        "KPI readings",
    ):
        assert name in page


def test_pasted_directory_whose_columns_are_known_goes_straight_to_the_check(
    administrator, organization, client_of
):
    client = client_of(administrator)
    page = paste(client, PEOPLE).content.decode()
    assert "Adds 1, updates 0, leaves 0, skips 0" in page
    assert people(organization) == []
    client.post(f"{LIST}{only_run(organization).pk}/confirm/")
    assert people(organization) == []
    page = client.get(f"{LIST}{only_run(organization).pk}/").content.decode()
    assert "The rows are being imported" in page
    run_job(organization)
    assert people(organization) == [("E1", "Ada")]
    page = client.get(f"{LIST}{only_run(organization).pk}/").content.decode()
    assert "Imported: 1 added, 0 updated" in page
    page = client.post(f"{LIST}{only_run(organization).pk}/undo/", follow=True).content.decode()
    assert "The import is undone. Everything is as it was before." in page
    assert "This import is undone" in page
    assert people(organization) == []


@needs_sample
def test_dirty_directory_shows_every_fault_and_the_others_go_in(administrator, organization, client_of):
    client = client_of(administrator)
    file = SimpleUploadedFile("dirty_directory.csv", (SAMPLE / "dirty_directory.csv").read_bytes())
    answer = client.post(DIRECTORY, {"file": file, "as_of": "2026-11-02"}, follow=True)
    page = answer.content.decode()
    assert "skips 9" in page
    assert "An e-mail address has an @ in it, such as name@example.org." in page
