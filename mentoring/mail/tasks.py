from uuid import UUID

from django.utils import timezone

from mentoring.mail.delivery import deliver_due
from mentoring.tenancy.tasks import tenant_task


@tenant_task("mail.deliver")
def deliver(organization_id: UUID) -> None:
    """Send the organization's due messages. Several may run at the same time: each claims its own messages."""
    deliver_due(organization_id, clock=timezone.now)
