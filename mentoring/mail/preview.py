"""What a message says, for administrators: links masked, private kinds closed, nothing stored."""

import re

from django.utils import timezone, translation

from mentoring.mail.enums import MessageState
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import Skeletons, write_letter
from mentoring.tenancy.models import Organization

LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
MASK = "[…]"


def preview(message: OutboxMessage, organization: Organization) -> tuple[str, str] | None:
    """Return subject and text as they would be written now, every link masked: an address is a right to act.

    None when the kind is private or unknown, or when the message has nothing to say any more. Read, not kept: a
    mail that has been sent may have said something else.
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
    letter = write_letter(message, kind, context, organization, at=timezone.now(), skeletons=Skeletons())
    return LINK.sub(MASK, letter.subject), LINK.sub(MASK, letter.text)
