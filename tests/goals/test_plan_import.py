"""Action plans from a file: one action per row, one revision per plan that changes."""

from datetime import date

import pytest

from goals.models import ActionPlan, PlanAction, PlanRevision
from goals.plan_changes import Entry
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.imports.importing import bring_in, counts, faults, undo

HEADER = "mentee,action,who,due_on,done_on,updated_on"
pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def match(scope):
    program = make_program(starts_on=date(2026, 1, 1))
    mentee = make_participant(program=program, role="mentee", person=make_person(employee_id="E2"))
    return make_match(program=program, mentee=mentee, overridden_by=None)


def bring(match, *rows):
    return bring_in("\n".join([HEADER, *rows]) + "\n", kind="plans", target_id=match.program_id)


def test_actions_of_a_mentee_become_a_plan_with_one_revision(match):
    run = bring(
        match,
        "E2,Ask Marek for the criteria,Mentor,2026-11-24,,2026-10-01",
        'E2,"Give the talk, twice",beide,,2026-09-30,2026-10-05',
    )
    assert counts(run) == (2, 0, 0, 0)
    plan = ActionPlan.objects.get()
    assert (plan.match_id, plan.revision, plan.revised_on) == (match.pk, 1, date(2026, 10, 5))
    rows = PlanAction.objects.order_by("position").values_list("title", "who", "due_on", "done_on")
    assert list(rows) == [
        ("Ask Marek for the criteria", "mentor", date(2026, 11, 24), None),
        ("Give the talk, twice", "both", None, date(2026, 9, 30)),
    ]
    revision = PlanRevision.objects.get()
    assert revision.kind == "imported"
    assert [Entry.read(it).title for it in revision.actions] == [
        "Ask Marek for the criteria",
        "Give the talk, twice",
    ]


def test_same_file_again_changes_nothing(match):
    bring(match, "E2,Ask Marek,Mentor,2026-11-24,,2026-10-01")
    assert counts(bring(match, "E2,Ask Marek,Mentor,2026-11-24,,2026-10-01")) == (0, 0, 1, 0)
    assert PlanRevision.objects.count() == 1


def test_later_file_changes_what_it_has_and_undo_takes_that_back(match):
    bring(match, "E2,Ask Marek,Mentor,2026-11-24,,2026-10-01", "E2,Give the talk,,,,")
    run = bring(match, "E2,Ask Marek,,,2026-10-20,2026-10-20", "E2,Book the room,,,,2026-10-20")
    assert counts(run) == (1, 1, 0, 0)
    assert PlanAction.objects.count() == 3
    assert ActionPlan.objects.get().revision == 2
    undo(run)
    assert sorted(PlanAction.objects.values_list("title", "done_on")) == [
        ("Ask Marek", None),
        ("Give the talk", None),
    ]
    plan = ActionPlan.objects.get()
    assert plan.revision == PlanRevision.objects.count() == 1


def test_undo_of_the_first_file_leaves_no_plan(match):
    undo(bring(match, "E2,Ask Marek,,,,"))
    assert not ActionPlan.objects.exists()
    assert not PlanRevision.objects.exists()


def test_rows_that_cannot_be_read_say_why(match):
    run = bring(
        match,
        "E9,Ask Marek,,,,",
        "E2,Ask Marek,boss,,,",
        "E2,Ask Marek,,,2099-01-01,",
        "E2,,,,,",
    )
    assert {(row, field) for row, field, *_rest in faults(run)} >= {(2, "mentee"), (4, "done_on")}
