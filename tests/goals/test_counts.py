"""Counts of goals equal the raw rows, for random histories; the published cases come out of the summary."""

import json
import math
import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest import approx

from goals.actions import count_goals, refresh_goals
from goals.models import CheckIn, Goal, GoalAgreement
from goals.summary import goal_summary
from programs.models import DailyCount, Match
from programs.rollups.daily_counts import store_days
from tests.data import PUBLISHED_CASES
from tests.factories.goals import make_check_in, make_goal, make_goal_agreement
from tests.factories.programs import make_match, make_program

FIRST, DAYS = date(2026, 3, 1), 40
STATES = ("draft", "proposed", "agreed", "met", "met", "replaced", "dropped")
LEVELS = {"not_met": -1, "met": 0, "exceeded": 1}
GAS = [case for case in json.loads(PUBLISHED_CASES.read_text())["cases"] if case["id"].startswith("GAS-")]
pytestmark = pytest.mark.usefixtures("scope")


def random_history(seed):
    """A program whose matches have goals in random states, with check-ins on random days; and a second one."""
    dice = random.Random(seed)
    for program in (make_program(), make_program()):
        for _ in range(dice.randrange(1, 5)):
            match = make_match(program=program, goals_agreed=9, goals_met=9, held_count=dice.randrange(6))
            for n in range(dice.randrange(5)):
                random_goal(dice, match, f"Goal {n}")
    return program


def random_goal(dice, match, title):
    day = lambda: FIRST + timedelta(days=dice.randrange(DAYS))  # noqa: E731
    state = dice.choice(STATES)
    goal = make_goal(
        match=match,
        title=title,
        state=state,
        agreed_on=None if state in ("draft", "proposed") else FIRST,
        met_on=day() if state == "met" else None,
        attainment={"met": dice.choice(["met", "exceeded"]), "dropped": "not_met"}.get(state, ""),
    )
    if dice.random() < 0.7:
        make_goal_agreement(goal=goal, role="mentor", agreed_at=timezone.now())
    for _ in range(dice.randrange(5)):
        confirmed = timezone.now() if dice.random() < 0.5 else None
        # Some reach 100 %: an agreed goal is met then.
        percent = dice.choice([0, 20, 60, 90, 100])
        make_check_in(
            goal=goal,
            checked_on=day(),
            created_at=timezone.now(),
            progress_percent=percent,
            confirmed_at=confirmed,
        )


def latest(goal):
    check_ins = sorted(CheckIn.objects.filter(goal=goal), key=lambda it: (it.checked_on, it.created_at))
    return check_ins[-1] if check_ins else None


@pytest.mark.parametrize("seed", range(8))
def test_counts_equal_the_raw_rows(seed):
    program = random_history(seed)
    refresh_goals(program.pk)
    count_goals(program.pk)
    store_days(program.pk, FIRST, FIRST + timedelta(days=DAYS))
    goals = [goal for goal in Goal.objects.select_related("match") if goal.match.program_id == program.pk]
    check_ins = [it for it in CheckIn.objects.all() if it.program_id == program.pk]

    for match in Match.objects.filter(program=program):
        states = [goal.state for goal in goals if goal.match_id == match.pk]
        assert match.goals_met == states.count("met")
        assert match.goals_agreed == states.count("met") + states.count("agreed")

    rows = DailyCount.objects.filter(program=program)
    met_by_day = Counter(goal.met_on for goal in goals if goal.state == "met")
    assert Counter({row.day: row.goals_met for row in rows}) == met_by_day
    assert Counter({row.day: row.check_ins for row in rows}) == Counter(it.checked_on for it in check_ins)


@pytest.mark.parametrize("seed", range(8))
def test_summary_equals_plain_python(seed):
    program = random_history(seed)
    refresh_goals(program.pk)
    goals = [goal for goal in Goal.objects.select_related("match") if goal.match.program_id == program.pk]
    matches = list(Match.objects.filter(program=program))
    held = sum(match.held_count for match in matches)
    agreed = [goal for goal in goals if goal.agreed_on]
    closed = [goal for goal in agreed if goal.state in ("met", "replaced", "dropped")]
    met = [goal for goal in closed if goal.state == "met"]
    by_match = defaultdict(list)
    for goal in closed:
        by_match[goal.match_id].append(LEVELS[goal.attainment or "not_met"])
    scores = [50 + 10 * sum(x) / math.sqrt(0.7 * len(x) + 0.3 * len(x) ** 2) for x in by_match.values()]

    found = goal_summary(program)
    assert (found.agreed, found.closed, found.met) == (len(agreed), len(closed), len(met))
    assert found.exceeded == sum(goal.attainment == "exceeded" for goal in met)
    assert (found.matches, found.sessions_held) == (len(matches), held)
    assert found.share == (len(met) / len(closed) if closed else None)
    assert found.met_per_match == len(met) / len(matches)
    last = {goal.pk: latest(goal) for goal in met}
    theirs = set(GoalAgreement.objects.values_list("goal_id", flat=True))
    sure = [it for it in met if it.pk not in theirs or (last[it.pk] and last[it.pk].confirmed_at)]
    assert found.met_confirmed == len(sure)
    assert found.met_per_session == (len(sure) / held if held else None)
    confirmed = [it for it in CheckIn.objects.all() if it.program_id == program.pk and it.confirmed_at]
    assert found.check_ins_confirmed == len(confirmed)
    assert found.mean_t == (approx(sum(scores) / len(scores)) if scores else None)


@pytest.mark.parametrize("case", GAS, ids=lambda case: case["id"])
def test_published_goal_attainment_comes_out_of_the_summary(case):
    match = make_match()
    for n, level in enumerate(case["input"]["x"]):
        came_out = {-1: ("dropped", "not_met"), 0: ("met", "met"), 1: ("met", "exceeded")}[level]
        make_goal(match=match, title=f"Goal {n}", state=came_out[0], attainment=came_out[1])
    expected = approx(case["expected"]["T"], abs=case["tolerance"]["abs"])
    assert goal_summary(match.program).mean_t == expected
