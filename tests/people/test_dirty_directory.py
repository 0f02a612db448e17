"""Every fault of the sample's dirty directory says what it is, and nothing else in the file is a fault."""

import pytest

from mentoring.imports.cells import CellFault, Email
from mentoring.imports.columns import map_columns
from mentoring.imports.reading import read_file
from mentoring.imports.references import PersonIndex, find_duplicates
from mentoring.imports.values import read_column
from mentoring.people.directory_columns import DIRECTORY_FIELDS
from tests.data import SAMPLE


@pytest.fixture(scope="module")
def table():
    return read_file((SAMPLE / "dirty_directory.csv").read_bytes())


@pytest.fixture(scope="module")
def values(table):
    """Return each row's values by field, by row number, as the preview would read them."""
    fields = {field.name: field for field in DIRECTORY_FIELDS}
    found: dict[int, dict] = {row.number: {} for row in table.rows}
    for name, at in map_columns(table.header, DIRECTORY_FIELDS).indexes.items():
        column = read_column(fields[name], [row.cells[at] for row in table.rows])
        for row, value in zip(table.rows, column, strict=True):
            found[row.number][name] = value
    return found


def test_faults_in_cells_each_have_their_own_sentence(values):
    faults = {
        (row["employee_id"], name): (value.code, value.found, str(value.expected))
        for row in values.values()
        for name, value in row.items()
        if isinstance(value, CellFault)
    }

    assert faults == {
        ("X1", "email"): ("missing", "", "Enter an email address."),
        ("X2", "email"): (
            "email-without-at",
            "bad.mail.example.org",
            "An email address contains an @, such as name@example.org.",
        ),
        ("X5", "hired_on"): (
            "date-impossible",
            "2024-02-31",
            "Day 31 does not exist: month 2 of 2024 has 29 days.",
        ),
        ("X6", "hired_on"): (
            "date-unclear",
            "03/04/2024",
            "Day and month are ambiguous: this may be 2024-04-03 or 2024-03-04. Enter one of these.",
        ),
        ("X9", "first_name"): (
            "formula",
            "=1+1",
            "This looks like a formula. Enter the text without the leading sign.",
        ),
        ("X9", "last_name"): (
            "formula",
            '=HYPERLINK("x")',
            "This looks like a formula. Enter the text without the leading sign.",
        ),
        ("X10", "first_name"): (
            "too-long",
            "L" * 79 + "…",
            "This text has 300 characters; the limit is 100.",
        ),
    }


def test_blanks_around_values_are_taken_off_without_a_fault(values):
    row = next(row for row in values.values() if row["employee_id"] == "X11")

    assert (row["first_name"], row["last_name"], row["department"]) == ("Spaces", "Around", "Sales")
    assert row["email"] == Email("x11@example.org", "x11@example.org")


def test_repeated_emails_name_the_row_they_repeat(table, values):
    at = table.header.index("Work Email")
    faults = find_duplicates(
        (row.number, row.cells[at].strip(), email.normalized)
        for row in table.rows
        if isinstance(email := values[row.number]["email"], Email)
    )

    assert {number: (fault.code, str(fault.expected)) for number, fault in faults.items()} == {
        9: ("repeated", "Row 2 has the same value. It must be unique."),
        10: (
            "repeated-other-case",
            "Row 3 has the same value, written “ruth.mensah.1@example.org”. Upper and lower case are equal here.",
        ),
    }


def test_manager_who_is_oneself_or_nobody_says_so(table, values):
    people: PersonIndex[str] = PersonIndex()
    # Most managers of the first hundred people are known to the organization only.
    known = {row["manager"] for row in values.values()} - {"", "E99999"}
    for employee_id in known | {row["employee_id"] for row in values.values()}:
        people.add(employee_id, employee_id=employee_id)

    faults = {
        row["employee_id"]: fault.code
        for row in values.values()
        if isinstance(fault := people.find(row["manager"], but_not=row["employee_id"]), CellFault)
    }

    assert faults == {"X7": "person-unknown", "X8": "person-self"}


def test_one_cell_too_many_is_the_fault_of_its_row_alone(table):
    assert [(row.number, row.cells[0], row.extra) for row in table.rows if row.extra] == [
        (19, "X13", ("extra",))
    ]
