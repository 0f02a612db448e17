"""The periodic task of goals and action plans. It is idempotent."""

from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from goals.actions import remind_of_plans, remind_of_quiet_goals
from goals.actions.reviews import remind_of_reviews
from goals.selectors.objectives import reviews_to_remind_of
from goals.selectors.plan_reminders import not_reminded_of, plans_to_remind_of
from goals.selectors.quiet_goals import not_reminded, quiet_goals
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import send_to_each_organization, tenant_task

HOUR = 3600
REMINDED_TOGETHER = 500


@shared_task(name="periodic.remind_of_goals", ignore_result=True)
def remind_of_goals() -> None:
    send_to_each_organization("goals.remind", expires=HOUR)


@tenant_task("goals.remind")
def remind(organization_id: UUID) -> None:
    run_reminders(organization_id, now=timezone.now())


def run_reminders(organization_id: UUID, *, now: datetime) -> int:
    """Remind of quiet goals, plans to update and reviews that are due; return how many emails are new.

    Quiet hours are those of email: what is queued at night goes out in the morning, unless the goal has moved.
    """
    today, by = Organization.objects.get(pk=organization_id).local_date(now), Actor.system("goal reminders")
    with tenant_scope(organization_id):
        goal_ids = sorted(it.goal.pk for it in not_reminded(quiet_goals(today=today)))
        plan_ids = sorted(it.plan.pk for it in not_reminded_of(plans_to_remind_of(today=today)))
        objective_ids = reviews_to_remind_of(today=today)
    queued = 0
    for first in range(0, len(goal_ids), REMINDED_TOGETHER):
        with tenant_scope(organization_id):
            together = goal_ids[first : first + REMINDED_TOGETHER]
            queued += remind_of_quiet_goals(together, by=by, today=today)
    for first in range(0, len(plan_ids), REMINDED_TOGETHER):
        with tenant_scope(organization_id):
            together = plan_ids[first : first + REMINDED_TOGETHER]
            queued += remind_of_plans(together, by=by, today=today)
    for first in range(0, len(objective_ids), REMINDED_TOGETHER):
        with tenant_scope(organization_id):
            together = objective_ids[first : first + REMINDED_TOGETHER]
            queued += remind_of_reviews(together, by=by, today=today)
    return queued
