"""Remind mentees of goals that have not moved, and mentors of plans that are due or stale."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from goals.emails import queue_reminders
from goals.models import ActionPlan, Goal
from goals.plan_email import queue_plan_reminders
from goals.selectors.plan_reminders import not_reminded_of, plans_to_remind_of
from goals.selectors.quiet_goals import not_reminded, quiet_goals
from mentoring.tenancy.actor import Actor


@transaction.atomic
def remind_of_quiet_goals(goal_ids: Collection[UUID], *, by: Actor, today: date) -> int:
    """Queue a reminder for each of these goals that has not moved; return how many are new.

    At most one per goal and stretch of silence: the key of the email names both, so that two runs at once send one.
    """
    # A check-in at the same time waits, or has ended the silence.
    locked = Goal.objects.select_for_update().filter(pk__in=list(goal_ids)).order_by("pk")
    ids = [goal.pk for goal in locked]
    return queue_reminders(not_reminded(quiet_goals(today=today, goal_ids=ids)), by=by)


@transaction.atomic
def remind_of_plans(plan_ids: Collection[UUID], *, by: Actor, today: date) -> int:
    """Queue a reminder for each of these plans that is due or stale; return how many are new.

    At most one per revision when it is due, and one when it is stale.
    """
    # A save at the same time waits, or has made the plan current.
    locked = ActionPlan.objects.select_for_update().filter(pk__in=list(plan_ids)).order_by("pk")
    ids = [plan.pk for plan in locked]
    return queue_plan_reminders(not_reminded_of(plans_to_remind_of(today=today, plan_ids=ids)), by=by)
