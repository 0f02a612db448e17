"""Queries of the outbox, and of what is known about addresses."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from mentoring.email_address import normalize_email
from mentoring.mail.enums import Choice, MessageState, Priority, Reason
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import MailPreference, OutboxMessage, SendingPause, Suppression
from mentoring.mail.weekly_cap import WINDOW


def reasons_not_to_send(addresses: Iterable[str]) -> dict[tuple[str, str], Choice]:
    """Return the Reason not to send for each (normalized address, category); category "" means all categories."""
    addresses = set(addresses)
    unwanted = MailPreference.objects.filter(email_norm__in=addresses, is_wanted=False)
    reasons: dict[tuple[str, str], Choice] = dict.fromkeys(
        unwanted.values_list("email_norm", "category"), Reason.UNSUBSCRIBED
    )
    for email, reason in Suppression.objects.filter(email_norm__in=addresses).values_list(
        "email_norm", "reason"
    ):
        reasons[email, ""] = reason
    return reasons


def automatic_mail_times(addresses: Iterable[str], at: datetime) -> dict[str, list[datetime]]:
    """Return the times of automatic emails to each address within the window of the weekly cap.

    Claimed messages count as sent now: they have passed this check already. Emails exempt from the cap do not count.
    """
    going = Q(
        state__in=[MessageState.SENT, MessageState.SENDING, MessageState.IN_DOUBT], state_at__gt=at - WINDOW
    )
    in_hand = Q(state=MessageState.WAITING, lease_until__gt=at)
    times = defaultdict(list)
    rows = OutboxMessage.objects.filter(
        going | in_hand, is_automatic=True, recipient_email_norm__in=set(addresses)
    )
    exempt = [name for name, kind in MESSAGE_KINDS.items() if kind.is_automatic and not kind.is_capped]
    if exempt:
        rows = rows.exclude(kind__in=exempt)
    rows = rows.values_list("recipient_email_norm", "state", "state_at")
    for email, state, state_at in rows:
        times[email].append(at if state == MessageState.WAITING else state_at)
    return times


def other_due_priorities(messages: Sequence[OutboxMessage], at: datetime) -> dict[str, list[Priority]]:
    """Return the priorities of the capped email that is due for the addresses of these messages, without these."""
    due = OutboxMessage.objects.due(at).filter(
        recipient_email_norm__in={message.recipient_email_norm for message in messages}, is_automatic=True
    )
    found = defaultdict(list)
    others = due.exclude(pk__in=[message.pk for message in messages])
    for email, name in others.values_list("recipient_email_norm", "kind"):
        kind = MESSAGE_KINDS.get(name)
        if kind and kind.is_capped:
            found[email].append(kind.priority)
    return found


def paused_kinds() -> set[tuple[str, UUID | None]]:
    """Return what is paused, as (kind, scope); a scope of None is everywhere."""
    return set(SendingPause.objects.values_list("kind", "scope_id"))


def is_paused(kind: str, scope_id: UUID | None, paused: Collection[tuple[str, UUID | None]]) -> bool:
    return (kind, None) in paused or (kind, scope_id) in paused


def listed_messages() -> QuerySet[OutboxMessage]:
    """Return the messages that administrators may see."""
    unlisted = [name for name, kind in MESSAGE_KINDS.items() if kind.is_unlisted]
    return OutboxMessage.objects.exclude(kind__in=unlisted)


def filter_messages(
    *, state: str = "", category: str = "", kind: str = "", address: str = ""
) -> QuerySet[OutboxMessage]:
    """Return the messages with this state, category, kind and address (complete, in any spelling); empty means any."""
    messages = listed_messages()
    if state:
        messages = messages.filter(state=state)
    if category:
        messages = messages.filter(category=category)
    if kind:
        messages = messages.filter(kind=kind)
    if address:
        messages = messages.filter(recipient_email_norm=normalize_email(address))
    return messages
