"""Participants, matches and events as people write them, with the result that each file must have."""

import pytest

from mentoring.imports.actions import check_rows, correct_cells, start_import
from mentoring.imports.actions.corrections import Cell
from mentoring.imports.amounts import parse_count, parse_minutes, parse_rating
from mentoring.imports.cells import CellFault, parse_time
from mentoring.imports.exports import rows_with_reasons
from mentoring.imports.moments import parse_deadline, parse_moment
from mentoring.people.models import EmploymentEvent, PersonAttributes
from programs.models import Match, Participant
from tests.factories.programs import make_program
from tests.imports.importing import BY, NOW, TODAY, bring_in, checked, counts, faults, start

pytestmark = pytest.mark.usefixtures("scope")
PEOPLE = "Employee ID,First Name,Last Name\nE1,Ann,Lee\nE2,Bo,Coe\nE3,Cy,Dorn\n"
START = "Mentor,Mentee,Start,End\n"


@pytest.fixture
def program():
    return make_program()


def matches() -> list[tuple]:
    rows = Match.objects.order_by("started_on").values_list("started_on", "ended_on", "state")
    return [(started.isoformat(), ended and ended.isoformat(), state) for started, ended, state in rows]


def test_match_that_ended_is_not_started_again_without_a_word(program):
    bring_in(PEOPLE)
    bring_in(f"{START}E1,E2,2025-01-01,2025-06-30\n", kind="matches", target_id=program.pk)
    run = bring_in(f"{START}E1,E2,2026-01-01,\n", kind="matches", target_id=program.pk)
    assert (counts(run), faults(run)) == ((0, 0, 0, 1), [(2, "started_on", "ended-before")])
    assert matches() == [("2025-01-01", "2025-06-30", "ended")]


def test_same_two_people_twice_in_one_file(program):
    bring_in(PEOPLE)
    text = f"{START}E1,E2,2025-01-01,2025-06-30\nE1,E2,2026-01-01,\nE1,E2,2025-01-01,2025-06-30\nE1,E3,2026-01-01,\n"
    run = bring_in(text, kind="matches", target_id=program.pk)
    assert (counts(run), faults(run)) == ((2, 0, 1, 1), [(3, "started_on", "repeated")])
    assert [match[0] for match in matches()] == ["2025-01-01", "2026-01-01"]


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("Looking for a mentor", "mentee"), ("I want a mentor", "mentee"), ("Ich suche einen Mentor", "mentee"),
        ("Busco mentor", "mentee"), ("Want to be mentored", "mentee"), ("Looking for a mentee", "mentor"),
        ("I'd like to be a mentor", "mentor"), ("Mentorin/Mentee", "both"), ("Mentor and also mentee", "both"),
        ("Either", "both"),
    ],
)  # fmt: skip
def test_guess_at_a_role(program, word, guess):
    bring_in(PEOPLE)
    run = checked(f"Employee ID,Role\nE1,{word}\n", kind="participants", target_id=program.pk)
    assert [question["guess"] for question in run.questions] == [guess]


@pytest.mark.parametrize(
    "word",
    ["Resignation withdrawn", "Rücknahme der Kündigung", "Termination rescinded", "Démission retirée",
     "Storno Austritt", "Rehire after termination", "Wiedereintritt", "Promotion cancelled"],
)  # fmt: skip
def test_event_that_was_taken_back_is_none(word):
    bring_in(PEOPLE)
    run = bring_in(f"Employee ID,Event,Date\nE1,{word},2026-03-01\n", kind="employment-events")
    assert [question["guess"] for question in run.questions] == ["-"]
    assert not EmploymentEvent.objects.exists()


@pytest.mark.parametrize(
    ("word", "event"),
    [
        ("Abgang", "exit"), ("Jubilación", "exit"), ("Baja voluntaria", "exit"), ("Retraite", "exit"),
        ("Promoción", "promotion"), ("Höhergruppierung", "promotion"), ("Abteilungswechsel", "move"),
        ("Changement de service", "move"), ("Demotion", None), ("Title change", None),
    ],
)  # fmt: skip
def test_event_is_understood(word, event):
    bring_in(PEOPLE)
    bring_in(f"Employee ID,Event,Date\nE1,{word},2026-03-01\n", kind="employment-events")
    assert list(EmploymentEvent.objects.values_list("kind", flat=True)) == ([event] if event else [])


def value_of(found):
    return None if isinstance(found, CellFault) else found


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("2+", 2), ("2 (two)", 2), ("max: 2", 2), ("2 Mentees maximal", 2), ("zwei", 2), ("ein bis zwei", 2),
        ("between 1 and 3", 3), ("2/3", 3), ("~2", 2), ("≤2", 2), ("jusqu'à 2", 2), ("a few", None), ("a lot", None),
        ("1, maybe 2", None), ("2 hours per week", None),
    ],
)  # fmt: skip
def test_number_of_mentees(cell, count):
    assert value_of(parse_count(cell)) == count


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("one hour", 60), ("eine Stunde", 60), ("half an hour", 30), ("halbe Stunde", 30), ("½ h", 30),
        ("1½ hours", 90),
        ("ca. 60 min", 60), ("~60", 60), ("60 mn", 60), ("an hour", 60), ("a few minutes", None), ("45-60 min", None),
    ],
)  # fmt: skip
def test_length_of_a_session(cell, minutes):
    assert value_of(parse_minutes(cell)) == minutes


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        ("5 - excellent", 5),
        ("4 (good)", 4),
        ("Excellent (5)", 5),
        ("3 = ok", 3),
        ("4*", 4),
        ("80%", 4),
        ("85%", None),
    ],
)
def test_rating_with_a_label(cell, rating):
    assert value_of(parse_rating(cell)) == rating


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("21h", "21:00"),
        ("21:00-22:00", "21:00"),
        ("21:00 – 22:00", "21:00"),
        ("0.875", "21:00"),
        ("0.30", "00:30"),
    ],
)
def test_time_of_a_session(cell, time):
    assert value_of(parse_time(cell)).isoformat("minutes") == time


@pytest.mark.parametrize(
    "cell", ["2026-10-26 23:30 GMT+1", "2026-10-26 23:30 UTC+01:00", "2026-10-26T23:30+0100"]
)
def test_moment_with_an_offset(cell):
    moment = parse_moment(cell)
    assert moment.local("UTC", "UTC")[1].isoformat("minutes") == "22:30"


@pytest.mark.parametrize(
    "cell",
    ["Q4-26", "4Q26", "Q4'26", "Q4, 2026", "4T 2026", "4e trimestre 2026", "H2 2026", "2. Halbjahr 2026", "Dec 2026",
     "Dezember 2026", "décembre 2026", "diciembre de 2026", "Ende 2026", "end of 2026", "fin 2026", "by Q4 2026",
     "End of December 2026", "by 2026-12-31"],
)  # fmt: skip
def test_deadline_is_the_last_day(cell):
    assert parse_deadline(cell).isoformat() == "2026-12-31"


@pytest.mark.parametrize("cell", ["Q4 0000", "Weekend 2026", "Q5 2026", "mid 2026"])
def test_deadline_that_is_none_is_an_error(cell):
    assert parse_deadline(cell).code == "date"


@pytest.mark.parametrize(
    "cell",
    [
        "E1 - Ann Lee",
        "Ann Lee - E1",
        "E1: Ann Lee",
        "Ann Lee/E1",
        "Ann Lee <ann@x.example>",
        "mailto:ann@x.example",
    ],
)
def test_manager_by_id_and_name(cell):
    bring_in(
        f"Employee ID,Name,Work Email,Manager\nE1,Ann Lee,ann@x.example,\nE2,Ann Bo,,\nE3,Cy Dorn,,{cell}\n"
    )
    rows = PersonAttributes.objects.filter(manager__isnull=False)
    assert list(rows.values_list("person__employee_id", "manager__employee_id")) == [("E3", "E1")]


def test_manager_whose_id_and_name_disagree_is_nobody():
    run = bring_in("Employee ID,Name,Manager\nE1,Ann Lee,\nE2,Ann Bo,E1 - Ann Bo\n")
    assert faults(run) == [(3, "manager", "person-unknown")]


def test_manager_id_that_a_program_wrote_as_a_decimal():
    bring_in("Employee ID,Name,Manager ID\n1001,Ann Lee,\n1002,Ann Bo,1001.0\n")
    assert PersonAttributes.objects.get(manager__isnull=False).manager.employee_id == "1001"


NAMES = "Mentor First Name,Mentor Last Name,Mentee First Name,Mentee Last Name,Start"


def pairs() -> list[tuple]:
    rows = Match.objects.order_by("mentee__person__employee_id")
    return list(rows.values_list("mentor__person__employee_id", "mentee__person__employee_id"))


@pytest.mark.parametrize(
    "header",
    [
        NAMES,
        "mentorFirstName,mentorLastName,mentee_first_name,mentee_last_name,Start",
        "First Name (Mentor),Last Name (Mentor),First Name (Mentee),Last Name (Mentee),Start",
        "Mentor Vorname,Mentor Nachname,Mentee Vorname,Mentee Nachname,Beginn",
        "Vorname Mentor/in,Name Mentor/in,Vorname des Mentees,Name des Mentees,Beginn",
        "Prénom du mentor,Nom du mentor,Prénom de la mentorée,Nom de la mentorée,Date de début",
        "Nombre de la mentora,Apellidos de la mentora,Nombre del mentorado,Apellidos del mentorado,Fecha de inicio",
    ],
)
def test_columns_of_first_and_last_names_are_joined(program, header):
    bring_in(PEOPLE)
    text = f"{header}\nAnn,Lee,Bo,Coe,2026-01-01\nann,LEE,Cy,Dorn,2026-01-02\n"
    run, mapping = start_import(
        "matches", text.encode(), by=BY, as_of=TODAY, file_name="m.csv", target_id=program.pk
    )
    assert (mapping.needs_confirmation, run.notes) == (False, [])
    run = bring_in(text, kind="matches", target_id=program.pk)
    assert (counts(run), faults(run)) == ((2, 0, 0, 0), [])
    assert pairs() == [("E1", "E2"), ("E1", "E3")]


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,Role",
        "Your first name,Your last name,Role",
        "Nachname,Vorname,Rolle",
        "Name,Vorname,Rolle",
    ],
)
def test_names_of_the_only_person_of_a_row(program, header):
    bring_in(PEOPLE)
    row = "Lee,Ann" if header.startswith("Na") else "Ann,Lee"
    run = bring_in(f"{header}\n{row},Mentor\n", kind="participants", target_id=program.pk)
    assert (counts(run), faults(run)) == ((1, 0, 0, 0), [])
    assert list(Participant.objects.values_list("person__employee_id", "role")) == [("E1", "mentor")]


def test_full_name_beside_a_first_name(program):
    bring_in(PEOPLE)
    rows = 'Ann Lee,Ann,mentor\n"Coe, Bo",Bo,mentee\n'
    run = bring_in(f"Name,First Name,Role\n{rows}", kind="participants", target_id=program.pk)
    assert (counts(run), faults(run)) == ((2, 0, 0, 0), [])


@pytest.mark.parametrize("key", ["Mentor ID", "Mentor Email", "E-Mail Mentor"])
def test_names_are_not_used_beside_an_id_or_address(program, key):
    bring_in(
        "Employee ID,First Name,Last Name,Work Email\nE1,Ann,Lee,a@x.example\nE2,Bo,Coe,\nE3,Ann,Lee,b@x.example\n"
    )
    first = bring_in(f"{NAMES}\nBo,Coe,Bo,Coe,2026-01-01\n", kind="matches", target_id=program.pk)
    assert faults(first) == [(2, "mentee", "self")]
    cell = "E3" if key == "Mentor ID" else "b@x.example"
    text = f"{NAMES},{key}\nAnn,Lee,Bo,Coe,2026-01-01,{cell}\n"
    run = bring_in(text, kind="matches", target_id=program.pk)
    assert (counts(run), faults(run)) == ((1, 0, 0, 0), [])
    assert pairs() == [("E3", "E2")]
    # The next file without the ids is joined as before.
    again = bring_in(f"{NAMES}\nAnn,Lee,Bo,Coe,2026-01-01\n", kind="matches", target_id=program.pk)
    assert faults(again) == [(2, "mentor", "person-not-unique")]


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,First Name,Last Name,Start",
        "First Name,Last Name,Mentee First Name,Mentee Last Name,Start",
        "Mentor First Name,Mentor First Name,Mentor Last Name,Mentee ID,Start",
    ],
)
def test_names_of_an_unclear_person_are_not_joined(program, header):
    run = start(f"{header}\nAnn,Lee,Bo,Coe,2026-01-01\n", kind="matches", target_id=program.pk)
    assert "mentor" not in run.mapping


def test_joined_names_are_corrected_on_the_page_or_in_the_file_of_reasons(program):
    bring_in(PEOPLE)
    text = (
        f"{NAMES},Remark,Salary\nAnn,Leee,Bo,Coe,2026-01-01,x,1\nAnn,Lee,Cy,Dorn,2026-01-02,y,2\nAnn,,,,,,\n"
    )
    run = checked(text, kind="matches", target_id=program.pk)
    assert [(column["header"], column["joined"]) for column in run.columns][:2] == [
        ("Mentor First Name", "Mentor First Name + Mentor Last Name"),
        ("Mentor Last Name", "Mentor First Name + Mentor Last Name"),
    ]
    assert (run.columns[-2]["header"], run.columns[-2]["samples"]) == (
        "Mentor First Name + Mentor Last Name", ["Ann Leee", "Ann Lee"],
    )  # fmt: skip
    assert faults(run) == [
        (2, "mentor", "person-unknown"), (4, "mentee", "missing"), (4, "started_on", "missing"),
    ]  # fmt: skip
    table = rows_with_reasons(run)
    assert table.heads == ["Import problem", *NAMES.split(","), "Remark"]
    assert table.rows[0][1:] == ["Ann", "Leee", "Bo", "Coe", "2026-01-01", "x"]
    assert table.rows[0][0].startswith("Mentor First Name + Mentor Last Name: Nobody in the file")
    correct_cells(run, by=BY, cells={Cell(2, "mentor"): "Ann Lee"})
    check_rows(run, now=NOW)
    assert counts(run) == (2, 0, 0, 1)
    again = bring_in(table.csv.replace("Leee", "Lee"), kind="matches", target_id=program.pk)
    assert (counts(again), [row for row, _field, _code in faults(again)]) == ((1, 0, 0, 1), [3, 3])


def test_names_in_another_script(program):
    bring_in("Employee ID,First Name,Last Name\nE1,Ivan,Petrov\nE2,Γιώργος,Παπαδόπουλος\n")
    text = "Mentor,Mentee,Start\nИван Петров,Giorgos Papadopoulos,2026-01-01\n"
    bring_in(text, kind="matches", target_id=program.pk)
    assert pairs() == [("E1", "E2")]


def test_single_name_is_no_id(program):
    bring_in("Employee ID,First Name,Last Name\nann,Bo,Coe\nE2,Sukarno,\n")
    text = "First Name,Last Name,Role\nAnn,N/A,mentor\n,Sukarno,mentor\n-,,mentee\n"
    run = bring_in(text, kind="participants", target_id=program.pk)
    assert faults(run) == [(2, "person", "person-unknown"), (4, "person", "missing")]
    assert list(Participant.objects.values_list("person__employee_id", flat=True)) == ["E2"]


def test_goals_by_the_names_of_mentees(program):
    bring_in(PEOPLE)
    bring_in(f"{START}E1,E2,2025-01-01,\n", kind="matches", target_id=program.pk)
    run = bring_in("First Name,Last Name,Goal\nBo,Coe,Speak up\n", kind="goals", target_id=program.pk)
    assert (counts(run), faults(run)) == ((1, 0, 0, 0), [])
