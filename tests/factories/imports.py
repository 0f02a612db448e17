from datetime import date

from mentoring.imports.models import ColumnMemory, ImportChange, ImportFault, ImportRun
from tests.factories import makes
from tests.factories.tenancy import make_membership


@makes(ImportRun)
def make_import_run(*, mark: str = "people.csv", **fields) -> ImportRun:
    membership = fields.pop("created_by", None) or make_membership()
    return ImportRun.objects.create(
        **{
            "kind": "directory",
            "as_of": date(2026, 11, 2),
            "file_name": mark,
            "source": b"Employee ID,Name\n",
            "created_by": membership,
            **fields,
        }
    )


@makes(ImportFault)
def make_import_fault(*, mark: str = "Enter a date such as 2026-11-02.", **fields) -> ImportFault:
    run = fields.pop("run", None) or make_import_run()
    return ImportFault.objects.create(
        run=run,
        **{
            "row_number": 2,
            "field": "hired_on",
            "expected": mark,
            "found": mark[:200],
            "code": "date",
            **fields,
        },
    )


@makes(ImportChange)
def make_import_change(*, mark: str = "", **fields) -> ImportChange:
    run = fields.pop("run", None) or make_import_run()
    return ImportChange.objects.create(
        run=run, position=0, model="people.person", before={"x": {"first_name": mark}}
    )


@makes(ColumnMemory)
def make_column_memory(*, mark: str = "", **fields) -> ColumnMemory:
    return ColumnMemory.objects.create(kind="directory", headings={mark or "employee ID": "employee_id"})
