"""Claim due messages, and decide which of them may be sent now."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.db.models import F

from mentoring.mail.actions import suppress_if_unwanted
from mentoring.mail.enums import MessageState, Reason
from mentoring.mail.extensions import MESSAGE_KINDS, MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.quiet_hours import next_open
from mentoring.mail.selectors import automatic_mail_times, reasons_not_to_send
from mentoring.mail.weekly_cap import next_allowed
from mentoring.tenancy.scope import tenant_scope

CLAIM_SIZE = 200


@dataclass
class Claim:
    """Messages that one worker holds until the lease ends; no other worker touches them before."""

    id: UUID
    messages: list[OutboxMessage] = field(default_factory=list)
    # The messages merged into each, now or by an earlier worker that died.
    merged: dict[UUID, list[OutboxMessage]] = field(default_factory=dict)
    is_last: bool = False  # nothing else was due


def claim_due(organization_id: UUID, *, at: datetime, limit: int = CLAIM_SIZE) -> Claim:
    """Claim up to `limit` due messages of the organization in one transaction, and resolve those not to be sent now.

    Messages that recipients do not want are suppressed; those in quiet hours or over the weekly cap are postponed;
    those of a kind that merges are combined.
    """
    claim = Claim(uuid4())
    with tenant_scope(organization_id):
        # Claims of one organization are serialized: otherwise two workers could count the same emails of a week and
        # each add one. Sending is not serialized.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"mail:{organization_id}"]
            )
        due = OutboxMessage.objects.due(at).in_sending_order()
        rows = list(due.select_for_update(skip_locked=True)[:limit])
        claim.is_last = len(rows) < limit
        if rows:
            _admit(claim, rows, at=at)
            OutboxMessage.objects.filter(pk__in=[m.pk for m in claim.messages]).update(
                claim_id=claim.id, lease_until=at + settings.MAIL_LEASE
            )
            _read_merged(claim)
    return claim


def resolve_interrupted(organization_id: UUID, *, at: datetime) -> None:
    """Resolve the messages being sent by workers that have died or lost their connection: whose lease has ended.

    A worker marks a message as being sent only when the one before was accepted by the mail server or has another
    state. So all such messages of a claim were sent except the last one, which is in doubt: a person has to decide.
    """
    with tenant_scope(organization_id):
        by_claim: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
        for pk, claim_id, lease_until in OutboxMessage.objects.sending().values_list(
            "pk", "claim_id", "lease_until"
        ):
            by_claim[claim_id or pk].append((pk, lease_until))
        sent: list[UUID] = []
        doubtful: list[UUID] = []
        for sending in by_claim.values():
            if max(lease_until for _pk, lease_until in sending) <= at:
                sent += [pk for pk, _lease_until in sending[:-1]]
                doubtful.append(sending[-1][0])
        still = OutboxMessage.objects.filter(state=MessageState.SENDING)  # a late answer may arrive meanwhile
        still.filter(pk__in=sent).update(
            state=MessageState.SENT, sent_at=F("state_at"), claim_at=None, lease_until=None
        )
        still.filter(pk__in=doubtful).update(
            state=MessageState.IN_DOUBT, reason=Reason.INTERRUPTED, lease_until=None
        )


def _admit(claim: Claim, rows: list[OutboxMessage], *, at: datetime) -> None:
    reasons = reasons_not_to_send(m.recipient_email_norm for m in rows)
    automatic = {m.recipient_email_norm for m in rows if m.is_automatic}
    times = automatic_mail_times(automatic, at) if automatic else {}
    carriers: dict[tuple[str, str], OutboxMessage] = {}
    settled: list[OutboxMessage] = []
    for message in rows:
        kind = MESSAGE_KINDS.get(message.kind)
        email = message.recipient_email_norm
        if kind is None:
            # Claimed nevertheless: delivery.py marks it as broken, which administrators see.
            claim.messages.append(message)
        elif suppress_if_unwanted(message, kind, reasons):
            settled.append(message)
        elif kind.merge and (carrier := carriers.get((message.kind, email))):
            message.state, message.merged_into_id, message.claim_at = MessageState.MERGED, carrier.pk, None
            settled.append(message)
        elif message.is_automatic and _postpone(message, times.get(email, []), at=at):
            settled.append(message)
        else:
            if message.is_automatic:
                times.setdefault(email, []).append(at)
            carriers[message.kind, email] = message
            claim.messages.append(message)
    for message in settled:
        message.state_at = at
    OutboxMessage.objects.bulk_update(
        settled,
        ["state", "state_at", "reason", "due_at", "claim_at", "merged_into_id"],
        batch_size=CLAIM_SIZE,
    )


def _postpone(message: OutboxMessage, times: list[datetime], *, at: datetime) -> bool:
    """Postpone the message until it may be sent; return whether it was postponed."""
    allowed = next_allowed(at, times)
    opens_at = next_open(allowed, message.time_zone)
    if opens_at == at:
        return False
    message.due_at = message.claim_at = opens_at
    message.reason = Reason.WEEKLY_CAP if allowed != at else Reason.QUIET_HOURS
    return True


def _read_merged(claim: Claim) -> None:
    carriers = {m.pk: m for m in claim.messages if _merges(MESSAGE_KINDS.get(m.kind))}
    if not carriers:
        return
    found = defaultdict(list)
    for message in OutboxMessage.objects.filter(
        recipient_email_norm__in={m.recipient_email_norm for m in carriers.values()},
        state=MessageState.MERGED,
        merged_into_id__in=list(carriers),
    ).order_by("created_at", "id"):
        found[message.merged_into_id].append(message)
    claim.merged = dict(found)


def _merges(kind: MessageKind | None) -> bool:
    return kind is not None and kind.merge is not None
