"""What goals show of their check-ins, what matches count of their goals, and what a day counts."""

from datetime import date

import pytest

from goals.actions import count_goals, refresh_goals
from goals.rollups import GoalCounter
from programs.models import Match
from tests.factories.goals import make_check_in, make_goal
from tests.factories.programs import make_match, make_program

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 1)
pytestmark = pytest.mark.usefixtures("scope")


def counted(match: Match) -> tuple[int, int]:
    match.refresh_from_db()
    return match.goals_agreed, match.goals_met


def test_goal_shows_its_latest_check_in_whatever_order_they_came_in():
    goal = make_goal()
    make_check_in(goal=goal, checked_on=LAST, progress_percent=40, is_stuck=True)
    make_check_in(goal=goal, checked_on=FIRST, progress_percent=60)
    refresh_goals(goal.match.program_id)
    goal.refresh_from_db()
    assert (goal.progress_percent, goal.last_check_in_on, goal.is_stuck) == (40, LAST, True)


def test_goal_whose_check_ins_are_gone_is_at_zero():
    goal = make_goal(progress_percent=80, last_check_in_on=FIRST, is_stuck=True)
    refresh_goals(goal.match.program_id)
    goal.refresh_from_db()
    assert (goal.progress_percent, goal.last_check_in_on, goal.is_stuck) == (0, None, False)


@pytest.mark.parametrize(
    ("state", "percent", "expected"),
    [
        ("agreed", 100, ("met", LAST)),
        ("agreed", 99, ("agreed", None)),
        ("proposed", 100, ("proposed", None)),
        ("dropped", 100, ("dropped", None)),
    ],
)
def test_only_an_agreed_goal_is_met_by_a_check_in(state, percent, expected):
    goal = make_goal(state=state)
    make_check_in(goal=goal, checked_on=LAST, progress_percent=percent)
    refresh_goals(goal.match.program_id)
    goal.refresh_from_db()
    assert (goal.state, goal.met_on) == expected


def test_other_programs_goals_are_left_alone():
    goal, other = make_goal(), make_goal()
    for each in (goal, other):
        make_check_in(goal=each, progress_percent=50)
    refresh_goals(goal.match.program_id)
    other.refresh_from_db()
    assert other.progress_percent == 0
    assert counted(other.match) == (0, 0)


def test_match_counts_agreed_and_met_goals_and_no_others():
    match = make_match(goals_agreed=9, goals_met=9)
    for n, state in enumerate(("agreed", "agreed", "met", "proposed", "dropped")):
        make_goal(match=match, title=f"Goal {n}", state=state)
    count_goals(match.program_id)
    assert counted(match) == (3, 1)


def test_only_the_named_matches_are_counted():
    program = make_program()
    one, other = make_match(program=program), make_match(program=program)
    for match in (one, other):
        make_goal(match=match)
    count_goals(program.pk, match_ids=[one.pk])
    assert (counted(one), counted(other)) == ((1, 0), (0, 0))


def test_day_counts_its_check_ins_and_met_goals_between_the_two_days():
    match = make_match()
    for n, day in enumerate((date(2026, 8, 31), FIRST, FIRST, LAST, date(2026, 10, 2))):
        goal = make_goal(match=match, title=f"Goal {n}", state="met", met_on=day)
        make_check_in(goal=goal, checked_on=day)
    make_check_in(checked_on=FIRST)  # of another program
    assert GoalCounter().count(match.program_id, FIRST, LAST) == {
        FIRST: {"check_ins": 2, "goals_met": 2},
        LAST: {"check_ins": 1, "goals_met": 1},
    }
