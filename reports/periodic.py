"""Periodic tasks of reports. Idempotent: two beat processes request the same waiting run."""

from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import enqueue, send_to_each_organization, tenant_task
from reports.outcomes.actions import delete_old_people_exports, request_outcomes
from reports.outcomes.selectors import programs_begun, programs_to_calculate

HOUR = 3600


@shared_task(name="periodic.recalculate_outcomes", ignore_result=True)
def recalculate_everywhere() -> None:
    send_to_each_organization("reports.recalculate_programs", expires=12 * HOUR)


@tenant_task("reports.recalculate_programs")
def recalculate_programs(organization_id: UUID) -> None:
    run(organization_id, now=timezone.now())


def run(organization_id: UUID, *, now: datetime) -> None:
    """Request outcomes and session time of every program that has begun; also picks up runs whose task was lost."""
    today = Organization.objects.get(pk=organization_id).local_date(now)
    with tenant_scope(organization_id):
        for program in programs_to_calculate(today=today).order_by("starts_on", "pk"):
            request_outcomes(program, by=Actor.system("nightly"), now=now)
        for program in programs_begun(today=today).order_by("starts_on", "pk"):
            enqueue("reports.count_levels", program.pk)


@shared_task(name="periodic.delete_people_exports", ignore_result=True)
def delete_people_exports_everywhere() -> None:
    send_to_each_organization("reports.delete_people_exports", expires=HOUR)


@tenant_task("reports.delete_people_exports")
def delete_people_exports(organization_id: UUID) -> None:
    with tenant_scope(organization_id):
        delete_old_people_exports(now=timezone.now())
