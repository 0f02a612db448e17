from datetime import date

from goals.models import CheckIn, Goal, Milestone
from tests.factories import makes
from tests.factories.programs import make_match


@makes(Goal)
def make_goal(*, mark: str = "Speak at the all-hands", **fields) -> Goal:
    match = fields.pop("match", None) or make_match()
    return Goal.objects.create(
        match=match, **{"title": mark, "due_on": date(2027, 1, 31), "agreed_on": date(2026, 9, 1), **fields}
    )


@makes(Milestone)
def make_milestone(*, mark: str = "Write the outline", **fields) -> Milestone:
    goal = fields.pop("goal", None) or make_goal()
    return Milestone.objects.create(goal=goal, **{"title": mark, "due_on": date(2026, 10, 1), **fields})


@makes(CheckIn)
def make_check_in(*, mark: str = "", **fields) -> CheckIn:
    goal = fields.pop("goal", None) or make_goal()
    return CheckIn.objects.create(
        goal=goal,
        program=goal.match.program,
        **{"checked_on": date(2026, 10, 1), "progress_percent": 20, "note": mark, **fields},
    )
