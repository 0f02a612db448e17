"""Handle bounces, complaints and unsubscriptions reported by an email provider."""

from datetime import datetime
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.dispatch import receiver
from django.utils import timezone

from mentoring.email_address import normalize_email
from mentoring.mail.addresses import OPTIONAL_CATEGORIES, suppress_address, unsubscribe
from mentoring.mail.enums import MessageState, Reason, SuppressionReason
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import organization_id_or_none

REASONS = {
    EventType.BOUNCED: SuppressionReason.BOUNCED,
    EventType.COMPLAINED: SuppressionReason.COMPLAINED,
}


@receiver(tracking)
def handle_tracking_event(event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """Suppress an address after a bounce or complaint; unsubscribe it on request."""
    if organization_id_or_none() is None or not event.recipient:
        return
    email, at = normalize_email(event.recipient), timezone.now()
    if event.event_type in REASONS:
        reason = REASONS[event.event_type]
        suppress_address(email, reason, detail=event.description or esp_name, at=at)
        if event.event_type == EventType.BOUNCED:
            _mark_bounced(event, email, at)
    elif event.event_type == EventType.UNSUBSCRIBED:
        for category in OPTIONAL_CATEGORIES:
            unsubscribe(email, category, by=Actor.system(f"mail-events {esp_name}"), at=at)


def _mark_bounced(event: AnymailTrackingEvent, email: str, at: datetime) -> None:
    """Mark the message itself as bounced."""
    message_id = (event.metadata or {}).get("message_id")
    if message_id:
        OutboxMessage.objects.filter(recipient_email_norm=email, message_id=message_id).update(
            state=MessageState.FAILED,
            claim_at=None,
            reason=Reason.BOUNCED,
            state_at=at,
            last_error=(event.description or "")[:500],
        )
