"""Milestones of goals. Only the two of the match see them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.goals import refresh_match_of
from goals.models import Goal, Milestone
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor


@transaction.atomic
def add_milestone(goal: Goal, *, title: str, due_on: date | None, by: Actor, today: date) -> Milestone:
    """Add a milestone. Refuses one that is due after the goal."""
    if due_on is not None and goal.due_on is not None and due_on > goal.due_on:
        raise ValidationError({"due_on": _("This is after the goal is due.")})
    milestone = Milestone(goal=goal, title=title.strip(), due_on=due_on)
    milestone.full_clean(exclude=["organization"])
    milestone.save()
    refresh_match_of(goal, today=today)
    record("goals.add_milestone", goal.match, by=by)
    return milestone


@transaction.atomic
def complete_milestone(milestone: Milestone, *, by: Actor, today: date) -> None:
    """Mark a milestone as done. Twice changes nothing."""
    if milestone.done_on is None:
        _set(milestone, today, by=by, today=today)


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, by: Actor, today: date) -> None:
    if milestone.done_on is not None:
        _set(milestone, None, by=by, today=today)


def _set(milestone: Milestone, done_on: date | None, *, by: Actor, today: date) -> None:
    milestone.done_on = done_on
    milestone.save(update_fields=["done_on"])
    refresh_match_of(milestone.goal, today=today)
    record("goals.complete_milestone", milestone.goal.match, by=by)
