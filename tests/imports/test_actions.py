"""The steps of an import: what each refuses, and what it writes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from mentoring.audit.models import AuditEvent
from mentoring.imports import tasks
from mentoring.imports.actions import (
    check_rows,
    clean_up_imports,
    continue_import,
    correct_cells,
    discard_corrections,
    import_rows,
    note_beginning,
    request_check,
    request_import,
    set_columns,
    start_import,
    undo_import,
)
from mentoring.imports.actions.corrections import Cell, FaultGroup
from mentoring.imports.extensions import IMPORT_KINDS, ImportKind, Plan, TableChange
from mentoring.imports.models import ColumnMemory, ImportChange, ImportFault, ImportRun
from mentoring.people.models import Person
from programs.models import Participant
from tests.factories.programs import make_program
from tests.imports.importing import (
    BY,
    NOW,
    attributes,
    bring_in,
    checked,
    counts,
    directory,
    everybody,
    faults,
    start,
    undo,
)

ADA = "E1,Ada,Lovelace,ada@x.example,Sales,,2024-01-05"
BOB = "E2,Bob,Byrne,bob@x.example,Sales,E1,2024-01-05"
pytestmark = pytest.mark.usefixtures("scope")


def refused(action, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught:
        action(*args, **kwargs)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    ("kind", "source", "sentence"),
    [
        ("salaries", b"a,b\n1,2\n", "This kind of file cannot be imported."),
        ("matches", b"Mentor,Mentee\n1,2\n", "Choose a program."),
        ("directory", b"", "The file is empty."),
        ("directory", b"x" * (20 * 1024 * 1024 + 1), "The file is larger than 20 MB. Split it into several files."),
        (
            "directory",
            b'a,b\n"open,2\n',
            "A closing quotation mark is missing in row 2, so its cells continue into the rows below.",
        ),
    ],
)  # fmt: skip
def test_start_refuses(kind, source, sentence):
    how = {"by": BY, "as_of": NOW.date(), "file_name": "x.csv"}
    assert refused(start_import, kind, source, **how) == sentence
    assert ImportRun.objects.count() == 0


def test_start_refuses_an_unknown_program():
    how = {"by": BY, "as_of": NOW.date(), "file_name": "x.csv", "target_id": uuid4()}
    assert refused(start_import, "matches", b"Mentor,Mentee\n1,2\n", **how) == "This program does not exist."


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\ada\\people.csv", "people.csv"),
        ("../../etc/people.csv", "people.csv"),
        ("peo\x00ple\u202e.csv", "peo\ufffdple.csv"),
        ("x" * 300, "x" * 200),
        ("  ", "Directory"),
    ],
)
def test_file_name_has_no_folders_and_nothing_invisible(name, kept):
    assert start(directory(ADA), name=name).file_name == kept


def test_special_columns_are_refused_with_the_reason_and_cannot_be_chosen():
    run = start("Employee ID,Full Name,Email,Religion,Salary\nE1,Ada Lovelace,ada@x.example,none,1\n")
    assert [bool(column["refused"]) for column in run.columns] == [False, False, False, True, True]
    assert "specially protected by law" in run.columns[3]["refused"]
    assert [column["samples"] for column in run.columns[3:]] == [[], []]
    mapping = {**run.mapping, "department": 3}
    assert refused(set_columns, run, mapping, by=BY) == "One of the columns cannot be imported. Choose again."


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"employee_id": 0, "email": 0}, "Two fields use the same column. Choose one column for each."),
        ({"employee_id": 99}, "One of the columns cannot be imported. Choose again."),
        ({"employee_id": -1}, "One of the columns cannot be imported. Choose again."),
        ({"password": 0}, "One of the columns cannot be imported. Choose again."),
        ({"employee_id": 0, "email": 3}, "Choose a column for: full name (or first name and last name)."),
    ],
)
def test_invalid_columns_are_refused(mapping, sentence):
    assert refused(set_columns, start(directory(ADA)), mapping, by=BY) == sentence


def test_columns_are_remembered_for_the_next_file():
    run = start("Nr,Full Name,Where to write\nE1,Ada Lovelace,ada@x.example\n")
    assert "employee_id" not in run.mapping
    set_columns(run, {"employee_id": 0, "full_name": 1, "email": 2}, by=BY)
    assert ColumnMemory.objects.get().headings["wheretowrite"] == "email"
    again = start("Full Name,Where to write,Nr\nAda Lovelace,ada@x.example,E1\n")
    assert again.mapping == {"full_name": 0, "email": 1, "employee_id": 2}


def test_second_column_of_the_same_heading_does_not_forget_the_first():
    run = start("Employee ID,Full Name,Email,Email\nE1,Ada Lovelace,ada@x.example,ada@home.example\n")
    set_columns(run, {"employee_id": 0, "full_name": 1, "email": 2}, by=BY)
    again = start("Employee ID,Full Name,Email\nE1,Ada Lovelace,ada@x.example\n")
    assert again.mapping == {"employee_id": 0, "full_name": 1, "email": 2}


def test_import_before_the_check_is_refused():
    run = start(directory(ADA))
    assert refused(request_import, run, by=BY, now=NOW) == "Check the file first."
    assert refused(import_rows, run, by=BY, now=NOW) == "This step is no longer possible. Start a new import."
    assert Person.objects.count() == 0


def test_file_without_a_required_column_is_not_checked():
    run = start("Employee ID,Work Email\nE1,ada@x.example\n")
    assert (
        refused(check_rows, run, now=NOW) == "Choose a column for: full name (or first name and last name)."
    )


def test_file_without_a_valid_row_cannot_be_imported():
    run = checked(directory("E1,Ada,Lovelace,ada,,,"))
    assert refused(request_import, run, by=BY, now=NOW) == "No rows can be imported."


def test_second_click_on_import_is_refused():
    run = checked(directory(ADA))
    request_import(run, by=BY, now=NOW)
    other_tab = ImportRun.objects.get(pk=run.pk)
    assert (
        refused(request_import, other_tab, by=BY, now=NOW)
        == "This step is no longer possible. Start a new import."
    )
    assert (
        refused(request_check, other_tab, by=BY, now=NOW)
        == "This step is no longer possible. Start a new import."
    )


def test_import_that_is_delivered_twice_writes_once():
    run = bring_in(directory(ADA))
    assert refused(import_rows, run, by=BY, now=NOW) == "This step is no longer possible. Start a new import."
    assert Person.objects.count() == 1
    assert AuditEvent.objects.filter(action="imports.import_rows").count() == 1


def test_same_file_twice_changes_nothing():
    text = directory(ADA, BOB)
    assert counts(bring_in(text)) == (2, 0, 0, 0)
    before = everybody(), attributes()
    assert counts(bring_in(text)) == (0, 0, 2, 0)
    assert (everybody(), attributes()) == before


def test_correcting_a_cell_and_all_cells_with_the_same_fault():
    run = checked(
        directory(
            "E1,Ada,L,ada.x.example,Sales,,", "E2,Bob,B,b@x.example,S,,soon", "E3,C,C,c@x.example,S,,soon"
        )
    )
    assert faults(run) == [(2, "email", "email-without-at"), (3, "hired_on", "date"), (4, "hired_on", "date")]
    count = correct_cells(
        run,
        by=BY,
        cells={Cell(2, "email"): "ada@x.example"},
        causes={FaultGroup("hired_on", "date"): "2024-01-05"},
    )
    assert count == 3
    assert Person.objects.count() == 0
    run = checked_again(run)
    assert (faults(run), counts(run)) == ([], (3, 0, 0, 0))
    discard_corrections(run, by=BY)
    assert counts(checked_again(run)) == (0, 0, 0, 3)


def checked_again(run):
    check_rows(run, now=NOW)
    return run


@pytest.mark.parametrize(
    "cell", [Cell(3, "email"), Cell(2, "department"), Cell(2, "password"), Cell(99, "email")]
)
def test_only_faulty_cells_are_corrected(cell):
    run = checked(directory("E1,Ada,L,ada.x.example,Sales,,", BOB))
    sentence = "One of these cells has no error any more. Check the list again."
    assert refused(correct_cells, run, by=BY, cells={cell: "x"}) == sentence
    assert run.fixes == {}


def test_undo_is_refused_after_24_hours_and_twice():
    run = bring_in(directory(ADA))
    sentence = "An import can be undone once, within 24 hours."
    assert refused(undo_import, run, by=BY, now=NOW + timedelta(hours=24)) == sentence
    assert Person.objects.count() == 1
    assert undo(run, after=timedelta(hours=23, minutes=59)) == 0
    assert Person.objects.count() == 0
    assert refused(undo_import, run, by=BY, now=NOW) == sentence


def test_undo_is_refused_before_a_later_import_of_the_same_rows_is_undone():
    first = bring_in(directory(ADA), name="first.csv")
    second = bring_in(
        directory(ADA.replace("Ada", "Augusta")), name="second.csv", now=NOW + timedelta(hours=1)
    )
    sentence = "“second.csv” was imported later and changed the same rows. Undo that import first."
    assert refused(undo_import, first, by=BY, now=NOW + timedelta(hours=2)) == sentence
    undo(second)
    assert Person.objects.get().first_name == "Ada"
    undo(first)
    assert Person.objects.count() == 0


def test_undo_keeps_a_person_who_is_in_use():
    run = bring_in(directory(ADA, BOB))
    program = make_program()
    Participant.objects.create(program=program, person=Person.objects.get(employee_id="E1"), role="mentor")
    assert undo(run) == 1
    assert list(Person.objects.values_list("employee_id", flat=True)) == ["E1"]


class HalfWay(ImportKind):
    """Plans a person, and then one whom the database refuses: nobody may be there without id and address."""

    name, label, fields = "half-way", "Half way", ()

    def plan(self, rows, context):
        columns = ["id", "employee_id", "name_norm"]
        first = TableChange(Person, columns, added=[(uuid4(), "E1", "ada")])
        second = TableChange(Person, columns, added=[(uuid4(), None, "nobody")])
        return Plan(changes=[first, second], added=2)


def test_failed_import_writes_nothing_and_can_be_repeated(monkeypatch, organization):
    monkeypatch.setitem(IMPORT_KINDS._items, "half-way", (99, HalfWay()))
    run = checked(directory(ADA), kind="half-way")
    request_import(run, by=BY, now=NOW)
    with pytest.raises(IntegrityError):
        tasks.import_task(str(organization.id), str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.refusal) == (
        "failed",
        "Something went wrong. Nothing was imported. Please try again.",
    )
    assert (Person.objects.count(), ImportChange.objects.count()) == (0, 0)
    request_check(run, by=BY, now=NOW)
    tasks.check_task(str(organization.id), str(run.pk))
    run.refresh_from_db()
    assert run.state == "checked"


def test_task_delivered_twice_leaves_the_import_done(organization):
    run = bring_in(directory(ADA))
    tasks.import_task(str(organization.id), str(run.pk))
    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("done", 1)


def test_progress_is_reported_after_each_step():
    told = []
    run = start(directory(ADA))
    check_rows(run, now=NOW, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, told[-1][1])
    assert told[-1][0] == told[-1][1]
    assert [done for done, _total in told] == sorted(done for done, _total in told)


def test_clean_up_deletes_only_what_cannot_be_undone():
    old, faulty = bring_in(directory(ADA)), checked(directory("E9,X,Y,nonsense,,,"))
    assert clean_up_imports(now=NOW + timedelta(hours=23)) == 0
    assert clean_up_imports(now=NOW + timedelta(hours=24)) == 2
    for run in (old, faulty):
        run.refresh_from_db()
        assert (run.source, run.columns) == (None, [])
    assert (ImportFault.objects.count(), ImportChange.objects.count()) == (0, 0)
    assert Person.objects.count() == 1
    assert counts(old) == (1, 0, 0, 0)
    assert refused(request_check, faulty, by=BY, now=NOW) == "The file has been deleted. Start a new import."


def test_dead_job_fails_and_can_be_repeated():
    run = checked(directory(ADA))
    request_import(run, by=BY, now=NOW)
    assert clean_up_imports(now=NOW + timedelta(hours=1)) == 0
    note_beginning(run, now=NOW)
    assert clean_up_imports(now=NOW + timedelta(seconds=9)) == 0
    assert clean_up_imports(now=NOW + timedelta(seconds=10)) == 1
    run.refresh_from_db()
    assert (run.state, run.interrupted_in) == ("failed", "importing")
    assert run.refusal == "The import was interrupted. Nothing was imported."
    continue_import(run, by=BY, now=NOW + timedelta(minutes=1))
    assert (run.state, run.interrupted_in) == ("importing", "")
    import_rows(run, by=BY, now=NOW + timedelta(minutes=1))
    assert run.state == "done"


def test_job_that_does_not_begin_can_be_repeated():
    run = checked(directory(ADA))
    request_check(run, by=BY, now=NOW)
    assert refused(continue_import, run, by=BY, now=NOW + timedelta(seconds=44)).startswith("This step is no")
    continue_import(run, by=BY, now=NOW + timedelta(seconds=45))
    assert (run.state, run.state_at) == ("checking", NOW + timedelta(seconds=45))
