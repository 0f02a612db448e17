"""Jobs of surveys."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import tenant_task
from surveys.actions.anonymous_closing import note_vacuum, vacuum_replaced_rows
from surveys.actions.results import calculate_results
from surveys.models import Wave


def remove_replaced_rows(organization_id: UUID, *, now: datetime) -> None:
    """Remove the rows that the close of anonymous waves replaced: outside of the scope, whose transaction sees them."""
    with tenant_scope(organization_id):
        waves = list(Wave.objects.to_vacuum(now).values_list("pk", flat=True))
    if waves:
        vacuum_replaced_rows()
        with tenant_scope(organization_id):
            note_vacuum(waves, now=now)


@tenant_task("surveys.calculate_results", time_limit=1800)
def calculate_results_task(organization_id: UUID, wave_id: str) -> None:
    """Calculate the results of a closed wave; do nothing if they exist. Remove what an anonymous close replaced."""
    organization = Organization.objects.get(pk=organization_id)
    remove_replaced_rows(organization_id, now=timezone.now())
    with tenant_scope(organization_id):
        wave = Wave.objects.filter(pk=wave_id).first()
        if wave is not None:
            calculate_results(wave, organization=organization, now=timezone.now())
