"""What a directory says of people: who is who, who manages whom, and since when."""

from datetime import date, timedelta

import pytest

from mentoring.imports.actions import answer_questions, check_rows, import_rows
from mentoring.people.models import Person, PersonAttributes
from tests.imports.importing import (
    BY,
    HEADER,
    NOW,
    attributes,
    bring_in,
    checked,
    counts,
    directory,
    faults,
    managers,
    undo,
)
from tests.imports.test_workbooks import change, workbook

ADA = "E1,Ada,Lovelace,ada@x.example,Sales,,2024-01-05"
BOB = "E2,Bob,Byrne,bob@x.example,Sales,E1,2024-01-05"
pytestmark = pytest.mark.usefixtures("scope")


def test_new_person_is_stored_with_what_the_row_says():
    run = bring_in(
        "Employee ID,First Name,Last Name,Work Email,Job Title,Management Level,Department,Location,Start date\n"
        "E1,Łukasz,O’Brien,Lukasz@X.example,Engineer,3,Sales,Berlin,2024-01-05\n",
        as_of=date(2026, 10, 1),
    )
    assert counts(run) == (1, 0, 0, 0)
    person = Person.objects.get()
    assert (person.employee_id, person.name, person.job_title) == ("E1", "Łukasz O’Brien", "Engineer")
    assert (person.name_norm, person.email_norm) == ("lukasz o'brien", "lukasz@x.example")
    assert (person.hired_on, person.left_on, person.is_departed) == (date(2024, 1, 5), None, False)
    row = PersonAttributes.objects.get()
    assert (row.valid_from, row.level, row.department, row.location) == (
        date(2026, 10, 1), "3", "Sales", "Berlin",
    )  # fmt: skip
    assert row.manager is None


def test_later_directory_adds_a_row_only_for_those_whose_attributes_differ():
    bring_in(directory(ADA, BOB), as_of=date(2026, 3, 1))
    run = bring_in(directory(ADA, BOB.replace("Sales", "Finance")), as_of=date(2026, 9, 1))
    assert counts(run) == (0, 1, 1, 0)
    found = PersonAttributes.objects.order_by("person__employee_id", "valid_from")
    assert list(found.values_list("person__employee_id", "valid_from", "department")) == [
        ("E1", date(2026, 3, 1), "Sales"),
        ("E2", date(2026, 3, 1), "Sales"),
        ("E2", date(2026, 9, 1), "Finance"),
    ]


def test_second_directory_of_one_day_replaces_the_row_of_that_day():
    bring_in(directory(ADA), as_of=date(2026, 3, 1))
    run = bring_in(directory(ADA.replace("Sales", "Finance")), as_of=date(2026, 3, 1))
    assert counts(run) == (0, 1, 0, 0)
    assert PersonAttributes.objects.get().department == "Finance"


def test_older_directory_fills_gaps_and_overwrites_nothing():
    bring_in(
        "Employee ID,Full Name,Email,Job Title\nE1,Ada Lovelace,ada@x.example,\n", as_of=date(2026, 9, 1)
    )
    bring_in(
        "Employee ID,Full Name,Email,Job Title\nE1,Adele Long,old@x.example,Clerk\n", as_of=date(2026, 3, 1)
    )
    person = Person.objects.get()
    assert (person.name, person.email, person.job_title) == ("Ada Lovelace", "ada@x.example", "Clerk")
    assert person.directory_as_of == date(2026, 9, 1)


def test_blank_cell_deletes_nothing():
    bring_in(directory(ADA))
    bring_in(directory("E1,Ada,Lovelace,ada@x.example,Sales,,"))
    assert Person.objects.get().hired_on == date(2024, 1, 5)


@pytest.mark.parametrize("manager", ["E1", "ADA@x.example", "Ada Lovelace", "Lovelace, Ada"])
@pytest.mark.parametrize("is_first", [True, False])
def test_manager_is_found_in_any_order_of_rows(manager, is_first):
    bob = BOB.replace("E1", f'"{manager}"')
    bring_in(directory(*([ADA, bob] if is_first else [bob, ADA])))
    assert managers() == {"E1": None, "E2": "E1"}


def test_manager_whose_name_two_people_have_is_ignored():
    namesake = "E3,Ada,Lovelace,ada3@x.example,Sales,,"
    run = bring_in(directory(ADA, namesake, BOB.replace("E1", "Ada Lovelace")))
    assert faults(run) == [(4, "manager", "person-not-unique")]
    assert counts(run) == (3, 0, 0, 0)


def test_circle_of_managers_is_broken_and_those_below_it_keep_theirs():
    pairs = (("E1", "E2"), ("E2", "E3"), ("E3", "E4"), ("E4", "E2"), ("E5", ""), ("E6", "E5"))
    rows = [f"{person},Ann,Lee {person},,Sales,{manager}," for person, manager in pairs]
    run = bring_in(directory(*rows))
    assert faults(run) == [(row, "manager", "manager-cycle") for row in (3, 4, 5)]
    assert managers() == {"E1": "E2", "E2": None, "E3": None, "E4": None, "E5": None, "E6": "E5"}


def test_same_person_by_employee_id_then_by_address():
    bring_in(directory(ADA))
    run = bring_in(directory("E1,Ada,King,ada.king@x.example,Sales,,2024-01-05"))
    assert counts(run) == (0, 1, 0, 0)
    run = bring_in("Full Name,Email\nAugusta King,ADA.KING@x.example\n")
    assert counts(run) == (0, 1, 0, 0)
    assert Person.objects.get().first_name == "Augusta"


def test_directories_of_different_days_may_come_in_any_order():
    def world(*files) -> tuple:
        made = [bring_in(text, as_of=day) for text, day in files]
        found = [(row[2], row[4]) for row in attributes()]
        for run in reversed(made):
            undo(run)
        return sorted(found)

    old = directory(ADA), NOW.date() - timedelta(days=500)
    new = directory(ADA.replace("Sales", "Finance")), NOW.date()
    expected = [(old[1], "Sales"), (new[1], "Finance")]
    assert world(old, new) == expected
    assert world(new, old) == expected


def test_letters_that_an_old_encoding_lost_do_not_overwrite_the_name():
    bring_in(directory("E1,Łukasz,Yılmaz,l@x.example,Sales,,"))
    run = bring_in((HEADER + "\nE1,?ukasz,Y?lmaz,l@x.example,Sales,,\n").encode("cp1252"))
    assert counts(run) == (0, 0, 1, 0)
    assert Person.objects.get().name == "Łukasz Yılmaz"


def test_names_that_lost_a_letter_are_named():
    run = bring_in(directory("E1,?ukasz,Nowak,l@x.example,,,", "E2,Ann,Lee,a@x.example,,,"))
    assert run.remarks == ["1 name has a question mark, probably for a letter that was lost: ?ukasz Nowak"]


def test_leaving_date_in_the_future_is_not_stored_and_the_check_says_so():
    run = bring_in("Employee ID,Full Name,Email,Termination Date\nE1,Ada L,ada@x.example,2026-12-31\n")
    person = Person.objects.get()
    assert counts(run) == (1, 0, 0, 0)
    assert (person.left_on, person.is_departed) == (None, False)
    assert run.remarks == [
        "1 leaving date is in the future and is not stored. Import the directory again when the day has come."
    ]


STATUS = "Employee ID,Full Name,Email,Status,Hire Date,Termination Date"


def with_status(row: str, **how):
    return bring_in(f"{STATUS}\nE1,Ada L,ada@x.example,{row}\n", **how)


def standing() -> tuple:
    return Person.objects.values_list("left_on", "is_departed").get()


@pytest.mark.parametrize(
    "row",
    ["Active,2020-01-01,", ",2026-05-01,2026-03-31", "Active,2020-01-01,2026-03-31"],
    ids=["no date any more", "hired after leaving", "active in spite of the date"],
)
def test_person_who_is_hired_again_is_employed(row):
    with_status("Inactive,2020-01-01,2026-03-31", as_of=date(2026, 4, 1))
    assert standing() == (date(2026, 3, 31), False)
    run = with_status(row, as_of=date(2026, 6, 1))
    assert counts(run) == (0, 1, 0, 0)
    assert standing() == (None, False)


def test_withdrawn_resignation_leaves_nothing_behind():
    with_status("Active,2020-01-01,2026-10-31", as_of=date(2026, 9, 1), now=NOW - timedelta(days=60))
    with_status("Active,2020-01-01,", as_of=date(2026, 9, 15))
    assert standing() == (None, False)


def test_leaving_date_that_is_gone_from_a_newer_directory_is_removed():
    text = "Employee ID,Full Name,Termination Date\nE1,Ada L,{}\n"
    bring_in(text.format("2026-03-31"), as_of=date(2026, 4, 1))
    bring_in(text.format(""), as_of=date(2026, 5, 1))
    assert standing() == (None, False)


def test_departure_after_the_day_of_the_directory_stays():
    bring_in("Employee ID,Full Name,Termination Date\nE1,Ada L,2026-10-01\n", as_of=date(2026, 9, 1))
    with_status("Active,2020-01-01,", as_of=date(2026, 9, 15))
    assert standing() == (date(2026, 10, 1), False)


def test_older_directory_does_not_bring_back_an_old_departure():
    with_status("Active,2026-05-01,", as_of=date(2026, 6, 1))
    with_status("Inactive,2020-01-01,2026-03-31", as_of=date(2026, 4, 1))
    assert standing() == (None, False)


def test_people_missing_from_a_newer_directory_are_asked_about():
    bring_in(directory(ADA, BOB), as_of=date(2026, 9, 1))
    run = checked(directory(ADA))
    [question] = run.questions
    assert (question["key"], question["guess"], question["people"]) == ("missing_people", "no", ["Bob Byrne"])
    answer_questions(run, {"missing_people": "yes"}, by=BY)
    check_rows(run, now=NOW)
    assert counts(run) == (0, 1, 1, 0)
    import_rows(run, by=BY, now=NOW)
    assert dict(Person.objects.values_list("employee_id", "is_departed")) == {"E1": False, "E2": True}
    bring_in(directory(ADA, BOB), as_of=NOW.date() + timedelta(days=1))
    assert not Person.objects.filter(is_departed=True).exists()


@pytest.mark.parametrize(
    "row",
    [
        "E2,Bob,Byrne,nonsense,Sales,,",
        "E2,Bob,Byrne,ada@x.example,Sales,,",
        "E2,Bob,Byrne,bob@x.example,Sales,,,surplus",
    ],
)
def test_person_whose_row_cannot_be_read_is_not_missing(row):
    bring_in(directory(ADA, BOB), as_of=date(2026, 9, 1))
    assert checked(directory(ADA, row)).questions == []


def test_person_in_a_hidden_row_is_not_missing():
    bring_in(directory(ADA, BOB), as_of=date(2026, 9, 1))
    book = workbook({"Staff": [line.split(",") for line in directory(ADA, BOB).splitlines()]})
    hidden = change(book, "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="3" hidden="1"')
    assert [question["key"] for question in checked(hidden, name="people.xlsx").questions] == ["hidden_rows"]


def test_part_of_a_directory_says_nothing_about_the_others():
    bring_in(directory(ADA, BOB, "E3,Cy,Cole,cy@x.example,Sales,,"), as_of=date(2026, 9, 1))
    assert checked(directory(ADA)).questions == []


def test_preferred_name_is_a_first_name_and_managers_are_found_by_either():
    bring_in(
        "Employee ID,Name,Preferred Name,Email,Manager\n"
        "E1,Robert Smith,Bob,bob@x.example,\nE2,Katherine Jones,Kathy Jones,k@x.example,Robert Smith\n"
        "E3,Al Fox,,al@x.example,Bob Smith\n"
    )
    assert [person.name for person in Person.objects.order_by("employee_id")] == [
        "Bob Smith", "Kathy Jones", "Al Fox",
    ]  # fmt: skip
    assert managers() == {"E1": None, "E2": "E1", "E3": "E1"}
