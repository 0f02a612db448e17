"""Create, change, delete and restore goals of the organization and the objectives that serve them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from goals.enums import ObjectiveDecision
from goals.models import Objective, ObjectiveReview, OrganizationGoal
from goals.objective_checks import first_results_on
from mentoring.audit.actions import record
from mentoring.calendar_months import add_months
from mentoring.tenancy.actor import Actor
from mentoring.ui import formats
from programs.models import Program

GOAL_FIELDS = ("name", "description", "owner")
EDITABLE = (
    "organization_goal_id", "statement", "owner", "measure", "unit", "baseline", "target", "due_on", "review_months",
)  # fmt: skip
# Whose changes are kept in the history of the objective.
IN_HISTORY = ("baseline", "target", "due_on")


@transaction.atomic
def create_organization_goal(*, values: Mapping[str, Any], by: Actor) -> OrganizationGoal:
    """Add a goal that the organization has in any case."""
    goal = OrganizationGoal()
    _set(goal, values)
    goal.save()
    record("goals.create_organization_goal", goal, by=by, label=goal.name)
    return goal


@transaction.atomic
def update_organization_goal(
    goal: OrganizationGoal, *, values: Mapping[str, Any], by: Actor
) -> OrganizationGoal:
    """Change a goal of the organization."""
    _set(goal, values)
    goal.save(update_fields=GOAL_FIELDS)
    record("goals.update_organization_goal", goal, by=by, label=goal.name)
    return goal


@transaction.atomic
def delete_organization_goal(goal: OrganizationGoal, *, by: Actor) -> None:
    """Delete a goal that no objective serves."""
    record("goals.delete_organization_goal", goal, by=by, label=goal.name)
    try:
        goal.delete()
    except ProtectedError as error:
        raise ValidationError(_("Objectives serve this goal. Change or delete them first.")) from error


@transaction.atomic
def restore_organization_goal(goal_id: UUID, values: Mapping[str, Any], *, by: Actor) -> OrganizationGoal:
    """Undo a change or a deletion: give the goal its earlier values, under the same id."""
    goal = OrganizationGoal.objects.filter(pk=goal_id).first() or OrganizationGoal(pk=goal_id)
    _set(goal, values)
    goal.save()
    record("goals.restore_organization_goal", goal, by=by, label=goal.name)
    return goal


@transaction.atomic
def create_objective(program: Program, *, values: Mapping[str, Any], by: Actor, today: date) -> Objective:
    """Add an objective to a program. Refuses a due date before results can exist."""
    objective = Objective(program=program)
    _set(objective, values)
    _require_results(objective)
    objective.next_review_on = add_months(max(today, program.starts_on), objective.review_months)
    objective.save()
    record("goals.create_objective", program, by=by, label=program.name)
    return objective


@transaction.atomic
def update_objective(
    objective: Objective, *, values: Mapping[str, Any], by: Actor, today: date, reason: str = ""
) -> Objective:
    """Change an objective. What changes baseline, target or date is kept in its history."""
    objective = locked_objective(objective)
    before = history_values(objective)
    _set(objective, values)
    _require_results(objective)
    objective.save(update_fields=EDITABLE)
    after = history_values(objective)
    if before != after:
        changed = [name for name in IN_HISTORY if before[name] != after[name]]
        ObjectiveReview.objects.create(
            objective=objective,
            decision=ObjectiveDecision.CHANGE,
            reason=reason.strip(),
            decided_on=today,
            decided_by=by.membership,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    record("goals.update_objective", objective.program, by=by, label=objective.program.name)
    return objective


@transaction.atomic
def delete_objective(objective: Objective, *, by: Actor) -> None:
    """Delete an objective that was never reviewed and has no KPI."""
    objective = locked_objective(objective)
    if (
        ObjectiveReview.objects.filter(objective=objective)
        .exclude(decision=ObjectiveDecision.CHANGE)
        .exists()
    ):
        raise ValidationError(
            _("This objective has been reviewed, so it stays in the history. Drop it in a review.")
        )
    record("goals.delete_objective", objective.program, by=by, label=objective.program.name)
    try:
        objective.delete()
    except RestrictedError as error:
        raise ValidationError(_("This objective has KPIs. Delete them first.")) from error


@transaction.atomic
def restore_objective(
    program: Program, objective_id: UUID, values: Mapping[str, Any], *, by: Actor, today: date
) -> Objective:
    """Undo a change or a deletion: give the objective its earlier values, under the same id."""
    objective = Objective.objects.filter(program=program, pk=objective_id).first()
    if objective is None:
        objective = Objective(program=program, pk=objective_id)
        months = values.get("review_months") or objective.review_months
        objective.next_review_on = add_months(max(today, program.starts_on), months)
    else:
        _forget_change(objective)
    _set(objective, values)
    objective.save()
    record("goals.restore_objective", program, by=by, label=program.name)
    return objective


def _forget_change(objective: Objective) -> None:
    """Remove the entry of the change that is undone, if it is the newest of the history."""
    newest = ObjectiveReview.objects.filter(objective=objective).order_by("-decided_at", "-id").first()
    if newest and newest.decision == ObjectiveDecision.CHANGE:
        newest.delete()


def _set(row: Objective | OrganizationGoal, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.full_clean(exclude=["organization"])


def history_values(objective: Objective) -> dict[str, str | None]:
    return {
        "baseline": None if objective.baseline is None else f"{objective.baseline:.2f}",
        "target": f"{objective.target:.2f}",
        "due_on": objective.due_on.isoformat(),
    }


def _require_results(objective: Objective) -> None:
    opens = first_results_on(objective.program.starts_on)
    if objective.due_on < opens:
        raise ValidationError(
            {
                "due_on": _("Results exist from %(day)s at the earliest. Choose that day or a later one.")
                % {"day": formats.date(opens, "long")}
            }
        )


def locked_objective(objective: Objective) -> Objective:
    # Two reviews at once would both raise the target.
    found = Objective.objects.select_for_update(of=("self",)).select_related("program").get(pk=objective.pk)
    found.program.organization = objective.program.organization
    return found
