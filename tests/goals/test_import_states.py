"""Numbers and states of goals from a file, with headings and words in English and German."""

from datetime import date
from decimal import Decimal

import pytest

from goals.models import CheckIn, Goal, Milestone
from programs.models import Match
from tests.factories.goals import make_goal, make_goal_agreement
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
    before = list(Goal.objects.order_by("pk").values())
    assert counts(bring(match, *rows)) == (0, 0, 6, 0)
    assert list(Goal.objects.order_by("pk").values()) == before


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


VALUES = "mentee,goal,Baseline,Target,checked_on,value,pace,note,milestone,milestone due on,milestone done on"


def test_value_sets_the_progress_and_a_file_closes_its_own_goals(match):
    rows = (
        "E2,Speak,0,4,2026-10-01,3,stuck,No room,,,",
        "E2,Speak,,,2026-10-08,4,,,,,",
        "E2,Cut,9,3,2026-10-08,1,,,,,",
    )
    bring(match, VALUES, *rows)
    cut, speak = Goal.objects.order_by("title")
    first = CheckIn.objects.get(goal=speak, checked_on=date(2026, 10, 1))
    assert (first.progress_percent, first.pace, first.is_stuck, first.note) == (75, "stuck", True, "No room")
    day = date(2026, 10, 8)
    assert (speak.state, speak.met_on, speak.closed_on, speak.attainment) == ("met", day, day, "met")
    assert (cut.state, cut.closed_on, cut.attainment, cut.current_value) == ("met", day, "exceeded", 1)


def test_goal_that_is_met_without_a_check_in_is_complete(match):
    bring(match, ENGLISH, "E2,Speak,,,met,2026-09-30")
    assert Goal.objects.get().progress_percent == 100


def test_goal_that_the_two_agreed_on_here_is_not_closed_by_a_file(match):
    goal = make_goal(match=match, title="Speak", baseline=0, target=4)
    make_goal_agreement(goal=goal, role="mentor", agreed_at="2026-09-01T09:00Z")
    bring(match, VALUES, "E2,Speak,,,2026-10-08,4,,,,,")
    goal.refresh_from_db()
    assert (goal.state, goal.progress_percent, goal.current_value) == ("agreed", 100, 4)


def test_two_check_ins_on_a_day_are_two_and_the_later_row_is_the_latest(match):
    rows = [VALUES, "E2,Speak,0,4,2026-10-08,1,,,,,", "E2,Speak,0,4,2026-10-08,2,,,,,"]
    assert counts(bring(match, *rows)) == (2, 0, 0, 0)
    assert counts(bring(match, *rows)) == (0, 0, 2, 0)
    assert (CheckIn.objects.count(), Goal.objects.get().current_value) == (2, 2)


def test_milestones_come_in_once_and_are_ticked_off_later(match):
    bring(match, VALUES, "E2,Speak,,,,,,,Outline,2026-12-01,")
    assert counts(bring(match, VALUES, "E2,Speak,,,,,,,Outline,,2026-10-30")) == (0, 1, 0, 0)
    (milestone,) = Milestone.objects.all()
    assert (milestone.title, milestone.due_on, milestone.done_on) == (
        "Outline", date(2026, 12, 1), date(2026, 10, 30)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("E2,Speak,,,,3,,,,,", ("checked_on", "missing")),
        ("E2,Speak,,,,,,only a note,,,", ("checked_on", "missing")),
        ("E2,Speak,,,,,,,,2026-10-01,", ("milestone", "missing")),
        ("E2,Speak,,,,,,,Outline,,2026-11-03", ("milestone_done_on", "future")),
        ("E2,Due,,,,,,,Outline,2027-02-01,", ("milestone_due_on", "range")),
    ],
)
def test_bad_check_ins_and_milestones_get_a_sentence(match, row, fault):
    make_goal(match=match, title="Due", due_on=date(2027, 1, 31))
    assert faults(bring(match, VALUES, row)) == [(2, *fault)]
