"""Jobs of surveys."""

from uuid import UUID

from django.utils import timezone

from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import tenant_task
from surveys.actions.results import calculate_results
from surveys.models import Wave


@tenant_task("surveys.calculate_results", time_limit=1800)
def calculate_results_task(organization_id: UUID, wave_id: str) -> None:
    """Calculate the results of a closed wave; do nothing if they exist."""
    organization = Organization.objects.get(pk=organization_id)
    with tenant_scope(organization_id):
        wave = Wave.objects.filter(pk=wave_id).first()
        if wave is not None:
            calculate_results(wave, organization=organization, now=timezone.now())
