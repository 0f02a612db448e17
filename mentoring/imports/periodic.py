"""What beat starts for imports. Idempotent: two beats, or a late one, change nothing more."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from mentoring.imports.actions import tidy_imports
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import send_to_each_organization, tenant_task


@shared_task(name="periodic.tidy_imports", ignore_result=True)
def tidy_everywhere() -> None:
    send_to_each_organization("imports.tidy")


@tenant_task("imports.tidy")
def tidy(organization_id: UUID) -> None:
    with tenant_scope(organization_id):
        tidy_imports(now=timezone.now())
