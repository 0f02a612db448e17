"""The pages of an import, as an administrator clicks through them."""

from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.imports.models import ImportRun
from mentoring.imports.tables import MAX_BYTES
from mentoring.imports.tasks import import_task
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from tests.data import SAMPLE
from tests.factories.imports import make_import_run
from tests.factories.programs import make_program
from tests.members.test_member_pages import queries_of

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
    assert "No imports yet" in page
    assert f'href="{DIRECTORY}"' in page


def test_kinds_are_listed_with_their_descriptions(administrator, client_of):
    page = client_of(administrator).get(NEW).content.decode()
    for name in (
        "Directory",
        "Participants",
        "Matches",
        "Sessions",
        "Goals and check-ins",
        "KPI readings",
    ):
        assert name in page


def test_known_columns_skip_the_mapping_step(administrator, organization, client_of):
    client = client_of(administrator)
    page = paste(client, PEOPLE).content.decode()
    assert "1 added, 0 updated, 0 unchanged, 0 skipped" in page
    assert people(organization) == []
    client.post(f"{LIST}{only_run(organization).pk}/confirm/")
    assert people(organization) == []
    page = client.get(f"{LIST}{only_run(organization).pk}/").content.decode()
    assert "Importing rows…" in page
    run_job(organization)
    assert people(organization) == [("E1", "Ada")]
    page = client.get(f"{LIST}{only_run(organization).pk}/").content.decode()
    assert "Imported: 1 added, 0 updated" in page
    page = client.post(f"{LIST}{only_run(organization).pk}/undo/", follow=True).content.decode()
    assert "Import undone." in page
    assert "Import undone" in page
    assert people(organization) == []


def test_dirty_directory_shows_every_fault_and_imports_the_rest(administrator, organization, client_of):
    client = client_of(administrator)
    file = SimpleUploadedFile("dirty_directory.csv", (SAMPLE / "dirty_directory.csv").read_bytes())
    answer = client.post(DIRECTORY, {"file": file, "as_of": "2026-11-02"}, follow=True)
    page = answer.content.decode()
    assert "8 skipped" in page
    assert "An email address contains an @, such as name@example.org." in page


def test_unknown_columns_are_requested_and_remembered(administrator, organization, client_of):
    client = client_of(administrator)
    text = PEOPLE.replace("Work Email", "Where to write").replace("Start date", "Religion")
    text = text.replace("Employee ID", "Key") + "E2,Bob,Byrne,bob@x.example,2024-01-05\n"
    page = paste(client, text).content.decode()
    assert "Column mapping" in page
    assert "ada@x.example" in page
    assert "bob@x.example" in page
    assert "Guessed. Please check." in page
    assert "specially protected by law" in page
    assert 'name="column-4"' not in page
    run = only_run(organization)
    chosen = {"column-0": "", "column-1": "first_name", "column-2": "last_name", "column-3": ""}
    answer = client.post(f"{LIST}{run.pk}/columns/", chosen)
    assert answer.status_code == 422
    assert "Choose a column for: email (or employee ID)." in answer.content.decode()
    answer = client.post(f"{LIST}{run.pk}/columns/", {**chosen, "column-3": "first_name"})
    assert "Two columns map to first name. Choose one." in answer.content.decode()
    page = client.post(f"{LIST}{run.pk}/columns/", {**chosen, "column-3": "email"}, follow=True)
    assert "2 added, 0 updated, 0 unchanged, 0 skipped" in page.content.decode()


def test_guessed_column_is_shown_with_two_of_its_values(administrator, client_of):
    text = PEOPLE.replace("Work Email", "Where to write")
    text += "E2,Bob,Byrne,bob@x.example,2024-01-05\nE3,Cleo,Carr,cleo@x.example,2024-01-05\n"
    page = paste(client_of(administrator), text).content.decode()
    shown = [name in page for name in ("ada@x.example", "bob@x.example", "cleo@x.example")]
    assert shown == [True, True, False]


def test_joined_names_are_shown_with_the_columns_that_they_are_made_of(
    administrator, organization, client_of
):
    with tenant_scope(organization.id):
        program = make_program()
    text = "First Name,Last Name,Participates as\nAda,Lovelace,Mentor\n"
    page = unescape(
        paste(client_of(administrator), text, "participants", target=str(program.pk)).content.decode()
    )
    assert page.count("Part of “First Name + Last Name” below.") == 2
    assert "Ada Lovelace" in page
    assert "3 columns, 2 used." in page


def test_date_order_is_requested_once(administrator, client_of):
    client = client_of(administrator)
    page = paste(client, PEOPLE.replace("2024-01-05", "03/04/2024")).content.decode()
    assert "What comes first in dates such as 03/04/2024?" in page
    assert "1 skipped" in page
    run = page.partition("/correct/")[0].rpartition("/")[2]
    page = client.post(f"{LIST}{run}/correct/", {"date_order": "mdy"}, follow=True).content.decode()
    assert "What comes first" not in page
    assert "1 added, 0 updated, 0 unchanged, 0 skipped" in page


def test_cells_are_corrected_in_place_for_one_row_and_for_all(administrator, organization, client_of):
    client = client_of(administrator)
    rows = [f"E{n},P,Q{n},p{n}@x.example,soon" for n in (1, 2)] + ["E3,P,Q,p3.x.example,2024-01-05"]
    page = paste(client, PEOPLE.splitlines()[0] + "\n" + "\n".join(rows)).content.decode()
    assert "No rows can be imported: 3 errors" in page
    corrections_url = f"{LIST}{only_run(organization).pk}/correct/"
    typed = {"cell:2:hired_on": "soon", "cell:4:email": "p3@x.example", "all:hired_on:date": "2024-02-01"}
    page = client.post(corrections_url, typed, follow=True).content.decode()
    assert "3 cells corrected." in page
    assert "3 added, 0 updated, 0 unchanged, 0 skipped" in page
    page = client.post(corrections_url, {"forget": "1"}, follow=True).content.decode()
    assert "No rows can be imported: 3 errors" in page
    page = client.post(corrections_url, {"blank": "hired_on:date"}, follow=True).content.decode()
    assert "1 skipped" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Choose a file, or paste rows below."),
        ({"text": PEOPLE, "as_of": "2999-01-01"}, "This date is in the future."),
        ({"text": 'a,b\n"open,2\n'}, "closing quotation mark is missing"),
        ({"text": "\x00,b\n"}, "Null characters are not allowed."),
    ],
)
def test_refused_form_keeps_its_values(administrator, organization, client_of, fields, sentence):
    answer = client_of(administrator).post(DIRECTORY, {"as_of": "2026-11-02", **fields})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in page
    assert fields["text"].strip("\x00") in page
    with tenant_scope(organization.id):
        assert ImportRun.objects.count() == 0


def test_file_that_is_too_large_is_reported_on_the_form(administrator, client_of):
    file = SimpleUploadedFile("people.csv", b"x" * (MAX_BYTES + 1))
    answer = client_of(administrator).post(DIRECTORY, {"file": file, "as_of": "2026-11-02"})
    assert answer.status_code == 422
    assert "The file is larger than 20 MB." in answer.content.decode()


def test_program_is_chosen_from_the_existing_ones(administrator, organization, client_of):
    client = client_of(administrator)
    assert "There is no program yet." in client.get(f"{NEW}matches/").content.decode()
    with tenant_scope(organization.id):
        program = make_program(name="Rising Leaders")
    assert "Rising Leaders" in client.get(f"{NEW}matches/").content.decode()
    answer = client.post(f"{NEW}matches/", {"text": "Mentor,Mentee\n1,2\n", "target": uuid4()})
    assert answer.status_code == 422
    page = paste(client, "Mentor,Mentee,Start\n1,2,2026-08-01\n", "matches", target=program.pk)
    assert "Rising Leaders" in page.content.decode()


def test_progress_is_a_part_of_the_page_for_htmx_and_a_link_without(administrator, organization, client_of):
    client = client_of(administrator)
    paste(client, PEOPLE)
    run = only_run(organization)
    here = f"{LIST}{run.pk}/"
    client.post(f"{here}confirm/")
    page = client.get(here).content.decode()
    assert "Reload to see the progress" in page
    part = client.get(here, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert 'id="import-progress"' in part.content.decode()
    run_job(organization)
    assert client.get(here, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_errors_can_be_downloaded_and_are_no_formulas(administrator, organization, client_of):
    client = client_of(administrator)
    paste(client, PEOPLE.replace("E1,Ada", "E1,=1+1"))
    answer = client.get(f"{LIST}{only_run(organization).pk}/errors/")
    assert answer.content.decode() == (
        "\ufeffImport problem,Employee ID,First Name,Last Name,Work Email,Start date\r\n"
        "First Name: This looks like a formula. Enter the text without the leading sign.,E1,'=1+1,Lovelace,"
        "ada@x.example,2024-01-05\r\n"
    )


def test_failed_import_shows_the_reason_and_the_next_step(administrator, organization, client_of):
    client = client_of(administrator)
    paste(client, PEOPLE)
    run = only_run(organization)
    with tenant_scope(organization.id):
        ImportRun.objects.update(state="failed", refusal="The sky fell.", source=None, columns=[])
    page = client.get(f"{LIST}{run.pk}/").content.decode()
    assert "The sky fell." in page
    assert "Start again with the file." in page
    page = client.post(f"{LIST}{run.pk}/check/", follow=True).content.decode()
    assert "The file has been deleted. Start a new import." in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_whatever_its_length(administrator, organization, client_of, count):
    client = client_of(administrator)
    with tenant_scope(organization.id):
        for _ in range(count):
            make_import_run(created_by=administrator, kind="matches", target_id=make_program().pk)
    assert queries_of(client, LIST) == 7


@pytest.mark.parametrize("count", [1, 3])
def test_check_costs_the_same_whatever_its_faults(administrator, organization, client_of, count):
    client = client_of(administrator)
    rows = [f"E{n},P,Q{n},nonsense,soon" for n in range(count)]
    paste(client, PEOPLE.splitlines()[0] + "\n" + "\n".join(rows))
    assert queries_of(client, f"{LIST}{only_run(organization).pk}/") == 12
