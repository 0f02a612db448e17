from uuid import UUID

from django.utils import timezone

from mentoring.mail.delivery import deliver_due
from mentoring.tenancy.tasks import tenant_task


@tenant_task("mail.deliver")
def deliver(organization_id: UUID) -> None:
    """Send the organization's due mail. Any number of these may run at once: each claims what nobody else has."""
    deliver_due(organization_id, clock=timezone.now)
