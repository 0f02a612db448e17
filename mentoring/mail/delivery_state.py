"""Record the state of each message during delivery. Every change is committed on its own, to survive a crash."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from mentoring.mail.addresses import ERROR_LENGTH, suppress_address
from mentoring.mail.enums import Choice, MessageState, Reason, SuppressionReason
from mentoring.mail.models import OPEN, OutboxMessage
from mentoring.mail.transport import Refused
from mentoring.tenancy.scope import tenant_scope

BACKOFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440)]


def literal(value: UUID | None) -> str:
    if value is None:
        return "NULL"
    if not isinstance(value, UUID):
        raise TypeError(f"{type(value).__name__} is no UUID")
    return f"'{value}'"


# Accepted emails are marked as sent together: when there are this many, or the first is this old.
SENT_BATCH = 50
SECONDS = 1.0


class DeliveryState:
    """The state changes of one claim. Each method except remember_sent() commits before it returns."""

    def __init__(self, organization_id: UUID, claim_id: UUID) -> None:
        self.organization_id, self.claim_id = organization_id, claim_id
        self._scope = f"SET LOCAL app.organization_id = {literal(organization_id)}"
        self._call = f"SELECT public.mail_advance({literal(organization_id)}, {literal(claim_id)}, "
        self._lease = f"'{settings.MAIL_LEASE.total_seconds()} seconds'"
        self._sent: list[UUID] = []  # accepted by the server, not yet marked
        self._oldest = 0.0

    def mark_sending(self, message_id: UUID) -> bool:
        """Mark a message as being sent; return whether it may be sent.

        It may not when it was cancelled, or when this worker's lease has ended. Call this only when the message
        before is remembered as sent or has another state: resolve_interrupted() relies on that to tell which
        messages were sent and which is in doubt.
        """
        is_due = len(self._sent) >= SENT_BATCH or (self._sent and time.monotonic() - self._oldest > SECONDS)
        return self._advance(message_id, with_sent=bool(is_due))

    def remember_sent(self, message_id: UUID) -> None:
        """Remember that the server has accepted a message; it is marked as sent together with others."""
        if not self._sent:
            self._oldest = time.monotonic()
        self._sent.append(message_id)

    def save_sent(self) -> None:
        """Mark the accepted messages as sent."""
        if self._sent:
            self._advance(None, with_sent=True)

    def _advance(self, sending: UUID | None, *, with_sent: bool) -> bool:
        """Mark messages as sent and one as sending in one commit, by a database function (see its migration)."""
        sent = "NULL"
        if with_sent:
            sent = f"ARRAY[{', '.join(map(literal, self._sent))}]::uuid[]"
            self._sent = []
        mark = f"{self._call}{sent}, {literal(sending)}, {self._lease})"
        if connection.in_atomic_block:  # in the transaction of a test
            with tenant_scope(self.organization_id), connection.cursor() as cursor:
                cursor.execute(mark)
                return cursor.fetchone()[0]
        # Equivalent to tenant_scope, in a third of its time. It runs once for each email, so it bypasses Django's
        # cursor and parameter binding; it contains nothing but UUIDs, NULL and numbers. Citus passes the whole
        # message of a SET LOCAL on to its nodes, so the call is not in it.
        connection.ensure_connection()
        with connection.connection, connection.connection.cursor() as cursor:
            cursor.execute(self._scope)
            cursor.execute(mark)
            return cursor.fetchone()[0]

    def mark_refused(self, message: OutboxMessage, refusal: Refused, *, at: datetime) -> None:
        """Retry a temporary refusal later; fail a permanent one, and a temporary one after too many attempts."""
        attempts = message.attempts + 1
        if refusal.is_permanent or attempts > len(BACKOFF):
            self._settle(
                message, MessageState.FAILED, Reason.REFUSED, at=at, error=str(refusal), attempts=attempts
            )
        else:
            later = at + BACKOFF[attempts - 1]
            self._settle(
                message,
                MessageState.WAITING,
                Reason.RETRY,
                at=at,
                error=str(refusal),
                due_at=later,
                attempts=attempts,
            )
        if refusal.is_bad_address:
            with tenant_scope(self.organization_id):
                suppress_address(
                    message.recipient_email_norm, SuppressionReason.BOUNCED, detail=str(refusal), at=at
                )

    def mark_in_doubt(self, message: OutboxMessage, error: Exception, *, at: datetime) -> None:
        self._settle(message, MessageState.IN_DOUBT, Reason.INTERRUPTED, at=at, error=str(error))

    def mark_outdated(self, message: OutboxMessage, *, at: datetime) -> None:
        self._settle(message, MessageState.CANCELLED, Reason.OUTDATED, at=at)

    def mark_broken(self, message: OutboxMessage, error: Exception, *, at: datetime) -> None:
        self._settle(message, MessageState.FAILED, Reason.BROKEN, at=at, error=type(error).__name__)

    def requeue(self, message: OutboxMessage, error: Exception, *, at: datetime) -> None:
        """Queue a message again of which the server has certainly received nothing."""
        self._settle(message, MessageState.WAITING, Reason.RETRY, at=at, error=str(error), due_at=at)

    def release(self, messages: Sequence[OutboxMessage]) -> None:
        """Release the claimed messages that were not sent, for other workers."""
        with tenant_scope(self.organization_id):
            OutboxMessage.objects.filter(
                pk__in=[m.pk for m in messages], claim_id=self.claim_id, state=MessageState.WAITING
            ).update(claim_id=None, lease_until=None)

    def _settle(
        self,
        message: OutboxMessage,
        state: Choice,
        reason: Choice,
        *,
        at: datetime,
        error: str = "",
        due_at: datetime | None = None,
        attempts: int | None = None,
    ) -> None:
        self.save_sent()
        with tenant_scope(self.organization_id):
            OutboxMessage.objects.filter(
                pk=message.pk,
                claim_id=self.claim_id,
                state__in=OPEN,
            ).update(
                state=state,
                reason=reason,
                state_at=at,
                due_at=due_at or message.due_at,
                claim_at=(due_at or message.claim_at) if state in OPEN else None,
                last_error=error[:ERROR_LENGTH],
                attempts=message.attempts if attempts is None else attempts,
                claim_id=None,
                lease_until=None,
            )
