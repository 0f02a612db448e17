"""The chart of a goal: check-ins, milestones and the day on which it is due, in order."""

from datetime import date
from decimal import Decimal

import pytest

from goals.charts import history_chart
from goals.models import CheckIn, Goal, Milestone


@pytest.fixture
def goal(scope) -> Goal:
    return Goal(
        title="Speak",
        agreed_on=date(2026, 9, 1),
        due_on=date(2027, 1, 31),
        baseline=Decimal(0),
        target=Decimal(4),
    )


def check_in(day, value, percent=0) -> CheckIn:
    value = None if value is None else Decimal(value)
    return CheckIn(checked_on=date(2026, 10, day), value=value, progress_percent=percent)


def test_milestones_and_the_end_are_on_the_axis(goal):
    newest_first = [check_in(20, 3), check_in(6, 1)]
    milestones = [
        Milestone(title="Outline", due_on=date(2026, 11, 1), done_on=date(2026, 10, 10)),
        Milestone(title="Rehearsal", due_on=date(2026, 12, 1)),
        Milestone(title="Undated"),
    ]
    chart = history_chart(goal, newest_first, milestones=milestones)
    assert [(row[0], row[1], row[2], row[3]) for row in chart.table.rows] == [
        ("Sep 1", "4", "0", ""),
        ("Oct 6", "4", "1", ""),
        ("Oct 10", "4", "1", "1: Outline (done)"),
        ("Oct 20", "4", "3", ""),
        ("Dec 1", "4", "–", "2: Rehearsal"),
        ("Jan 31, 2027", "4", "–", ""),
    ]
    assert "Milestones done: 1 of 3." in chart.description


def test_a_check_in_in_percent_of_a_goal_with_numbers_has_its_place(goal):
    chart = history_chart(goal, [check_in(6, None, percent=50)], milestones=[])
    assert [row[2] for row in chart.table.rows] == ["0", "2", "–"]
    assert chart.table.columns == ["Check-ins and target", "target", "now"]


def test_without_a_check_in_there_is_no_chart(goal):
    assert history_chart(goal, [], milestones=[]) is None
