"""Review objectives, undo a review, and remind of those that are due."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.objectives import history_values, locked_objective
from goals.enums import ObjectiveDecision, ObjectiveState
from goals.models import Objective, ObjectiveReview
from goals.objective_email import queue_review_reminders
from goals.objective_status import decisions_for, value_text
from goals.selectors.objectives import standings
from mentoring.audit.actions import record
from mentoring.calendar_months import add_months
from mentoring.tenancy.actor import Actor
from mentoring.ui import formats

CLOSES = {
    ObjectiveDecision.REPLACE: ObjectiveState.REPLACED,
    ObjectiveDecision.DROP: ObjectiveState.DROPPED,
}
CHANGED = ("target", "due_on", "state", "next_review_on")


@transaction.atomic
def review_objective(
    objective: Objective, *, values: Mapping[str, Any], by: Actor, today: date
) -> ObjectiveReview:
    """Decide about an objective: `decision`, `reason` and, to raise it, `target` and perhaps `due_on`.

    Refuses to replace or drop an objective before its date, and to raise one that is not reached.
    """
    objective = locked_objective(objective)
    found = standings([objective], today=today)[objective.pk]
    decision = ObjectiveDecision(values["decision"])
    if decision not in decisions_for(found.standing, due_on=objective.due_on, today=today):
        raise ValidationError({"decision": _refusal(decision, objective, today)})
    before = history_values(objective) | _place(objective)
    objective.next_review_on = add_months(today, objective.review_months)
    if decision == ObjectiveDecision.RAISE:
        _raise(objective, values)
    elif decision in CLOSES:
        objective.state, objective.next_review_on = CLOSES[decision], None
    objective.save(update_fields=CHANGED)
    after = history_values(objective) | _place(objective)
    changed = [name for name in after if before[name] != after[name]]
    review = ObjectiveReview(
        objective=objective,
        decision=decision,
        reason=values["reason"].strip(),
        decided_on=today,
        decided_by=by.membership,
        value=value_text(found.result.value, found.result.unit)
        if found.result and found.result.value is not None
        else "",
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    review.full_clean(exclude=["organization", "before", "after"])
    if not review.reason:
        raise ValidationError({"reason": _("Enter a reason. It is kept in the history.")})
    review.save()
    program = objective.program
    record("goals.review_objective", program, by=by, label=program.name, values={"decision": decision.value})
    return review


@transaction.atomic
def undo_review(review: ObjectiveReview, *, by: Actor) -> None:
    """Take back the newest review of an objective: what it changed is as before."""
    objective = locked_objective(review.objective)
    newest = ObjectiveReview.objects.filter(objective=objective).order_by("-decided_at", "-id").first()
    if newest is None or newest.pk != review.pk or review.decision == ObjectiveDecision.CHANGE:
        raise ValidationError(_("Only the newest review can be undone."))
    for name, value in review.before.items():
        setattr(objective, name, Objective._meta.get_field(name).to_python(value))
    objective.full_clean(exclude=["organization"])
    objective.save(update_fields=CHANGED)
    review.delete()
    record("goals.undo_review", objective.program, by=by, label=objective.program.name)


@transaction.atomic
def remind_of_reviews(objective_ids: Sequence[UUID], *, by: Actor, today: date) -> int:
    """Queue one email for each reader of a review that is due; return how many are new."""
    due = Objective.objects.review_due(today).filter(pk__in=objective_ids).select_for_update(of=("self",))
    found = list(due.select_related("program").order_by("pk"))
    queued = queue_review_reminders(found, by=by)
    for objective in found:
        objective.reminded_of = objective.next_review_on
    Objective.objects.bulk_update(found, ["reminded_of"])
    return queued


def _raise(objective: Objective, values: Mapping[str, Any]) -> None:
    target = values.get("target")
    if target is None:
        raise ValidationError({"target": _("Enter the new target.")})
    if objective.baseline is not None:
        is_further = abs(target - objective.baseline) > abs(objective.target - objective.baseline)
        is_same_way = (target > objective.baseline) == (objective.target > objective.baseline)
        if not is_further or not is_same_way:
            raise ValidationError({"target": _("A raised target goes beyond the present one.")})
    objective.target = target
    objective.due_on = values.get("due_on") or objective.due_on
    objective.full_clean(exclude=["organization"])


def _place(objective: Objective) -> dict[str, str | None]:
    review_on = objective.next_review_on
    return {"state": str(objective.state), "next_review_on": review_on.isoformat() if review_on else None}


def _refusal(decision: ObjectiveDecision, objective: Objective, today: date) -> str:
    if not objective.is_active:
        return _("This objective is no longer pursued.")
    if decision == ObjectiveDecision.RAISE:
        return _("The target is not reached, so it cannot be raised.")
    if objective.due_on > today:
        return _("It is too early. This objective is due on %(day)s.") % {
            "day": formats.date(objective.due_on, "long")
        }
    return _("The target is reached. Keep or raise it.")
