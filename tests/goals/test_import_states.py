"""Numbers and states of goals from a file, with headings and words in English and German."""

from datetime import date
from decimal import Decimal

import pytest

from goals.models import Goal
from programs.models import Match
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.imports.importing import bring_in, counts, faults

ENGLISH = "mentee,goal,Start value,Target value,Goal status,Met on"
GERMAN = "mentee,Ziel,Ausgangswert,Zielwert,Zielstatus,Erreicht am"
pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def match(scope) -> Match:
    program = make_program(starts_on=date(2026, 1, 1))
    mentee = make_participant(program=program, role="mentee", person=make_person(employee_id="E2"))
    return make_match(program=program, mentee=mentee, overridden_by=None)


def bring(match: Match, *rows: str):
    return bring_in("\n".join(rows) + "\n", kind="goals", target_id=match.program_id)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (ENGLISH, ("planned", "submitted", "in progress", "completed", "superseded", "abandoned")),
        (GERMAN, ("Entwurf", "vorgeschlagen", "vereinbart", "erreicht", "ersetzt", "aufgegeben")),
    ],
)
def test_every_state_comes_in_and_the_same_file_changes_nothing(match, header, words):
    rows = [header, *(f"E2,Goal {n},0,4,{word}," for n, word in enumerate(words))]
    assert counts(bring(match, *rows)) == (6, 0, 0, 0)
    states = list(Goal.objects.order_by("title").values_list("state", "attainment"))
    assert states == [
        ("draft", ""), ("proposed", ""), ("agreed", ""),
        ("met", "met"), ("replaced", "not_met"), ("dropped", "not_met"),
    ]  # fmt: skip
    before = list(Goal.objects.values())
    assert counts(bring(match, *rows)) == (0, 0, 6, 0)
    assert list(Goal.objects.values()) == before


def test_direction_and_threshold_follow_from_the_numbers(match):
    bring(match, ENGLISH, "E2,Cut overtime,9,3,active,", "E2,Speak,0,4,met,2026-09-30")
    cut, speak = Goal.objects.order_by("title")
    assert (cut.direction, cut.baseline, cut.exceeded_from) == ("lower", Decimal(9), Decimal(1))
    assert (speak.direction, speak.exceeded_from) == ("raise", Decimal(5))
    assert speak.met_on == speak.closed_on == date(2026, 9, 30)


def test_a_closed_goal_is_not_opened_by_a_later_file(match):
    bring(match, ENGLISH, "E2,Speak,0,4,met,2026-09-30")
    assert counts(bring(match, ENGLISH, "E2,Speak,0,4,active,")) == (0, 0, 1, 0)
    assert Goal.objects.get().state == "met"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("E2,Speak,4,4,,", ("target", "range")),
        ("E2,Speak,0,4,met,2026-11-03", ("closed_on", "future")),
    ],
)
def test_bad_numbers_and_days_get_a_sentence(match, row, fault):
    assert faults(bring(match, ENGLISH, row)) == [(2, *fault)]
    assert not Goal.objects.exists()
