"""Directories as HR systems and people write them, with the result that each must have. Every file is built here."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import xlsxwriter

from mentoring.imports.actions import answer_questions, check_rows, import_rows
from mentoring.imports.models import ImportFault
from mentoring.people.models import Person, PersonAttributes
from tests.imports.importing import BY, bring_in, checked, counts, faults
from tests.imports.real_files import NOW, column, departed, managers, names
from tests.imports.test_workbooks import workbook

pytestmark = pytest.mark.usefixtures("scope")
TODAY = NOW.date()
HEAD = "Employee ID,First Name,Last Name,Department"
TWO = f"{HEAD}\nE1,Ann,Lee,Ops\nE2,Bo,Coe,Ops\n"
EMPLOYED, LEFT = (None, False), (None, True)


def written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def check_at_noon(text, **how):
    return checked(text, now=NOW, as_of=TODAY, **how)


def bring_in_at_noon(text, **how):
    return bring_in(text, now=NOW, **{"as_of": TODAY} | how)


def standing() -> dict[str, tuple]:
    rows = Person.objects.values_list("employee_id", "left_on", "is_departed")
    return {person: (left_on and left_on.isoformat(), departed) for person, left_on, departed in rows}


def first_and_last_names() -> set[tuple[str, str]]:
    return set(Person.objects.values_list("first_name", "last_name"))


def guess_of(word: str) -> str | None:
    """Return what the check guesses that an unknown status word means."""
    run = check_at_noon(f"Employee ID,Name,Status\nE1,Ann Lee,{word}\n")
    return next((question["guess"] for question in run.questions), "not asked")


@pytest.mark.parametrize(
    ("last_rows", "codes"),
    [
        ("Grand Total,2,,", ["total"]),
        ("Total général;2", ["total"]),
        ("2 employees,,,", ["note"]),
        ("Exported on 2026-11-26 by HR,,,\n\nConfidential - internal use only", ["note", "note"]),
    ],
)
def test_totals_and_notes_are_nobody(last_rows, codes):
    text = TWO + last_rows
    run = bring_in_at_noon(text.replace(",", ";") if ";" in last_rows else text)
    assert names() == {"Ann Lee", "Bo Coe"}
    assert [code for _row, _field, code in faults(run)] == codes


def test_heading_of_a_section_is_nobody():
    run = bring_in_at_noon(f"{HEAD}\nDepartment: Sales,,,\nE1,Ann,Lee,Sales\n")
    assert (names(), faults(run)) == ({"Ann Lee"}, [(2, "", "note")])


def test_header_that_each_page_repeats_is_nobody():
    run = bring_in_at_noon(f"{TWO}{HEAD}\nE3,Cy,Dorn,Ops\n")
    assert names() == {"Ann Lee", "Bo Coe", "Cy Dorn"}
    assert "Row 4 repeats the column names and is not imported." in run.notes


def test_header_is_found_below_a_wide_preamble():
    preamble = "Company,ACME,Date,2026-11-26\nReport,Headcount,User,HR\n"
    bring_in_at_noon(preamble + TWO)
    assert names() == {"Ann Lee", "Bo Coe"}


@pytest.mark.parametrize("is_workbook", [False, True])
def test_headings_in_two_rows_are_read_as_one(is_workbook):
    rows = [
        ["Employee ID", "Department", "Name", ""],
        ["", "", "First Name", "Last Name"],
        ["E1", "Ops", "Ann", "Lee"],
    ]
    data = workbook({"Staff": rows}) if is_workbook else "\n".join(map(",".join, rows))
    run = bring_in_at_noon(data)
    assert (names(), counts(run)) == ({"Ann Lee"}, (1, 0, 0, 0))
    assert "The column names are in rows 1 and 2." in run.notes


def test_row_of_groups_above_the_header_is_none():
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Person")
        sheet.merge_range(0, 3, 0, 4, "Job")
        sheet.write_row(1, 0, [*HEAD.split(","), "Location"])
        sheet.write_row(2, 0, ["E1", "Ann", "Lee", "Ops", "Berlin"])

    bring_in_at_noon(written(fill))
    assert names() == {"Ann Lee"}


def test_sheet_that_is_hidden_is_not_preferred_for_its_headings():
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Cover").write_row(0, 0, ["HR report", "2026"])
        book.add_worksheet("Data").write_column(0, 0, ["Employee ID", "E1"])
        book.get_worksheet_by_name("Data").write_column(0, 1, ["Name", "Ann Lee"])
        old = book.add_worksheet("Old")
        old.hide()
        old.write_row(0, 0, HEAD.split(","))
        old.write_row(1, 0, ["E9", "Old", "One", "Ops"])

    bring_in_at_noon(written(fill))
    assert names() == {"Ann Lee"}


STATUS = "Employee ID,First Name,Last Name,Status,Hire Date,Termination Date\n"


@pytest.mark.parametrize(
    "rows",
    [
        "E1,Ann,Lee,Terminated,2015-01-01,2018-06-30\nE1,Ann,Lee,Active,2024-02-01,\n",
        "E1,Ann,Lee,Active,2024-02-01,\nE1,Ann,Lee,Terminated,2015-01-01,2018-06-30\n",
        "E1,Ann,Lee,,2015-01-01,2018-06-30\nE1,Ann,Lee,,2024-02-01,\n",
        "E1,Ann,Lee,,2024-02-01,2018-06-30\nE1,Ann,Lee,Terminated,2015-01-01,2018-06-30\n",
    ],
)
def test_of_two_employments_of_one_person_the_current_one_is_used(rows):
    run = bring_in_at_noon(STATUS + rows)
    assert standing() == {"E1": EMPLOYED}
    assert [code for _row, _field, code in faults(run)] == ["former-employment"]


def test_two_current_rows_of_one_person_are_an_error_as_before():
    run = bring_in_at_noon(f"{STATUS}E1,Ann,Lee,Active,2015-01-01,\nE1,Ann,Lee,Active,2024-02-01,\n")
    assert faults(run) == [(3, "employee_id", "repeated")]


@pytest.mark.parametrize(
    "heads",
    ["Hire Date,Rehire Date,Termination Date", "Eintrittsdatum,Wiedereintritt,Austrittsdatum"],
)
def test_person_who_was_rehired_after_the_leaving_date_is_employed(heads):
    bring_in_at_noon(
        f"Employee ID,Name,{heads}\nE1,Ann Lee,2015-01-01,2024-01-01,2018-06-30\nE2,Bo Coe,2015-01-01,,2018-06-30\n"
    )
    assert standing() == {"E1": EMPLOYED, "E2": ("2018-06-30", False)}
    bring_in_at_noon("Employee ID,Name,Rehire Date,Termination Date\nE2,Bo Coe,2026-11-02,2018-06-30\n",
                     as_of=TODAY + timedelta(days=1))  # fmt: skip
    assert standing()["E2"] == EMPLOYED


@pytest.mark.parametrize(
    ("heads", "left", "stayed"),
    [
        ("Employment Status,Status", "Full-Time,Inactive", "Full-Time,Active"),
        ("Employment Status,Active", "Full-Time,No", "Part-Time,Yes"),
        ("Status,Active", "Exempt,No", "Exempt,Yes"),
    ],
)
def test_column_that_says_how_somebody_is_employed_does_not_say_whether(heads, left, stayed):
    bring_in_at_noon(f"Employee ID,Name,{heads}\nE1,Ann Lee,{left}\nE2,Bo Coe,{stayed}\n")
    assert standing() == {"E1": LEFT, "E2": EMPLOYED}


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("Activo", "Sí", "No"), ("En activo", "VERDADERO", "FALSO"), ("Actif (O/N)", "O", "N"),
        ("Active", "VRAI", "FAUX"),
        ("Employed?", "Yes", "No"), ("Angestellt", "ja", "nein"), ("Active", "✓", "✗"), ("Active", "on", "off"),
        ("STATUS", "1.0", "0.0"),
    ],
)  # fmt: skip
def test_yes_and_no_are_understood(heading, yes, no):
    bring_in_at_noon(f"Employee ID,Name,{heading}\nE1,Ann Lee,{yes}\nE2,Bo Coe,{no}\n")
    assert standing() == {"E1": EMPLOYED, "E2": LEFT}


@pytest.mark.parametrize(
    "heading",
    ["Inactive", "Is Inactive", "Inaktiv", "Nicht aktiv", "Unemployed", "Ausgeschieden (J/N)", "Left on?"],
)
def test_column_that_says_the_opposite_is_not_guessed_at(heading):
    run = bring_in_at_noon(f"Employee ID,Name,{heading}\nE1,Ann Lee,Yes\nE2,Bo Coe,No\n")
    assert (standing(), counts(run)) == ({"E1": EMPLOYED, "E2": EMPLOYED}, (2, 0, 0, 0))


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("Not active", "inactive"), ("Nicht mehr beschäftigt", "inactive"), ("No longer employed", "inactive"),
        ("Laid off", "inactive"), ("Verstorben", "inactive"), ("Licencié", "inactive"), ("Cesado", "inactive"),
        ("Ex-employee", "inactive"), ("Offboarding", "active"), ("Notice period", "active"), ("Baja médica", "active"),
        ("Licencia", "active"), ("Freigestellt", "active"), ("Pre-hire", None), ("Passiv", None),
    ],
)  # fmt: skip
def test_guess_at_a_status_word(word, guess):
    assert guess_of(word) == guess


@pytest.mark.parametrize(
    "cell",
    ["31-Dec-4712", "0001-01-01", "01/01/0001", "1900-01-01", "01.01.1900", "1899-12-30", "tbc", "?", "unknown",
     "indéfini", "unbegrenzt", "bis heute", "until further notice", "no end date", "NaT", "n.v.", "aktiv"],
)  # fmt: skip
def test_leaving_date_that_means_none(cell):
    run = bring_in_at_noon(f"Employee ID,Name,Termination Date\nE1,Ann Lee,{cell}\n")
    assert (standing(), counts(run)) == ({"E1": EMPLOYED}, (1, 0, 0, 0))


def test_first_day_of_a_calendar_is_no_date_of_hire():
    bring_in_at_noon(
        "Employee ID,Name,Hire Date\nE1,Ann Lee,1900-01-01\nE2,Bo Coe,01/01/1753\nE3,Cy Dorn,1900-01-02\n"
    )
    assert column("hired_on")() == {"E1": None, "E2": None, "E3": date(1900, 1, 2)}


def test_order_of_dates_is_that_of_the_other_columns():
    heads = "Employee ID,Name,Hire Date,Termination Date\n"
    run = bring_in_at_noon(f"{heads}E1,Ann Lee,03/25/2019,\nE2,Bo Coe,04/01/2019,05/06/2024\n")
    assert (standing()["E2"], run.undecided) == (("2024-05-06", False), [])
    run = check_at_noon(f"{heads}E1,Ann Lee,03/25/2019,\nE2,Bo Coe,25/03/2019,05/06/2024\n")
    assert run.undecided == ["left_on"]


@pytest.mark.parametrize(
    ("written_name", "stored"),
    [
        ("Dr. Anna Schmidt", ("Anna", "Schmidt")), ("Prof. Dr. Hans Meier", ("Hans", "Meier")),
        ("\"Schmidt, Dr. Eva\"", ("Eva", "Schmidt")), ("Herr Max Muster", ("Max", "Muster")),
        ("DUPONT Marie", ("Marie", "DUPONT")), ("LE GOFF Anne-Marie", ("Anne-Marie", "LE GOFF")),
        ("Marie CURIE", ("Marie", "CURIE")), ("J.R.R. Tolkien", ("J.R.R.", "Tolkien")),
        ("MARIE CURIE", ("MARIE", "CURIE")),
    ],
)  # fmt: skip
def test_name_is_taken_apart(written_name, stored):
    bring_in_at_noon(f"Employee ID,Name\nE1,{written_name}\n")
    assert first_and_last_names() == {stored}


@pytest.mark.parametrize("name", ["Dr. Ann Lee", "Frau Ann Lee", "LEE Ann", '"Lee, Dr. Ann"'])
def test_manager_is_found_by_a_name_with_a_title(name):
    bring_in_at_noon(f"Employee ID,Name,Manager\nE1,Ann Lee,\nE2,Bo Coe,{name}\n")
    assert managers() == {"E2": "E1"}


def test_name_beside_first_name_is_the_last_name():
    bring_in_at_noon("Pers.-Nr.;Name;Vorname\n1;von der Heide;Ann\n2;Bo Coe;Bo\n")
    assert first_and_last_names() == {("Ann", "von der Heide"), ("Bo", "Coe")}


def test_error_names_the_person_by_name_and_first_name():
    run = check_at_noon("Pers.-Nr.;Name;Vorname;Eintritt\n1;Lee;Ann;31.02.2020\n2;Bo Coe;Bo;31.02.2020\n")
    people = ImportFault.objects.filter(run=run).order_by("row_number").values_list("person", flat=True)
    assert list(people) == ["Ann Lee", "Bo Coe"]


def test_preferred_name_that_is_not_given_is_no_name():
    bring_in_at_noon(
        "Employee ID,First Name,Last Name,Preferred Name\nE1,Ann,Lee,N/A\nE2,Bo,None,none\nE3,Cy,Dorn,Di\n"
    )
    assert first_and_last_names() == {("Ann", "Lee"), ("Bo", "None"), ("Di", "Dorn")}


def test_people_who_are_missing_from_a_newer_directory_leave_when_somebody_says_so():
    def people(count: int) -> str:
        return "Employee ID,Name\n" + "".join(f"E{n},P{n} Q\n" for n in range(count))

    bring_in_at_noon(people(10), as_of=TODAY - timedelta(days=30))
    run = check_at_noon(people(8))
    answer_questions(run, {"missing_people": "yes"}, by=BY)
    check_rows(run, now=NOW)
    import_rows(run, by=BY, now=NOW)
    assert departed() == {"E8", "E9"}


@pytest.mark.parametrize("cell", ["1,002", "1'002", "1’002", "1\u00a0002", "1\u202f002", " 1,002 "])
def test_separators_of_thousands_are_no_part_of_an_id(cell):
    bring_in_at_noon(
        f'Employee ID,Name,Manager ID\n998,Ann Lee,"{cell}"\n"{cell}",Bo Coe,\n"12,345,678",Cy Dorn,998\n'
    )
    assert managers() == {"998": "1002", "12345678": "998"}
    assert set(standing()) == {"998", "1002", "12345678"}


def test_person_is_found_again_by_an_id_with_separators_of_thousands():
    bring_in_at_noon("Employee ID,Name\n1002,Ann Lee\n1000,Bo Coe\n")
    run = bring_in_at_noon('Employee ID,Name\n"1,002",Ann Lee\n"1,000",Bo Coe\n')
    assert (counts(run), set(standing())) == ((0, 0, 2, 0), {"1002", "1000"})


@pytest.mark.parametrize(
    "cell", ["12,34", "A1,002", "0,002", "1,0023", "1234,567", "1,002'003", "1.002", "1 002", "1,,002"]
)
def test_id_that_is_no_number_with_separators_of_thousands_stays(cell):
    bring_in_at_noon(f'Employee ID,Name\n"{cell}",Ann Lee\n')
    assert set(standing()) == {cell}


def test_id_that_was_kept_from_being_read_as_a_number_stays():
    bring_in_at_noon('Employee ID;Name\n"=""1,002""";Ann Lee\n')
    assert set(standing()) == {"1,002"}


def test_id_with_separators_of_thousands_is_not_rounded():
    run = check_at_noon('Employee ID,Name\n"123,456,789,012,345,000",Ann Lee\n')
    assert faults(run) == [(2, "employee_id", "id-rounded")]


def test_quotation_marks_that_a_backslash_escapes_are_part_of_a_cell():
    bring_in_at_noon(
        '"Employee ID","First Name","Last Name","Department","Location"\n'
        r'"E1","Ann \"Annie\"","Lee","Ops, \"EMEA\"","\\\\files\\hr\\"' "\n"
        r'"E2","\"Bo\"","Coe",\N,"C:\temp"' "\n"
    )  # fmt: skip
    assert first_and_last_names() == {('Ann "Annie"', "Lee"), ('"Bo"', "Coe")}
    places = PersonAttributes.objects.values_list("person__employee_id", "department", "location")
    assert set(places) == {("E1", 'Ops, "EMEA"', "\\\\files\\hr\\"), ("E2", "", r"C:\temp")}
