"""Limits on invitations: per request, per organization and day, and per address across all organizations."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
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
        raise ValidationError(_("At most %(number)s people at a time.") % {"number": MAX_BATCH})
    sent = MemberInvite.objects.filter(sent_at__gt=at - DAY)
    if _is_confirmed():
        _refuse(sent.filter(is_from_directory=False), len(emails), settings.INVITATIONS_PER_ORGANIZATION)
    else:
        _refuse(sent, len(emails), settings.INVITATIONS_BEFORE_CONFIRMATION)
    over = sorted(overloaded_addresses(emails, at=at))
    if over:
        raise ValidationError(
            [
                _("%(email)s: This address has received too many invitations today.") % {"email": email}
                for email in over
            ]
        )


def refuse_too_many_from_directory(number: int, *, at: datetime) -> None:
    """Raise ValidationError if the organization is not confirmed and would exceed its limit.

    A confirmed organization may invite the people of its directory without a limit per day.
    """
    if not _is_confirmed():
        sent = MemberInvite.objects.filter(sent_at__gt=at - DAY)
        _refuse(sent, number, settings.INVITATIONS_BEFORE_CONFIRMATION)


def overloaded_addresses(emails: Sequence[str], *, at: datetime) -> set[str]:
    """Return the addresses that have received as many invitations as they may, from all organizations together."""
    received = invitations_since(emails, at - DAY)
    return {email for email in emails if received.get(email, 0) >= settings.INVITATIONS_PER_ADDRESS}


def _is_confirmed() -> bool:
    return Organization.objects.get(pk=current_organization_id()).is_confirmed


def _refuse(sent: QuerySet[MemberInvite], number: int, limit: int) -> None:
    if sent.count() + number > limit:
        raise ValidationError(
            _("Too many invitations: the limit is %(number)s in 24 hours. Please continue tomorrow.")
            % {"number": limit}
        )
