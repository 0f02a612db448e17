"""Queue messages and cancel them. delivery.py sends them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.email_address import normalize_email
from mentoring.mail.emails import TEST
from mentoring.mail.enums import Choice, MessageState, Reason
from mentoring.mail.exports import outbox_csv
from mentoring.mail.extensions import MESSAGE_KINDS, MessageKind
from mentoring.mail.headers import checked_address, single_line
from mentoring.mail.models import OutboxMessage
from mentoring.mail.quiet_hours import next_open
from mentoring.mail.recipients import Recipient, ReplyTo
from mentoring.mail.selectors import reasons_not_to_send
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.bulk import insert_new_rows
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import current_organization_id
from mentoring.tenancy.tasks import enqueue

UNDO_WINDOW = timedelta(minutes=2)
DELIVER_TASK = "mail.deliver"
# From so many messages on, COPY is faster than INSERT, which Django writes value by value.
MANY = 100


@dataclass(frozen=True)
class BulkItem:
    """One message of several that are queued together."""

    recipient: Recipient
    dedup_key: str
    about: models.Model | UUID | None = None
    due_at: datetime | None = None
    reply_to: ReplyTo | None = None
    scope_id: UUID | None = None


@dataclass(frozen=True)
class Batch:
    """The messages queued by queue_bulk, without duplicates of earlier ones. `id` cancels them within two minutes."""

    id: UUID
    messages: Sequence[OutboxMessage]


def queue_message(
    kind: str,
    *,
    recipient: Recipient,
    about: models.Model | UUID | None,
    dedup_key: str,
    by: Actor,
    due_at: datetime | None = None,
    reply_to: ReplyTo | None = None,
    bulk: bool = False,
    scope_id: UUID | None = None,
) -> OutboxMessage | None:
    """Add one message to the outbox, in the caller's transaction; return None when its key exists already.

    The key identifies the message, so that queuing it twice sends one email. `bulk` delays it by two minutes. For an
    address that is suppressed or unsubscribed, the row records that and no email is sent.
    """
    item = BulkItem(recipient, dedup_key, about, due_at, reply_to, scope_id)
    queued = _queue(kind, [item], by=by, batch_id=None, wait=UNDO_WINDOW if bulk else None)
    return queued[0] if queued else None


def queue_bulk(kind: str, items: Iterable[BulkItem], *, by: Actor) -> Batch:
    """Add many messages of one kind to the outbox, in the caller's transaction, delayed by two minutes.

    The number of statements does not depend on the number of messages. Audited as one event with the count.
    """
    batch_id = uuid4()
    messages = _queue(kind, list(items), by=by, batch_id=batch_id, wait=UNDO_WINDOW)
    record("mail.queue_bulk", by=by, values={"kind": kind, "count": len(messages), "batch": str(batch_id)})
    return Batch(batch_id, messages)


@transaction.atomic
def cancel_messages(
    *, by: Actor, batch_id: UUID | None = None, ids: Sequence[UUID] = (), at: datetime | None = None
) -> int:
    """Cancel messages of a batch, or by id, that have not been sent; return how many.

    This includes messages that a worker has claimed but not begun to send: mark_sending() checks the state.
    """
    if (batch_id is None) == (not ids):
        raise ValueError("Pass either batch_id or ids.")
    wanted = models.Q(batch_id=batch_id) if batch_id else models.Q(id__in=list(ids))
    count = OutboxMessage.objects.filter(wanted, state=MessageState.WAITING).update(
        state=MessageState.CANCELLED,
        reason=Reason.UNDONE,
        state_at=at or timezone.now(),
        claim_at=None,
        claim_id=None,
        lease_until=None,
    )
    if count:
        record("mail.cancel_messages", by=by, values={"count": count})
    return count


@transaction.atomic
def resend_in_doubt(message: OutboxMessage, *, by: Actor, at: datetime | None = None) -> None:
    """Send a message in doubt again under the same Message-ID, so that mail programs can tell a duplicate."""
    at = at or timezone.now()
    # In one statement, so that two administrators who click at the same time cause one email.
    resent = OutboxMessage.objects.filter(pk=message.pk, state=MessageState.IN_DOUBT).update(
        state=MessageState.WAITING,
        reason=Reason.NONE,
        state_at=at,
        due_at=at,
        claim_at=at,
        claim_id=None,
        lease_until=None,
        attempts=0,
    )
    if not resent:
        raise ValidationError(
            _("Only messages whose delivery is uncertain can be resent."), code="not_in_doubt"
        )
    record("mail.resend_in_doubt", message, by=by, values={"kind": message.kind})
    enqueue(DELIVER_TASK)


def send_test_email(membership: Membership, *, by: Actor) -> OutboxMessage:
    """Queue a test email to the member's own address."""
    user = membership.user
    message = queue_message(
        TEST,
        recipient=Recipient(user.email, user.name, user.language, user.time_zone),
        about=membership,
        dedup_key=f"{TEST}:{uuid4().hex}",
        by=by,
    )
    assert message is not None  # the key is new
    record("mail.send_test", message, by=by)
    return message


@transaction.atomic
def export_outbox(messages: models.QuerySet[OutboxMessage], *, by: Actor) -> tuple[str, int]:
    """Return the messages as CSV, and how many; record the export in the audit log."""
    text, count = outbox_csv(messages)
    record("mail.export", by=by, values={"count": count})
    return text, count


def _queue(
    kind_name: str, items: Sequence[BulkItem], *, by: Actor, batch_id: UUID | None, wait: timedelta | None
) -> list[OutboxMessage]:
    kind = MESSAGE_KINDS[kind_name]
    now = timezone.now()
    organization = Organization.objects.get(pk=current_organization_id())
    messages = [
        _message(kind, item, organization, now=now, wait=wait, batch_id=batch_id, by=by) for item in items
    ]
    reasons = reasons_not_to_send(m.recipient_email_norm for m in messages)
    for message in messages:
        suppress_if_unwanted(message, kind, reasons)
    with transaction.atomic():
        new = _insert(messages)
    queued = [message for message in messages if message.pk in new]
    if any(message.due_at <= now for message in queued):
        enqueue(DELIVER_TASK)
    return queued


def _insert(messages: Sequence[OutboxMessage]) -> set[UUID]:
    """Insert the messages whose key is new; return their ids. One queued earlier keeps its row, with another id."""
    if len(messages) < MANY:
        OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
        ids = [message.pk for message in messages]
        return set(OutboxMessage.objects.filter(pk__in=ids).values_list("pk", flat=True))
    columns = [f.attname for f in OutboxMessage._meta.local_concrete_fields if f.name != "organization"]
    columns.sort(key=lambda name: name != "id")
    read = attrgetter(*columns)
    return insert_new_rows(OutboxMessage, columns, [read(message) for message in messages])


def suppress_if_unwanted(
    message: OutboxMessage, kind: MessageKind, reasons: Mapping[tuple[str, str], Choice]
) -> bool:
    """Suppress the message if there is a reason for its address; return whether there is."""
    reason = reasons.get((message.recipient_email_norm, ""))
    if reason is None and kind.can_be_unsubscribed:
        reason = reasons.get((message.recipient_email_norm, kind.category))
    if reason is None:
        return False
    message.state, message.reason, message.claim_at = MessageState.SUPPRESSED, reason, None
    return True


def _message(
    kind: MessageKind,
    item: BulkItem,
    organization: Organization,
    *,
    now: datetime,
    wait: timedelta | None,
    batch_id: UUID | None,
    by: Actor,
) -> OutboxMessage:
    to = item.recipient
    email = checked_address(to.email)
    time_zone = to.time_zone or organization.time_zone
    due_at, reason = item.due_at or now, Reason.NONE
    expires_at = due_at + kind.lifetime if kind.lifetime else None
    if wait is not None and due_at < now + wait:
        due_at, reason = now + wait, Reason.UNDO
    if kind.is_automatic and (opens_at := next_open(due_at, time_zone)) != due_at:
        due_at, reason = opens_at, Reason.QUIET_HOURS
    message = OutboxMessage(
        kind=kind.name,
        category=kind.category,
        is_automatic=kind.is_automatic,
        about_id=item.about.pk if isinstance(item.about, models.Model) else item.about,
        scope_id=item.scope_id,
        dedup_key=item.dedup_key,
        batch_id=batch_id,
        recipient_email=email,
        recipient_email_norm=normalize_email(email),
        recipient_name=single_line(to.name),
        language=to.language or organization.language,
        time_zone=time_zone,
        reply_to_email=checked_address(item.reply_to.email) if item.reply_to else "",
        reply_to_name=single_line(item.reply_to.name) if item.reply_to else "",
        queued_by_kind=by.kind,
        queued_by_id=by.id,
        created_at=now,
        due_at=due_at,
        claim_at=due_at,
        expires_at=expires_at,
        state_at=now,
        reason=reason,
    )
    message.message_id = message.new_message_id(message.pk.hex)
    return message
