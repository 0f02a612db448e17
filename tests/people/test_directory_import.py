"""What a directory says of people: who is who, who manages whom, and since when."""

from datetime import date, timedelta

import pytest

from mentoring.people.models import Person, PersonAttributes
from tests.imports.importing import (
    HEADER,
    NOW,
    attributes,
    bring_in,
    counts,
    directory,
    faults,
    managers,
    undo,
)

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


def test_leaving_date_in_the_future_is_kept_and_counts_for_nothing_yet():
    run = bring_in("Employee ID,Full Name,Email,Termination Date\nE1,Ada L,ada@x.example,2026-12-31\n")
    person = Person.objects.get()
    assert counts(run) == (1, 0, 0, 0)
    assert str(person.left_on) == "2026-12-31"
    assert not person.has_left(NOW.date())
    assert Person.objects.employed(NOW.date()).count() == 1
    assert person.has_left(NOW.date().replace(month=12, day=31))
