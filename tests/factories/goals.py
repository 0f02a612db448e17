from datetime import UTC, date, datetime
from uuid import uuid4

from goals.models import (
    ActionPlan,
    CheckIn,
    Goal,
    GoalAgreement,
    Milestone,
    Objective,
    ObjectiveReview,
    OrganizationGoal,
    PlanAction,
    PlanRevision,
)
from tests.factories import makes
from tests.factories.programs import make_match, make_program


@makes(Goal)
def make_goal(*, mark: str = "Speak at the all-hands", **fields) -> Goal:
    match = fields.pop("match", None) or make_match()
    return Goal.objects.create(
        match=match, **{"title": mark, "due_on": date(2027, 1, 31), "agreed_on": date(2026, 9, 1), **fields}
    )


def _goal(fields: dict) -> Goal:
    if goal_id := fields.pop("goal_id", None):
        return Goal.objects.get(pk=goal_id)
    return fields.pop("goal", None) or make_goal()


@makes(Milestone)
def make_milestone(*, mark: str = "Write the outline", **fields) -> Milestone:
    goal = _goal(fields)
    return Milestone.objects.create(goal=goal, **{"title": mark, "due_on": date(2026, 10, 1), **fields})


@makes(CheckIn)
def make_check_in(*, mark: str = "", **fields) -> CheckIn:
    goal = _goal(fields)
    return CheckIn.objects.create(
        goal=goal,
        program=goal.match.program,
        **{"checked_on": date(2026, 10, 1), "progress_percent": 20, "note": mark, **fields},
    )


@makes(GoalAgreement)
def make_goal_agreement(*, mark: str = "", **fields) -> GoalAgreement:
    goal = fields.pop("goal", None) or make_goal(**({"title": mark} if mark else {}))
    return GoalAgreement.objects.create(goal=goal, **{"role": "mentor", **fields})


@makes(ActionPlan)
def make_action_plan(*, mark: str = "", **fields) -> ActionPlan:
    match = fields.pop("match", None) or make_match(mark=mark)
    return ActionPlan.objects.create(
        match=match, **{"revision": 1, "revised_on": date(2026, 10, 1), **fields}
    )


def _plan(fields: dict) -> ActionPlan:
    return fields.pop("plan", None) or make_action_plan()


@makes(PlanAction)
def make_plan_action(*, mark: str = "Ask Marek for the criteria", **fields) -> PlanAction:
    plan = _plan(fields)
    return PlanAction.objects.create(plan=plan, **{"title": mark, "who": "mentor", **fields})


@makes(PlanRevision)
def make_plan_revision(*, mark: str = "Ask Marek for the criteria", **fields) -> PlanRevision:
    plan = _plan(fields)
    entry = {
        "id": str(uuid4()),
        "title": mark,
        "who": "mentor",
        "due_on": None,
        "goal": None,
        "done_on": None,
    }
    return PlanRevision.objects.create(
        plan=plan,
        **{
            "number": 1,
            "kind": "saved",
            "saved_on": date(2026, 10, 1),
            "saved_at": datetime(2026, 10, 1, 9, tzinfo=UTC),
            "source": mark[:80],
            "actions": [entry],
            **fields,
        },
    )


@makes(OrganizationGoal)
def make_organization_goal(*, mark: str = "", **fields) -> OrganizationGoal:
    name = mark or f"Fill leadership posts from within {uuid4().hex[:6]}"
    return OrganizationGoal.objects.create(**{"name": name, "owner": "Board", **fields})


@makes(Objective)
def make_objective(*, mark: str = "", **fields) -> Objective:
    program = fields.pop("program", None) or make_program()
    goal = fields.pop("organization_goal", None) or make_organization_goal()
    values = {
        "statement": mark or "More engineers of the first two years stay", "owner": "Ada Lovelace",
        "measure": "share still employed after 12 months", "unit": "%", "baseline": 82, "target": 90,
        "due_on": date(2027, 6, 30),
    }  # fmt: skip
    return Objective.objects.create(program=program, organization_goal=goal, **{**values, **fields})


@makes(ObjectiveReview)
def make_objective_review(*, mark: str = "", **fields) -> ObjectiveReview:
    objective = fields.pop("objective", None) or make_objective(mark=mark)
    values = {"decision": "keep", "reason": mark or "Too early", "decided_on": date(2026, 8, 31)}
    return ObjectiveReview.objects.create(objective=objective, **{**values, **fields})
