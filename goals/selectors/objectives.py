"""Goals of the organization, the objectives that serve them, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goals.extensions import OBJECTIVE_RESULTS, ObjectiveResult
from goals.models import Objective, ObjectiveReview, OrganizationGoal
from goals.objective_status import Standing, standing_of
from mentoring.tenancy.models import Membership
from programs.models import Program


@dataclass(frozen=True)
class ServedGoal:
    """A goal of the organization and the objectives, which the member may see, that serve it."""

    goal: OrganizationGoal
    objectives: list[Objective]


@dataclass(frozen=True)
class ObjectiveStanding:
    """An objective, the result of its leading KPI, and what can be said about it."""

    objective: Objective
    result: ObjectiveResult | None
    standing: Standing


def organization_goals() -> QuerySet[OrganizationGoal]:
    """Return the goals by name, with `is_served`: whether any program serves them, also one the reader cannot see."""
    serving = Objective.objects.active().filter(organization_goal=OuterRef("pk"))
    return OrganizationGoal.objects.annotate(is_served=Exists(serving)).order_by("name", "id")


def served_goals(membership: Membership) -> list[ServedGoal]:
    """Return every goal by name, also those that no program serves. Two queries."""
    found: dict[object, list[Objective]] = {}
    visible = Objective.objects.visible_to(membership).active().select_related("program")
    for objective in visible.order_by("due_on", "statement", "id"):
        found.setdefault(objective.organization_goal_id, []).append(objective)
    return [ServedGoal(goal, found.get(goal.pk, [])) for goal in organization_goals()]


def objectives_of(program: Program) -> QuerySet[Objective]:
    return Objective.objects.filter(program=program).select_related("organization_goal").in_order()


def standings(objectives: Sequence[Objective], *, today: date) -> dict[UUID, ObjectiveStanding]:
    """Return where each objective stands. The number of queries does not depend on how many there are."""
    results: dict[UUID, ObjectiveResult] = {}
    for provide in OBJECTIVE_RESULTS:
        results.update(provide(objectives, today))
    return {
        it.pk: ObjectiveStanding(
            it,
            results.get(it.pk),
            standing_of(state=it.state, due_on=it.due_on, result=results.get(it.pk), today=today),
        )
        for it in objectives
    }


def history_of(objective: Objective) -> list[ObjectiveReview]:
    """Return the decisions about an objective, newest first. One query."""
    found = ObjectiveReview.objects.filter(objective=objective).select_related("decided_by__user")
    return list(found.order_by("-decided_at", "-id"))


def reviews_to_remind_of(*, today: date) -> list[UUID]:
    """Return the objectives whose review is due and of which nobody has been reminded."""
    due = Objective.objects.review_due(today).exclude(Q(reminded_of=F("next_review_on")))
    return list(due.order_by("pk").values_list("pk", flat=True))
