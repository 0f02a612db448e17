"""An email of the outbox as its recipient gets it."""

from django.utils import timezone

from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import TemplateCache, render_email
from mentoring.tenancy.models import Organization


def text_of_email(message: OutboxMessage) -> str:
    """Return subject, text and HTML."""
    kind = MESSAGE_KINDS[message.kind]
    organization = Organization.objects.get(pk=message.organization_id)
    context = kind.context(message)
    assert context is not None
    email = render_email(message, kind, context, organization, at=timezone.now(), cache=TemplateCache())
    return f"{email.subject}\n{email.text}\n{email.html}"
