"""Preview a message for administrators: links are masked, private kinds hidden, nothing is stored."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone, translation

from mentoring.mail.enums import MessageState
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.mail.rendering import TemplateCache, render_email
from mentoring.tenancy.models import Organization

LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
MASK = "[…]"


def preview(message: OutboxMessage, organization: Organization) -> tuple[str, str] | None:
    """Return subject and text as they would be rendered now, with every link masked, because links grant access.

    None when the kind is private or unknown, or when the message is outdated. The email that was sent may have
    differed.
    """
    kind = MESSAGE_KINDS.get(message.kind)
    if kind is None or kind.is_private:
        return None
    with translation.override(message.language):
        merged = OutboxMessage.objects.filter(
            recipient_email_norm=message.recipient_email_norm,
            state=MessageState.MERGED,
            merged_into_id=message.pk,
        ).order_by("created_at", "id")
        together = [message, *merged] if kind.merge else [message]
        context = kind.merge(together) if kind.merge and len(together) > 1 else kind.context(message)
    if context is None:
        return None
    email = render_email(message, kind, context, organization, at=timezone.now(), cache=TemplateCache())
    return LINK.sub(MASK, email.subject), LINK.sub(MASK, email.text)


def preview_unqueued(
    kind_name: str, recipient: Recipient, context: Mapping[str, Any], organization: Organization
) -> tuple[str, str]:
    """Return subject and text of an email that is not in the outbox, with masked links."""
    message = OutboxMessage(
        recipient_email=recipient.email,
        recipient_name=recipient.name,
        language=recipient.language or organization.language,
        time_zone=recipient.time_zone or organization.time_zone,
    )
    kind = MESSAGE_KINDS[kind_name]
    email = render_email(message, kind, context, organization, at=timezone.now(), cache=TemplateCache())
    return LINK.sub(MASK, email.subject), LINK.sub(MASK, email.text)
