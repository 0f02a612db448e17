import pytest

from mentoring.imports.columns import map_columns
from mentoring.imports.fields import Field
from mentoring.imports.headings import normalise_heading
from mentoring.imports.reading import read_file
from mentoring.people.directory_columns import DIRECTORY_FIELDS
from tests.data import DIRECTORIES, SAMPLE

WORKDAY = {
    "Employee ID": "employee_id", "Legal Name - First Name": "first_name",
    "Legal Name - Last Name": "last_name",
    "Primary Work Email": "email", "Business Title": "job_title", "Management Level": "level",
    "Supervisory Organization": "department", "Location": "location", "Manager ID": "manager",
    "Original Hire Date": "hired_on", "Termination Date": "left_on", "Time Zone": "time_zone",
}  # fmt: skip
EXPECTED = {
    "workday_directory.csv": WORKDAY,
    "workday_directory_start.csv": WORKDAY,
    "bamboohr_directory.csv": {
        "Employee #": "employee_id", "First Name": "first_name", "Last Name": "last_name",
        "Work Email": "email",
        "Job Title": "job_title", "Department": "department", "Location": "location",
        "Reporting to": "manager",
        "Hire Date": "hired_on", "Status": "employment_status",
    },
    "personio_directory.csv": {
        "Personalnummer": "employee_id", "Vorname": "first_name", "Nachname": "last_name", "E-Mail": "email",
        "Position": "job_title", "Abteilung": "department", "Standort": "location",
        "Vorgesetzte/r": "manager",
        "Eintrittsdatum": "hired_on", "Austrittsdatum": "left_on",
    },
    "dirty_directory.csv": {
        "Employee ID": "employee_id", "First Name": "first_name", "Last Name": "last_name",
        "Work Email": "email",
        "Department": "department", "Manager": "manager", "Start date": "hired_on",
    },
}  # fmt: skip


def fields_of(header: list[str], **named) -> list[str | None]:
    return [column.field for column in map_columns(header, DIRECTORY_FIELDS, **named).columns]


@pytest.mark.parametrize("name", DIRECTORIES)
def test_sample_directory_maps_without_a_click(name):
    table = read_file((SAMPLE / name).read_bytes())

    mapping = map_columns(table.header, DIRECTORY_FIELDS)

    assert {column.header: column.field for column in mapping.columns} == EXPECTED[name]
    assert {column.how for column in mapping.columns} == {"known"}
    assert (mapping.needs_confirmation, mapping.missing, mapping.refused, mapping.notes) == (
        False,
        [],
        [],
        [],
    )


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("E-Mail", "email"), ("Vorgesetzte/r", "vorgesetzter"), ("  EMPLOYEE_ID ", "employeeid"),
        ("hireDate", "hiredate"),
        ("Employee #", "employeenumber"), ("Hire Date (YYYY-MM-DD)", "hiredate"), ("Führungskraft*",
        "fuhrungskraft"),
        ("(Name)", "name"), ("First\nName:", "firstname"), ("§§", ""),
    ],
)  # fmt: skip
def test_spellings_of_a_heading_are_one(heading, form):
    assert normalise_heading(heading) == form


def test_no_heading_belongs_to_two_fields():
    seen: dict[str, str] = {}
    for field in DIRECTORY_FIELDS:
        for word in (field.name, *field.synonyms):
            assert seen.setdefault(normalise_heading(word), field.name) == field.name, word


def test_near_miss_is_a_guess_to_confirm():
    mapping = map_columns(["Employe ID", "Full Name", "Work E-mail", "Departmnt"], DIRECTORY_FIELDS)

    assert [(column.field, column.how) for column in mapping.columns] == [
        ("employee_id", "guess"),
        ("full_name", "known"),
        ("email", "known"),
        ("department", "guess"),
    ]
    assert mapping.needs_confirmation


@pytest.mark.parametrize(
    "heading",
    ["Fist aid trained", "Label", "Home Email", "Manager's Department", "Fire date drill",
    "Position ID", "Employer ID", "Contract End Date", "Vertragsende",
    "Gender", "Cohort", ""],
)  # fmt: skip
def test_other_column_is_not_guessed_at(heading):
    assert fields_of([heading, "Full Name", "Email"])[0] is None


def test_of_two_columns_for_one_field_the_better_is_used_and_noted():
    mapping = map_columns(["Hire Date", "Original Hire Date", "Name", "Email"], DIRECTORY_FIELDS)

    assert [(column.field, column.how) for column in mapping.columns][:2] == [
        (None, "lesser"),
        ("hired_on", "known"),
    ]
    assert [str(note) for note in mapping.notes] == [
        "“Hire Date” and “Original Hire Date” both match hired on. “Original Hire Date” is used."
    ]
    assert not mapping.needs_confirmation


def test_same_heading_twice_uses_the_first():
    assert fields_of(["Email", "Email", "Name"]) == ["email", None, "full_name"]


def test_mapping_is_remembered():
    first = map_columns(["Badge", "Name", "Email"], DIRECTORY_FIELDS, {"badge": "employee_id", "name": ""})

    assert [(column.field, column.how) for column in first.columns] == [
        ("employee_id", "remembered"),
        (None, ""),
        ("email", "known"),
    ]
    assert [field.name for field in first.missing] == ["full_name"]
    assert fields_of(["EMAIL", "badge", "name"], remembered=first.memory()) == ["email", "employee_id", None]


def test_memory_of_a_removed_field_is_ignored():
    assert fields_of(["Email"], remembered={"email": "fax"}) == ["email"]


def test_memory_does_not_open_a_refused_column():
    mapping = map_columns(["Salary", "Email"], DIRECTORY_FIELDS, {"salary": "level"})

    assert [(column.field, column.how) for column in mapping.columns] == [
        (None, "refused"),
        ("email", "known"),
    ]
    assert mapping.memory() == {"email": "email"}


def test_missing_field_can_be_replaced_by_others():
    assert [field.name for field in map_columns(["Vorname"], DIRECTORY_FIELDS).missing] == [
        "full_name",
        "email",
    ]
    assert map_columns(["Vorname", "Nachname", "Mail"], DIRECTORY_FIELDS).missing == []


def test_other_kinds_map_by_their_own_fields():
    fields = (Field("mentor", "mentor", ("Mentor ID",), required=True), Field("date", "date", kind="date"))

    mapping = map_columns(["date", "mentor_id", "rating"], fields)

    assert mapping.indexes == {"date": 0, "mentor": 1}
