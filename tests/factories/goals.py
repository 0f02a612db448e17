from datetime import date

from goals.models import CheckIn, Goal, GoalAgreement, Milestone
from tests.factories import makes
from tests.factories.programs import make_match


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
