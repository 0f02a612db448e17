"""The mail of an invite: queued here, read when it is sent."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import Item, queue_bulk, queue_message
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


def queue_invite(invite: MemberInvite, *, by: Actor) -> None:
    """Queue the mail of one invite. Sent again, it is another mail: the version is part of its key."""
    queue_message(INVITE, recipient=_recipient(invite), about=invite, dedup_key=_dedup_key(invite), by=by)


def queue_invites(invites: Sequence[MemberInvite], *, by: Actor) -> UUID:
    """Queue the mails of many invites, which wait two minutes, and return the id of their batch."""
    items = [Item(_recipient(invite), _dedup_key(invite), invite) for invite in invites]
    return queue_bulk(INVITE, items, by=by).id


def invite_context(message: OutboxMessage) -> dict[str, Any] | None:
    """Return what the mail says, or None when the invite was answered, withdrawn or sent again meanwhile."""
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


def register() -> None:
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
