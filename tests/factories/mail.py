from datetime import UTC, datetime
from uuid import uuid4

from mentoring.mail.models import (
    OPEN,
    DeliveryCheck,
    MailPreference,
    OutboxMessage,
    SendingPause,
    Suppression,
)
from tests.factories import makes

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@makes(OutboxMessage)
def make_message(*, mark: str = "message", **fields) -> OutboxMessage:
    email = fields.pop("recipient_email", f"{uuid4().hex[:12]}@example.org")
    state = fields.get("state", "waiting")
    return OutboxMessage.objects.create(
        **{
            "kind": "mail.test",
            "category": "account",
            "dedup_key": f"{mark}:{uuid4().hex}",
            "recipient_email": email,
            "recipient_email_norm": email.lower(),
            "recipient_name": mark,
            "language": "en",
            "time_zone": "UTC",
            "queued_by_kind": "system",
            "created_at": NOON,
            "due_at": NOON,
            "claim_at": fields.get("due_at", NOON) if state in OPEN else None,
            "state_at": NOON,
            "sent_at": NOON if state == "sent" else None,
            "message_id": f"<{uuid4().hex}@example.org>",
            **fields,
        }
    )


@makes(MailPreference)
def make_preference(*, mark: str = "preference", **fields) -> MailPreference:
    return MailPreference.objects.create(
        **{
            "email_norm": f"{mark.lower()}-{uuid4().hex[:8]}@example.org",
            "category": "reminders",
            "changed_at": NOON,
            **fields,
        }
    )


@makes(Suppression)
def make_suppression(*, mark: str = "suppression", **fields) -> Suppression:
    return Suppression.objects.create(
        **{
            "email_norm": f"{mark.lower()}-{uuid4().hex[:8]}@example.org",
            "reason": "bounced",
            "detail": mark,
            "created_at": NOON,
            **fields,
        }
    )


@makes(SendingPause)
def make_sending_pause(*, mark: str = "mail.test", **fields) -> SendingPause:
    return SendingPause.objects.create(
        **{"kind": mark[:80], "scope_id": uuid4(), "paused_at": NOON, **fields}
    )


@makes(DeliveryCheck)
def make_delivery_check(*, mark: str = "example.org", **fields) -> DeliveryCheck:
    """Make the organization's check, or change it: there is one at most."""
    values = {"domain": mark[:253], "requested_at": NOON, "checked_at": NOON, "findings": [], **fields}
    return DeliveryCheck.objects.update_or_create(defaults=values)[0]
