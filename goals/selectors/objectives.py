"""Goals of the organization with the objectives that serve them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from goals.models import Objective, OrganizationGoal
from mentoring.tenancy.models import Membership
from programs.models import Program


@dataclass(frozen=True)
class ServedGoal:
    """A goal of the organization and the objectives, which the member may see, that serve it."""

    goal: OrganizationGoal
    objectives: list[Objective]


def served_goals(membership: Membership) -> list[ServedGoal]:
    """Return every goal by name, also those that no program serves. Two queries."""
    found: dict[object, list[Objective]] = {}
    visible = Objective.objects.visible_to(membership).select_related("program")
    for objective in visible.order_by("due_on", "statement", "id"):
        found.setdefault(objective.organization_goal_id, []).append(objective)
    goals = OrganizationGoal.objects.order_by("name", "id")
    return [ServedGoal(goal, found.get(goal.pk, [])) for goal in goals]


def objectives_of(program: Program) -> QuerySet[Objective]:
    found = Objective.objects.filter(program=program).select_related("organization_goal")
    return found.order_by("due_on", "statement", "id")
