"""Check the DNS records of the sender's domain, in the background, and keep the result."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.models import DeliveryCheck
from mentoring.mail.sender_domain import Lookup, examine, is_domain_name, sender_domain
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id, tenant_scope
from mentoring.tenancy.tasks import enqueue

CHECK_TASK = "mail.check_delivery"


@transaction.atomic
def check_email_delivery(*, selector: str, by: Actor, at: datetime | None = None) -> DeliveryCheck:
    """Begin a check and return it; the one that is running, if there is one. A worker looks the records up."""
    at = at or timezone.now()
    selector = selector.strip().lower()
    if selector and not is_domain_name(selector):
        raise ValidationError(
            {"selector": _("A selector consists of letters, digits, hyphens and dots. IT knows it.")}
        )
    # Locked, because two administrators who check at the same time would both make the first row.
    Organization.objects.select_for_update().get(pk=current_organization_id())
    check = DeliveryCheck.objects.first() or DeliveryCheck()
    if check.requested_at and check.is_running(at):
        return check
    check.domain, check.selector = sender_domain(settings.MAIL_FROM), selector
    check.requested_at, check.checked_at, check.findings = at, None, []
    check.full_clean(exclude=["organization"])
    check.save()
    record("mail.check_delivery", by=by, values={"domain": check.domain})
    enqueue(CHECK_TASK)
    return check


def run_delivery_check(organization_id: UUID, lookup: Lookup, *, clock: Callable[[], datetime]) -> None:
    """Look the records up and store what was found. A check that was begun again meanwhile is left to its own task."""
    with tenant_scope(organization_id):
        check = DeliveryCheck.objects.filter(checked_at=None).first()
    if check is None:
        return
    findings = [finding.as_json() for finding in examine(check.domain, check.selector, lookup)]
    with tenant_scope(organization_id):
        begun = DeliveryCheck.objects.filter(pk=check.pk, requested_at=check.requested_at, checked_at=None)
        begun.update(findings=findings, checked_at=clock())
