"""Every file of tests/data/imports through the API and through the pages: the same result as by the actions."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ImportRun
from mentoring.imports.tasks import import_task
from mentoring.tenancy.scope import tenant_scope
from tests.api.conftest import caller_of, secret_of  # noqa: F401 - fixtures
from tests.factories.programs import make_program
from tests.imports.real_files import EXPECTED, FOLDER, NOW, Expected

IMPORTS = "/api/v1/o/acme/imports/"
PAGES = "/o/acme/imports/"
COUNTS = ("added", "updated", "unchanged", "skipped")


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(starts_on=NOW.date().replace(month=1, day=1))


def with_zone(organization, expected: Expected) -> None:
    organization.time_zone = expected.zone
    organization.save()


def work(organization, run_id: str) -> None:
    """Do what a worker does, unattended."""
    import_task(str(organization.id), run_id, "", True)


def facts_of(organization, expected: Expected) -> None:
    if expected.facts is None:
        return
    with tenant_scope(organization.id):
        found = expected.facts()
    if isinstance(expected.are, dict):
        found = {key: value for key, value in found.items() if key in expected.are}
    assert found == expected.are


def send(caller, name: str, expected: Expected, program, **fields):
    data = {"kind": expected.kind, "file": ContentFile((FOLDER / name).read_bytes(), name), **fields}
    if IMPORT_KINDS[expected.kind].needs_target:
        data["program"] = str(program.pk)
    answer = caller.post(IMPORTS, data)
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.fixture
def at_noon(monkeypatch):
    """Let views and jobs read the day for which the files were made."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.mark.parametrize("name", EXPECTED)
def test_file_by_the_api(administrator, organization, program, caller_of, at_noon, name):  # noqa: F811
    expected = EXPECTED[name]
    with_zone(organization, expected)
    caller = caller_of(administrator, "read", "write")
    for earlier in expected.before:
        work(organization, send(caller, earlier, EXPECTED[earlier], program)["id"])
    run = send(caller, name, expected, program)
    work(organization, run["id"])
    run = caller.get(f"{IMPORTS}{run['id']}/").json()
    assert tuple(run[count] for count in COUNTS) == expected.counts
    assert {entry["key"]: entry["guess"] for entry in run["questions"]} == dict(expected.questions)
    assert any(expected.remark in note for note in [*run["notes"], ""])
    errors = caller.get(f"{IMPORTS}{run['id']}/errors/?page_size=100").json()["results"]
    assert {(error["row"], error["field"], error["code"]) for error in errors} == expected.faults
    if expected.undecided:
        # Nothing is imported before the order of day and month is given.
        assert (run["state"], run["waits_for_answer"]) == ("checked", True)
        assert run["undecided_columns"] == ["Hire Date"]
        patched = caller.patch(
            f"{IMPORTS}{run['id']}/", {"date_order": "mdy"}, content_type="application/json"
        )
        assert patched.status_code == 200, patched.content
        assert patched.json()["skipped"] == 0
        caller.post(f"{IMPORTS}{run['id']}/start/")
        work(organization, run["id"])
    done = caller.get(f"{IMPORTS}{run['id']}/").json()
    assert done["state"] == "done", done
    facts_of(organization, expected)


def upload(client, name: str, expected: Expected, program) -> str:
    """Upload a file and confirm its columns as they are guessed; return the address of the import."""
    data = {"file": SimpleUploadedFile(name, (FOLDER / name).read_bytes()), "as_of": NOW.date().isoformat()}
    if IMPORT_KINDS[expected.kind].needs_target:
        data["target"] = str(program.pk)
    answer = client.post(f"{PAGES}new/{expected.kind}/", data)
    assert answer.status_code == 302, answer.content.decode()
    address = answer.headers["Location"]
    page = client.get(address, follow=True).content.decode()
    if 'name="column-0"' in page:
        chosen = dict(
            re.findall(r'<select name="(column-\d+)".*?<option value="([^"]*)" selected', page, re.DOTALL)
        )
        client.post(f"{address}columns/", chosen)
    return address


@pytest.mark.parametrize("name", EXPECTED)
def test_file_in_the_browser(administrator, organization, program, client_of, at_noon, name):
    expected = EXPECTED[name]
    with_zone(organization, expected)
    client = client_of(administrator)
    for each in (*expected.before, name):
        address = upload(client, each, EXPECTED[each], program)
        page = client.get(address).content.decode()
        with tenant_scope(organization.id):
            run = ImportRun.objects.get(pk=address.rstrip("/").rpartition("/")[2])
        if each == name:
            assert tuple(getattr(run, count) for count in COUNTS) == expected.counts
            for key, guess in expected.questions.items():
                assert f'name="answer:{key}"' in page
                assert guess is None or re.search(rf'name="answer:{key}"\s+value="{guess}"\s+checked', page)
            for row, _field, _code in expected.faults:
                assert f"Row {row}" in page
            assert ("What comes first in dates" in page) is bool(expected.undecided)
            if not run.can_import:
                assert "No rows can be imported" in page
        if run.can_import:
            client.post(f"{address}confirm/")
            work_attended(organization, run)
    with tenant_scope(organization.id):
        run.refresh_from_db()
        assert run.state == ("done" if run.can_import else "checked")
        assert run.state_label != "Ready to import"
    facts_of(organization, expected)


def work_attended(organization, run: ImportRun) -> None:
    import_task(str(organization.id), str(run.pk))
