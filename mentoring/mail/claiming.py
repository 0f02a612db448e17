"""Claim due messages, and decide which of them may be sent now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.db.models import F

from mentoring.mail.actions import suppress_if_unwanted
from mentoring.mail.enums import Choice, MessageState, Priority, Reason
from mentoring.mail.extensions import MESSAGE_KINDS, SILENT_SCOPES, MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.quiet_hours import next_open
from mentoring.mail.selectors import (
    automatic_mail_times,
    is_paused,
    other_due_priorities,
    paused_kinds,
    reasons_not_to_send,
)
from mentoring.mail.weekly_cap import next_allowed
from mentoring.tenancy.scope import tenant_scope

CLAIM_SIZE = 200
# How often messages of a paused kind are checked; ending the pause releases them at once.
PAUSE_CHECK_INTERVAL = timedelta(hours=1)


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
    those that have waited too long expire; those of a kind that merges are combined.
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
    silent = _silent_scopes(rows)
    automatic = [m for m in rows if m.is_automatic]
    addresses = {m.recipient_email_norm for m in automatic}
    times = automatic_mail_times(addresses, at) if automatic else {}
    paused = paused_kinds() if automatic else set()
    # What is more urgent may lie beyond the batch; it is not overtaken.
    others = other_due_priorities(automatic, at) if automatic and not claim.is_last else {}
    carriers: dict[tuple[str, str], OutboxMessage] = {}
    settled: list[OutboxMessage] = []
    # The most urgent is admitted first; admitted messages are sent in the order of the claim, on which
    # resolve_interrupted() relies.
    for message in sorted(rows, key=_priority):
        kind = MESSAGE_KINDS.get(message.kind)
        email = message.recipient_email_norm
        if kind is None:
            # Claimed nevertheless: delivery.py marks it as broken, which administrators see.
            claim.messages.append(message)
        elif message.scope_id in silent:
            message.state, message.reason, message.claim_at = MessageState.SUPPRESSED, Reason.TEST_RUN, None
            settled.append(message)
        elif suppress_if_unwanted(message, kind, reasons) or _expire(message, at):
            settled.append(message)
        elif message.is_automatic and is_paused(message.kind, message.scope_id, paused):
            _postpone_until(message, at + PAUSE_CHECK_INTERVAL, Reason.PAUSED)
            settled.append(message)
        elif kind.merge and (carrier := carriers.get((message.kind, email))):
            message.state, message.merged_into_id, message.claim_at = MessageState.MERGED, carrier.pk, None
            settled.append(message)
        elif message.is_automatic and _postpone(
            message, kind, [*times.get(email, ()), *_ahead(others.get(email, ()), kind, at)], at=at
        ):
            settled.append(message)
        else:
            if kind.is_capped:
                times.setdefault(email, []).append(at)
            carriers[message.kind, email] = message
            claim.messages.append(message)
    place = {message.pk: n for n, message in enumerate(rows)}
    claim.messages.sort(key=lambda message: place[message.pk])
    for message in settled:
        message.state_at = at
    OutboxMessage.objects.bulk_update(
        settled,
        ["state", "state_at", "reason", "due_at", "claim_at", "merged_into_id"],
        batch_size=CLAIM_SIZE,
    )


def _silent_scopes(rows: list[OutboxMessage]) -> set[UUID]:
    scopes = {message.scope_id for message in rows if message.scope_id}
    return {scope for silent in SILENT_SCOPES for scope in silent(scopes)} if scopes else set()


def _priority(message: OutboxMessage) -> Priority:
    kind = MESSAGE_KINDS.get(message.kind)
    return kind.priority if kind else Priority.REMINDER


def _ahead(priorities: Iterable[Priority], kind: MessageKind, at: datetime) -> list[datetime]:
    return [at for priority in priorities if priority < kind.priority]


def _expire(message: OutboxMessage, at: datetime) -> bool:
    """Cancel a message that has waited too long; return whether it has."""
    if message.expires_at is None or message.expires_at > at:
        return False
    message.state, message.reason, message.claim_at = MessageState.CANCELLED, Reason.EXPIRED, None
    return True


def _postpone(message: OutboxMessage, kind: MessageKind, times: list[datetime], *, at: datetime) -> bool:
    """Postpone the message until it may be sent; return whether it was postponed."""
    allowed = next_allowed(at, times) if kind.is_capped else at
    opens_at = next_open(allowed, message.time_zone)
    if opens_at == at:
        return False
    _postpone_until(message, opens_at, Reason.WEEKLY_CAP if allowed != at else Reason.QUIET_HOURS)
    return True


def _postpone_until(message: OutboxMessage, later: datetime, reason: Choice) -> None:
    """Let the message wait; one that would be too late then expires now, where it is seen early."""
    if message.expires_at is not None and message.expires_at <= later and reason != Reason.PAUSED:
        _expire(message, message.expires_at)
        return
    message.due_at = message.claim_at = later
    message.reason = reason


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
