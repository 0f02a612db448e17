"""The link under every mail that can be switched off: choose categories, or off with one click (RFC 8058)."""

from uuid import UUID

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.links import LinkView


class UnsubscribeLink(LinkView):
    """The target is a message: it names the address and the category, and the link needs nothing else stored."""

    purpose = "unsubscribe"
    is_csrf_exempt = True  # a mail program posts without ever having seen a page of ours
    target: OutboxMessage

    @classmethod
    def find(cls, target_id: UUID) -> OutboxMessage | None:
        return OutboxMessage.objects.filter(pk=target_id).first()
