"""The periodic cleanup of imports. Idempotent."""

from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from mentoring.imports.actions import clean_up_imports
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import send_to_each_organization, tenant_task

HOUR = 3600


@shared_task(name="periodic.clean_up_imports", ignore_result=True)
def clean_up_everywhere() -> None:
    send_to_each_organization("imports.clean_up", expires=HOUR)


@tenant_task("imports.clean_up")
def clean_up(organization_id: UUID) -> None:
    run(organization_id, now=timezone.now())


def run(organization_id: UUID, *, now: datetime) -> None:
    with tenant_scope(organization_id):
        clean_up_imports(now=now)
