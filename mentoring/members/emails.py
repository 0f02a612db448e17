"""The email of an invitation. Its context is read when it is sent."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import BulkItem, queue_bulk, queue_message
from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.members.models import MemberInvite
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id

INVITE = "members.invite"
OTHER_ADDRESS = "members.invite_accepted_with_other_address"


def queue_invite(invite: MemberInvite, *, by: Actor) -> None:
    """Queue the email of one invitation. The key contains the link version, so resending queues a new email."""
    queue_message(INVITE, recipient=_recipient(invite), about=invite, dedup_key=_dedup_key(invite), by=by)


def queue_invites(invites: Sequence[MemberInvite], *, by: Actor) -> UUID:
    """Queue the emails of many invitations with a delay of two minutes; return the id of their batch."""
    items = [BulkItem(_recipient(invite), _dedup_key(invite), invite) for invite in invites]
    return queue_bulk(INVITE, items, by=by).id


def directory_invite_key(kind: str, invite: MemberInvite) -> str:
    """Return the key of the last email of an invitation from the directory; earlier emails are outdated."""
    return f"{kind}:{invite.pk.hex}:{invite.link_version}:{invite.sent_at:%Y%m%d%H%M%S}"


def invite_context(message: OutboxMessage) -> dict[str, Any] | None:
    """Return the context, or None if the invitation has since been accepted, withdrawn or resent."""
    invites = MemberInvite.objects.select_related("invited_by__user").pending(timezone.now())
    invite = invites.filter(pk=message.about_id).first()
    if invite is None or message.dedup_key != _dedup_key(invite):
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    inviter = str(invite.invited_by.user) if invite.invited_by else organization.name
    return {
        "organization": organization.name,
        "inviter": inviter,
        "invite": invite,
        "words": [line for line in invite.message.splitlines() if line.strip()],
        "action_url": LINK_VIEWS["invite"].url_to(invite, organization),
        "action_label": _("View invitation"),
    }


def queue_other_address_notices(invite: MemberInvite, *, by: Actor) -> None:
    """Notify the inviter and the invited address that another account has accepted the invitation."""
    recipients = {invite.email: _recipient(invite)}
    if invite.invited_by:
        user = invite.invited_by.user
        recipients[user.email] = Recipient(user.email, user.name, user.language, user.time_zone)
    for email, recipient in recipients.items():
        key = f"{OTHER_ADDRESS}:{invite.pk.hex}:{email}"
        queue_message(OTHER_ADDRESS, recipient=recipient, about=invite, dedup_key=key, by=by)


def other_address_context(message: OutboxMessage) -> dict[str, Any] | None:
    """Return the context of the notice, or None if the invitation no longer exists."""
    invites = MemberInvite.objects.select_related("accepted_by__user")
    invite = invites.filter(pk=message.about_id, accepted_by__isnull=False).first()
    if invite is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    return {
        "organization": organization.name,
        "invited": invite.email,
        "account": invite.accepted_by.user.email,
        "is_inviter": message.recipient_email_norm != invite.email,
    }


def register() -> None:
    register_kind(
        MessageKind(
            name=OTHER_ADDRESS,
            label=_("Invitation accepted with another address"),
            category=Category.ACCOUNT,
            template="members/mail/other_address",
            subject=_("Invitation accepted with another address"),
            context=other_address_context,
        )
    )
    register_kind(
        MessageKind(
            name=INVITE,
            label=_("Invitation to an organization"),
            category=Category.ACCOUNT,
            template="members/mail/invite",
            subject=_("%(inviter)s invited you to %(organization)s"),
            context=invite_context,
        )
    )


def _recipient(invite: MemberInvite) -> Recipient:
    return Recipient(invite.email, language=invite.language)


def _dedup_key(invite: MemberInvite) -> str:
    return f"{INVITE}:{invite.pk.hex}:{invite.link_version}"
