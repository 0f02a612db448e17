from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from mentoring.mail.enums import MessageState


class OutboxQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "OutboxQuerySet":
        """Return the messages that can be claimed: waiting, due, and without an unexpired lease."""
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=at), state=MessageState.WAITING, claim_at__lte=at
        )

    def in_doubt(self) -> "OutboxQuerySet":
        return self.filter(claim_at__isnull=False, state=MessageState.IN_DOUBT)

    def sending(self) -> "OutboxQuerySet":
        """Return the messages that a worker has marked as being sent, in sending order."""
        return self.filter(claim_at__isnull=False, state=MessageState.SENDING).in_sending_order()

    def in_sending_order(self) -> "OutboxQuerySet":
        return self.order_by("claim_at", "id")

    def of_batch(self, batch_id: UUID) -> "OutboxQuerySet":
        return self.filter(batch_id=batch_id)

    def newest_first(self) -> "OutboxQuerySet":
        return self.order_by(F("created_at").desc(), F("id").desc())
