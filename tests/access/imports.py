from django.core.files.base import ContentFile
from django.utils import timezone

from tests.access import ADMINISTRATORS, Call, Row
from tests.factories.imports import make_import_run

HEADER = ("Employee ID", "Full Name", "Work Email")
READY = {
    "source": b"Employee ID,Full Name,Work Email\nE1,Ada Lovelace,e1@example.org\n",
    "columns": [{"header": name, "samples": [], "refused": "", "how": "known"} for name in HEADER],
    "mapping": {"employee_id": 0, "full_name": 1, "email": 2},
    "added": 1,
}
FILE = {"text": READY["source"].decode(), "as_of": "2026-11-02"}
CHOSEN = {"column-0": "employee_id", "column-1": "full_name", "column-2": "email"}


def a_run(**fields):
    return lambda caller: {"run": make_import_run(created_by=caller, **{**READY, **fields}).pk}


a_new_run = a_run()
a_checked_run = a_run(state="checked")
an_interrupted_run = a_run(state="failed", interrupted_in="importing")
an_imported_run = a_run(state="done", imported_at=timezone.now())


def a_file(caller):
    return {"kind": "directory", "file": ContentFile(READY["source"], "people.csv"), "dry_run": "true"}


def by_id(make):
    return lambda caller: {"id": make(caller)["run"]}


ROWS = [
    Row("api:import-list", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 201, a_file)),
    Row(
        "api:import-detail",
        get=Call(ADMINISTRATORS),
        patch=Call(ADMINISTRATORS, 200, {"date_order": "mdy"}),
        delete=Call(ADMINISTRATORS),
        make=by_id(a_checked_run),
    ),
    Row("api:import-start", post=Call(ADMINISTRATORS), make=by_id(a_checked_run)),
    Row("api:import-error-list", get=Call(ADMINISTRATORS), make=by_id(a_checked_run)),
    Row("api:import-undo", post=Call(ADMINISTRATORS), make=by_id(an_imported_run)),
    Row("imports:run-list", get=Call(ADMINISTRATORS)),
    Row("imports:kind-list", get=Call(ADMINISTRATORS)),
    Row(
        "imports:run-create",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, FILE),
        make=lambda caller: {"kind": "directory"},
    ),
    Row("imports:run-detail", get=Call(ADMINISTRATORS), make=a_checked_run),
    Row(
        "imports:run-columns",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, CHOSEN),
        make=a_new_run,
    ),
    Row("imports:run-correct", post=Call(ADMINISTRATORS, 302), make=a_checked_run),
    Row("imports:run-reading", post=Call(ADMINISTRATORS, 302, {"date_order": "dmy"}), make=a_checked_run),
    Row("imports:run-continue", post=Call(ADMINISTRATORS, 302), make=an_interrupted_run),
    Row("imports:run-discard", post=Call(ADMINISTRATORS, 302), make=a_checked_run),
    Row("imports:kind-template", get=Call(ADMINISTRATORS), make=lambda caller: {"kind": "directory"}),
    Row("imports:run-check", post=Call(ADMINISTRATORS, 302), make=a_checked_run),
    Row("imports:run-confirm", post=Call(ADMINISTRATORS, 302), make=a_checked_run),
    Row("imports:run-undo", post=Call(ADMINISTRATORS, 302), make=an_imported_run),
    Row("imports:run-errors", get=Call(ADMINISTRATORS), make=a_checked_run),
]
