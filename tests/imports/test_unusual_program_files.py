"""Participants, matches and events as people write them, with the result that each file must have."""

import pytest

from mentoring.people.models import EmploymentEvent
from programs.models import Match
from tests.factories.programs import make_program
from tests.imports.importing import bring_in, checked, counts, faults

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
