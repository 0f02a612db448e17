"""Goals and check-ins from a file: one row for each check-in, with the columns of the goal repeated."""

from datetime import date
from decimal import Decimal

import pytest

from goals.models import CheckIn, Goal
from programs.models import Match
from tests.factories.goals import make_objective, make_organization_goal
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.imports.importing import bring_in, counts, faults, undo

HEADER = "mentee,goal,measure,target,due_on,checked_on,progress"
pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def match(scope) -> Match:
    program = make_program(starts_on=date(2026, 1, 1))
    mentee = make_participant(program=program, role="mentee", person=make_person(employee_id="E2"))
    return make_match(program=program, mentee=mentee, overridden_by=None)


def bring(match: Match, *rows: str):
    return bring_in("\n".join([HEADER, *rows]) + "\n", kind="goals", target_id=match.program_id)


def test_goal_and_its_check_ins_come_from_rows_that_repeat_the_goal(match):
    run = bring(
        match,
        "E2,Speak at the all-hands,talks,3,2027-01-31,2026-09-01,10",
        "E2,Speak at the all-hands,talks,3,2027-01-31,2026-10-01,40",
    )
    assert counts(run) == (2, 0, 0, 0)
    goal = Goal.objects.get()
    assert (goal.match_id, goal.title, goal.measure, goal.target, goal.due_on) == (
        match.pk, "Speak at the all-hands", "talks", Decimal(3), date(2027, 1, 31),
    )  # fmt: skip
    assert (goal.state, goal.agreed_on) == ("agreed", date(2026, 9, 1))
    assert (goal.progress_percent, goal.last_check_in_on) == (40, date(2026, 10, 1))
    check_ins = CheckIn.objects.order_by("checked_on").values_list(
        "checked_on", "progress_percent", "program"
    )
    assert list(check_ins) == [
        (date(2026, 9, 1), 10, match.program_id),
        (date(2026, 10, 1), 40, match.program_id),
    ]
    match.refresh_from_db()
    assert (match.goals_agreed, match.goals_met) == (1, 0)


def test_goal_without_a_check_in_is_a_goal_all_the_same(match):
    assert counts(bring(match, "E2,Speak,,,,,")) == (1, 0, 0, 0)
    goal = Goal.objects.get()
    assert (goal.progress_percent, goal.last_check_in_on, goal.agreed_on) == (0, None, None)
    assert CheckIn.objects.count() == 0


def test_goal_at_a_hundred_percent_is_met_on_the_day_of_the_check_in(match):
    bring(match, "E2,Speak,,,,2026-10-01,100")
    goal = Goal.objects.get()
    assert (goal.state, goal.met_on) == ("met", date(2026, 10, 1))
    match.refresh_from_db()
    assert (match.goals_agreed, match.goals_met) == (1, 1)


def test_same_file_again_changes_nothing(match):
    rows = ("E2,Speak,talks,3,2027-01-31,2026-09-01,10", "E2,Speak,talks,3,2027-01-31,2026-10-01,40")
    bring(match, *rows)
    before = list(Goal.objects.values()), sorted(CheckIn.objects.values_list("id", "progress_percent"))
    assert counts(bring(match, *rows)) == (0, 0, 2, 0)
    assert (
        list(Goal.objects.values()),
        sorted(CheckIn.objects.values_list("id", "progress_percent")),
    ) == before


def test_objective_that_a_goal_serves_is_found_by_its_name(match):
    make_objective(statement="Engineers stay")
    stay, grow = (
        make_objective(
            program=match.program, organization_goal=make_organization_goal(name=name), statement=name
        )
        for name in ("Engineers stay", "Managers grow")
    )
    file = "Mentee,Goal,Objective\nE2,Speak,engineers  STAY\nE2,Write,Managers leave\nE2,Read,\n"
    run = bring_in(file, kind="goals", target_id=match.program_id)
    assert counts(run) == (3, 0, 0, 0)
    assert faults(run) == [(3, "program_objective", "unknown-objective")]
    served = Goal.objects.order_by("title").values_list("title", "objective")
    assert list(served) == [("Read", None), ("Speak", stay.pk), ("Write", None)]
    later = "Mentee,Goal,Business objective\nE2,Speak,Managers grow\nE2,Write,\n"
    assert counts(bring_in(later, kind="goals", target_id=match.program_id)) == (0, 1, 1, 0)
    for again in (later, "Mentee,Goal,Objective\nE2,Speak,Nothing known\n", "Mentee,Goal\nE2,Speak\n"):
        assert counts(bring_in(again, kind="goals", target_id=match.program_id))[:2] == (0, 0)
    assert Goal.objects.get(title="Speak").objective_id == grow.pk


def test_objective_alone_is_the_goal(match):
    """As in files of products that call goals so."""
    bring_in("Mentee,Objective\nE2,Speak\n", kind="goals", target_id=match.program_id)
    assert Goal.objects.get().title == "Speak"


def test_later_file_changes_what_it_has_and_deletes_nothing(match):
    bring(match, "E2,Speak,talks,3,2027-01-31,2026-09-01,10")
    assert counts(bring(match, "E2,Speak,,5,,2026-09-01,20")) == (0, 1, 0, 0)
    goal = Goal.objects.get()
    assert (goal.measure, goal.target, goal.due_on) == ("talks", Decimal(5), date(2027, 1, 31))
    assert (goal.progress_percent, CheckIn.objects.get().progress_percent) == (20, 20)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("E9,Speak,,,,,", ("mentee", "person-unknown")),
        ("E3,Speak,,,,,", ("mentee", "no-match")),
        ("E2,,,,,,", ("goal", "missing")),
        ("E2,Speak,,,,2026-10-01,101", ("progress", "range")),
        ("E2,Speak,,,,2026-10-01,-1", ("progress", "range")),
        ("E2,Speak,,,,2026-11-03,10", ("checked_on", "future")),
    ],
)
def test_row_that_cannot_be_is_left_out_with_its_reason(match, row, fault):
    make_person(employee_id="E3")  # has no match
    run = bring(match, row, "E2,Listen,,,,,")
    assert faults(run) == [(2, *fault)]
    assert list(Goal.objects.values_list("title", flat=True)) == ["Listen"]


def test_goal_goes_to_the_match_that_is_under_way_else_to_the_latest(match):
    def older(**fields) -> Match:
        return make_match(program=match.program, mentee=match.mentee, overridden_by=None, **fields)

    Match.objects.filter(pk=match.pk).update(state="ended", ended_on=date(2026, 9, 1))
    bring(match, "E2,Speak,,,,,")
    assert Goal.objects.get().match_id == match.pk
    under_way = older(started_on=date(2026, 3, 1))
    bring(match, "E2,Listen,,,,,")
    assert Goal.objects.get(title="Listen").match_id == under_way.pk


def test_undo_takes_goals_and_check_ins_back(match):
    run = bring(match, "E2,Speak,,,,2026-10-01,100")
    assert undo(run) == 0
    assert (Goal.objects.count(), CheckIn.objects.count()) == (0, 0)
