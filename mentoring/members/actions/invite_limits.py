"""Limits on invitations: per request, per organization and day, and per address across all organizations."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.members.definers import invitations_since
from mentoring.members.models import MemberInvite
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id

MAX_BATCH = 200
DAY = timedelta(days=1)


def refuse_too_many_invites(emails: Sequence[str], *, at: datetime) -> None:
    """Raise ValidationError if these invitations would exceed a limit. Otherwise an organization, which anyone may be
    able to create, could be used to send email to strangers.
    """
    if len(emails) > MAX_BATCH:
        raise ValidationError(_("At most %(number)s people at once.") % {"number": MAX_BATCH})
    organization = Organization.objects.get(pk=current_organization_id())
    limit = settings.INVITATIONS_PER_ORGANIZATION
    if not organization.is_confirmed:
        limit = settings.INVITATIONS_BEFORE_CONFIRMATION
    sent = MemberInvite.objects.filter(sent_at__gt=at - DAY).count()
    if sent + len(emails) > limit:
        raise ValidationError(
            _("At most %(number)s invites go out in 24 hours. Please go on tomorrow.") % {"number": limit}
        )
    received = invitations_since(emails, at - DAY)
    over = [email for email in emails if received.get(email, 0) >= settings.INVITATIONS_PER_ADDRESS]
    if over:
        raise ValidationError(
            [
                _("%(email)s: This address has received too many invitations today.") % {"email": email}
                for email in over
            ]
        )
