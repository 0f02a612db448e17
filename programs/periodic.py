"""Periodic tasks of programs. All are idempotent."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import send_to_each_organization, tenant_task
from programs.enums import ProgramState
from programs.health.evaluate import evaluate_program, last_sunday, take_snapshot
from programs.models import Program
from programs.rollups.daily_counts import count_closed_days


@shared_task(name="periodic.evaluate_programs", ignore_result=True)
def evaluate_programs() -> None:
    send_to_each_organization("programs.evaluate")


@tenant_task("programs.evaluate")
def evaluate(organization_id: UUID) -> None:
    """Count the closed days, recalculate health and take the weekly snapshot of each program; one commit each.

    The task runs every hour, because midnight is at a different hour in each time zone.
    """
    today = Organization.objects.get(pk=organization_id).local_date(timezone.now())
    with tenant_scope(organization_id):
        program_ids = list(Program.objects.exclude(state=ProgramState.DRAFT).values_list("pk", flat=True))
    for program_id in program_ids:
        with tenant_scope(organization_id):
            # Locked, so that a second run waits and then finds nothing left to count.
            program = Program.objects.select_for_update().get(pk=program_id)
            count_closed_days(program, today=today)
            evaluate_program(program, today=today)
            take_snapshot(program, week_ends_on=last_sunday(today - timedelta(days=1)))
