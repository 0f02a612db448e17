from uuid import UUID

from django.utils import timezone

from mentoring.mail.delivery import deliver_due
from mentoring.mail.delivery_checks import run_delivery_check
from mentoring.tenancy.tasks import tenant_task


@tenant_task("mail.deliver")
def deliver(organization_id: UUID) -> None:
    """Send the organization's due messages. Several may run at the same time: each claims its own messages."""
    deliver_due(organization_id, clock=timezone.now)


@tenant_task("mail.check_delivery")
def check_delivery(organization_id: UUID) -> None:
    """Look up SPF, DKIM and DMARC of the sender's domain. Nothing is open in the database meanwhile."""
    from mentoring.mail.txt_records import TxtRecords  # dnspython is not needed by any page

    run_delivery_check(organization_id, TxtRecords(), clock=timezone.now)
