"""Goals of programs and matches: title and progress. Milestones and notes stay with the match."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from goals.enums import GoalState
from goals.models import CheckIn, Goal
from mentoring.people.names import normalize_name
from programs.models import Program


@dataclass(frozen=True)
class GoalFilters:
    """Filters of a list of goals; empty means all."""

    state: str = ""
    q: str = ""


def goals_of_program(program: Program, filters: GoalFilters) -> QuerySet[Goal]:
    """Return the goals of the program's introduced matches, with their people."""
    goals = Goal.objects.filter(match__program=program).select_related(
        "match__mentee__person", "match__mentor__person"
    )
    if filters.state:
        goals = goals.filter(state=filters.state)
    if name := normalize_name(filters.q):
        goals = goals.with_mentee_name_starting(name)
    return goals


def goals_of_match(match_id: UUID) -> list[Goal]:
    """Return the match's goals, open ones first."""
    goals = list(Goal.objects.filter(match=match_id).order_by("created_at", "id"))
    order = [GoalState.AGREED, GoalState.PROPOSED, GoalState.MET, GoalState.DROPPED]
    return sorted(goals, key=lambda goal: order.index(GoalState(goal.state)))


def check_ins_of_program(program: Program) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(program=program)
