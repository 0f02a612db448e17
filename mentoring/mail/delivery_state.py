"""Write down how far each message is. Every marker is committed on its own: that is what a crash leaves behind."""

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


# The mails that a server has taken are marked together: so many, or when the first of them is so old.
TOGETHER = 50
SECONDS = 1.0


class Marker:
    """The markers of one claim. Each method commits before it returns, but for keep_sent()."""

    def __init__(self, organization_id: UUID, claim_id: UUID) -> None:
        self.organization_id, self.claim_id = organization_id, claim_id
        self._scope = f"SET LOCAL app.organization_id = {literal(organization_id)}; "
        self._call = f"SELECT public.mail_advance({literal(organization_id)}, {literal(claim_id)}, "
        self._lease = f"'{settings.MAIL_LEASE.total_seconds()} seconds'"
        self._sent: list[UUID] = []  # taken by the server, not yet marked
        self._oldest = 0.0

    def announce(self, message_id: UUID) -> bool:
        """Mark a message as being sent; return whether it may be handed over.

        It may not when it was cancelled, or when this worker was so slow that its lease has ended. To be called only
        when what was announced before is kept as sent or has another state: that is how settle_interrupted() tells
        what has gone from what is in doubt.
        """
        is_time = len(self._sent) >= TOGETHER or (self._sent and time.monotonic() - self._oldest > SECONDS)
        return self._advance(message_id, with_sent=bool(is_time))

    def keep_sent(self, message_id: UUID) -> None:
        """Remember that the server has taken a message, to be marked with others."""
        if not self._sent:
            self._oldest = time.monotonic()
        self._sent.append(message_id)

    def mark_sent(self) -> None:
        """Mark as sent what the server has taken."""
        if self._sent:
            self._advance(None, with_sent=True)

    def _advance(self, sending: UUID | None, *, with_sent: bool) -> bool:
        """Both in one commit, by a function of the database: migration 0006 says what it does, and why it is one."""
        sent = "NULL"
        if with_sent:
            sent = f"ARRAY[{', '.join(map(literal, self._sent))}]::uuid[]"
            self._sent = []
        mark = f"{self._call}{sent}, {literal(sending)}, {self._lease})"
        if connection.in_atomic_block:  # somebody else's transaction, in tests
            with tenant_scope(self.organization_id), connection.cursor() as cursor:
                cursor.execute(mark)
                return cursor.fetchone()[0]
        # The same as the scope, in one message to the server instead of four: statements that are sent together
        # are one transaction, so SET LOCAL holds for the other and ends with it. Past Django's cursor and without
        # binding, for this runs once for every mail; nothing in it can be anything but a UUID, NULL or a number.
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:
            cursor.execute(self._scope + mark)
            return cursor.fetchone()[0]

    def refuse(self, message: OutboxMessage, refusal: Refused, *, at: datetime) -> None:
        """Try again later what was refused for now; give up what was refused for good, or too often."""
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

    def doubt(self, message: OutboxMessage, error: Exception, *, at: datetime) -> None:
        self._settle(message, MessageState.IN_DOUBT, Reason.INTERRUPTED, at=at, error=str(error))

    def drop(self, message: OutboxMessage, *, at: datetime) -> None:
        self._settle(message, MessageState.CANCELLED, Reason.OUTDATED, at=at)

    def fail(self, message: OutboxMessage, error: Exception, *, at: datetime) -> None:
        self._settle(message, MessageState.FAILED, Reason.BROKEN, at=at, error=type(error).__name__)

    def put_back(self, message: OutboxMessage, error: Exception, *, at: datetime) -> None:
        """Make a message wait again of which the server has certainly not got anything."""
        self._settle(message, MessageState.WAITING, Reason.RETRY, at=at, error=str(error), due_at=at)

    def release(self, messages: Sequence[OutboxMessage]) -> None:
        """Let others have what this claim still holds and has not announced."""
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
        self.mark_sent()
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
