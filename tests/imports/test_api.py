"""Files by the API: the same actions as the pages."""

import pytest
from django.core.files.base import ContentFile

from mentoring.imports.models import ImportRun
from mentoring.imports.tables import MAX_BYTES
from mentoring.imports.tasks import import_task
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from tests.api.conftest import caller_of, secret_of  # noqa: F401 - fixtures
from tests.imports.importing import directory

IMPORTS = "/api/v1/o/acme/imports/"
ROWS = directory("E1,Ada,Lovelace,ada@x.example,Sales,,2024-01-05", "E2,Bob,Byrne,nonsense,Sales,,")


@pytest.fixture
def caller(administrator, caller_of):  # noqa: F811 - the fixture
    return caller_of(administrator, "read", "write")


def send(caller, text=ROWS, **fields):
    data = {"kind": "directory", "file": ContentFile(text.encode(), "people.csv"), **fields}
    return caller.post(IMPORTS, data)


def people(organization) -> int:
    with tenant_scope(organization.id):
        return Person.objects.count()


def errors(answer) -> dict[str, str]:
    assert answer.status_code == 400, answer.content
    return {error["field"]: error["detail"] for error in answer.json()["errors"]}


def test_dry_run_counts_and_writes_nothing(caller, organization):
    answer = send(caller, dry_run="true")
    assert answer.status_code == 201
    run = answer.json()
    wanted = ("state", "row_count", "added", "updated", "unchanged", "skipped", "file_name")
    assert [run[name] for name in wanted] == ["checked", 2, 1, 0, 0, 1, "people.csv"]
    [fault] = caller.get(f"{IMPORTS}{run['id']}/errors/").json()["results"]
    assert (fault["row"], fault["column"], fault["found"]) == (3, "Work Email", "nonsense")
    assert people(organization) == 0


def test_import_runs_in_the_background_and_can_be_undone(caller, organization):
    run = send(caller).json()
    assert (run["state"], people(organization)) == ("importing", 0)
    import_task(str(organization.id), run["id"])
    done = caller.get(f"{IMPORTS}{run['id']}/").json()
    assert (done["state"], done["added"], done["skipped"], people(organization)) == ("done", 1, 1, 1)
    assert len(caller.get(f"{IMPORTS}{run['id']}/errors/").json()["results"]) == 1
    undone = caller.post(f"{IMPORTS}{run['id']}/undo/")
    assert (undone.json()["state"], people(organization)) == ("undone", 0)
    again = errors(caller.post(f"{IMPORTS}{run['id']}/undo/"))
    assert again == {"": "An import can be undone once, within 24 hours."}


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"kind": "salaries"}, "kind", "is not a valid choice"),
        ({"as_of": "2999-01-01"}, "as_of", "This date is in the future."),
        ({"kind": "matches"}, "", "Choose a program."),
        ({"text": "a,b\n1,2\n"}, "file", "No column found for: full name, email."),
        ({"text": ""}, "", "The file is empty."),
        ({"unknown": "1"}, "unknown", "Unknown field"),
    ],
)
def test_invalid_request_is_refused_and_stores_nothing(caller, organization, fields, field, sentence):
    assert sentence in errors(send(caller, **fields))[field]
    with tenant_scope(organization.id):
        assert ImportRun.objects.count() == 0


def test_file_that_is_too_large_is_refused_and_not_stored(caller):
    assert errors(send(caller, text="x" * (MAX_BYTES + 1))) == {"file": "The file is larger than 20 MB."}


def test_token_needs_the_scope(administrator, caller_of):  # noqa: F811 - the fixture
    answer = send(caller_of(administrator, "read"))
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (403, "problem-scope-missing")
