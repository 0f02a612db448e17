"""Short ways to import text in tests, in an open scope, as the worker does it."""

from datetime import UTC, datetime, timedelta

from mentoring.imports.actions import check_rows, import_rows, start_import, undo_import
from mentoring.imports.models import ImportFault, ImportRun
from mentoring.people.models import Person, PersonAttributes
from mentoring.tenancy.actor import Actor

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = NOW.date()
BY = Actor.system("test")
HEADER = "Employee ID,First Name,Last Name,Work Email,Department,Manager,Start date"


def start(text, *, kind="directory", as_of=TODAY, name="people.csv", target_id=None) -> ImportRun:
    source = text if isinstance(text, bytes) else text.encode()
    run, _mapping = start_import(kind, source, by=BY, as_of=as_of, file_name=name, target_id=target_id)
    return run


def checked(text, *, now=NOW, **how) -> ImportRun:
    run = start(text, **how)
    assert check_rows(run, now=now) is not None, run.refusal
    return run


def bring_in(text, *, now=NOW, **how) -> ImportRun:
    """Import the text and return the run; whatever is faulty is left out."""
    run = checked(text, now=now, **how)
    import_rows(run, by=BY, now=now)
    return run


def undo(run, *, after=timedelta(minutes=5)) -> int:
    return undo_import(run, by=BY, now=run.imported_at + after)


def counts(run) -> tuple[int, int, int, int]:
    return run.added, run.updated, run.unchanged, run.skipped


def faults(run) -> list[tuple[int, str, str]]:
    return list(
        ImportFault.objects.filter(run=run)
        .order_by("row_number", "field")
        .values_list("row_number", "field", "code")
    )


def directory(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def everybody() -> list[tuple]:
    """Return what is known of each person, without ids and times of change."""
    columns = ("employee_id", "first_name", "last_name", "email", "hired_on", "left_on", "is_departed")
    return sorted(Person.objects.values_list("id", *columns, "directory_as_of"), key=str)


def attributes() -> list[tuple]:
    columns = ("id", "person_id", "valid_from", "level", "department", "location", "manager_id")
    return sorted(PersonAttributes.objects.values_list(*columns), key=str)


def managers() -> dict[str, str | None]:
    rows = PersonAttributes.objects.values_list("person__employee_id", "manager__employee_id")
    return dict(rows)
