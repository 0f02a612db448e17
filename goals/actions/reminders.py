"""Remind mentees of goals that have not moved."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from goals.emails import queue_reminders
from goals.models import Goal
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
