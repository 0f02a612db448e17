"""What goals say of a match's health: the borders of each rule, the facts in the database, and the sentences."""

from datetime import date, timedelta

import pytest

from goals.health.provider import GoalHealth
from goals.health.rules import GoalFacts, goal_agreed, progress
from mentoring.tenancy.scope import tenant_scope
from programs.enums import Health
from programs.extensions import EvaluatedMatch
from programs.health.evaluate import evaluate_program
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import MatchFacts
from programs.models import Match
from tests.factories.goals import make_goal, make_milestone
from tests.programs.conftest import TODAY


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("agreed", "held", "age", "expected"),
    [
        (0, 2, 60, None),
        (0, 3, 10, "no-goal"),
        (0, 0, 61, "no-goal"),
        (1, 9, 200, None),
    ],
)
def test_borders_of_the_goal_rule(agreed, held, age, expected):
    signal = goal_agreed(
        GoalFacts(agreed=agreed), started_on=ago(age), held_count=held, day=TODAY, calendar=PausableCalendar()
    )
    assert (signal.code if signal else None) == expected
    assert signal is None or signal.level == Health.ATTENTION


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        (GoalFacts(overdue=[TODAY]), None),
        (GoalFacts(overdue=[ago(1)]), "milestone-overdue"),
        (GoalFacts(stuck_since=ago(9)), "stuck"),
        (GoalFacts(overdue=[ago(1)], stuck_since=ago(9)), "milestone-overdue"),
        (GoalFacts(), None),
    ],
)
def test_borders_of_the_progress_rule(goal, expected):
    signal = progress(goal, day=TODAY)
    assert (signal.code if signal else None) == expected


def stored_signals(organization, match: Match) -> list[str]:
    with tenant_scope(organization.id):
        evaluate_program(match.program, today=TODAY, match_ids=[match.pk])
        match.refresh_from_db()
    return [signal["code"] for signal in match.signals]


def test_goal_that_is_agreed_on_time_and_goes_on_gives_no_signal(organization, held):
    match = held(70, 3, 17, 31)
    with tenant_scope(organization.id):
        make_milestone(goal=make_goal(match=match), due_on=TODAY)
    assert stored_signals(organization, match) == []
    assert match.health == Health.ON_TRACK


def test_match_without_a_goal_needs_attention_from_day_61(organization, held):
    young, old = held(60, 3, 17, goals_agreed=0), held(61, 3, 17, goals_agreed=0)
    assert stored_signals(organization, young) == []
    assert stored_signals(organization, old) == ["no-goal"]
    assert (old.health, old.health_since) == (Health.ATTENTION, TODAY)


@pytest.mark.parametrize(
    ("goal", "step", "expected"),
    [
        ({}, {"due_on": ago(1)}, ["milestone-overdue"]),
        ({}, {"due_on": ago(1), "done_on": ago(1)}, []),
        ({}, {"due_on": None}, []),
        ({"state": "dropped"}, {"due_on": ago(1)}, []),
        ({"state": "proposed"}, {"due_on": ago(1)}, []),
        ({"state": "met"}, {"due_on": ago(1)}, []),
    ],
)
def test_only_an_open_step_of_an_agreed_goal_can_be_overdue(organization, held, goal, step, expected):
    match = held(70, 3, 17)
    with tenant_scope(organization.id):
        make_milestone(goal=make_goal(match=match, **goal), **step)
    assert stored_signals(organization, match) == expected


def test_mentee_who_is_stuck_needs_attention_since_the_check_in(organization, held):
    match = held(70, 3, 17)
    with tenant_scope(organization.id):
        make_goal(match=match, is_stuck=True, last_check_in_on=ago(9))
    assert stored_signals(organization, match) == ["stuck"]
    assert (match.health, match.health_since) == (Health.ATTENTION, ago(9))


def test_match_of_another_program_gets_no_signal_from_these_goals(organization, held):
    match, other = held(70, 3, 17), held(70, 3, 17)
    with tenant_scope(organization.id):
        make_milestone(goal=make_goal(match=match), due_on=ago(1))
    assert stored_signals(organization, other) == []


def test_goals_of_any_number_of_matches_cost_two_queries(
    organization, program, held, django_assert_num_queries
):
    matches = [held(70, 3, 17) for _ in range(3)]
    with tenant_scope(organization.id):
        for match in matches:
            make_milestone(goal=make_goal(match=match), due_on=ago(1))
        for some in (matches[:1], matches):
            evaluated = [EvaluatedMatch(match.pk, facts_of(match), goals_agreed=1) for match in some]
            with django_assert_num_queries(2):
                found = GoalHealth().signals(program, evaluated)
            assert {key: [signal.code for signal in signals] for key, signals in found.items()} == {
                match.pk: ["milestone-overdue"] for match in some
            }


def facts_of(match: Match) -> MatchFacts:
    return MatchFacts(
        started_on=match.started_on, day=TODAY, meeting_interval_days=14, held_count=2, last_held_on=ago(3),
        next_planned_on=None, calendar=PausableCalendar(),
    )  # fmt: skip
