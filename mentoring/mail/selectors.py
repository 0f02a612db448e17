"""Queries of the outbox, and of what is known about addresses."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from mentoring.accounts.models import normalize_email
from mentoring.mail.enums import Choice, MessageState, Reason
from mentoring.mail.models import MailPreference, OutboxMessage, Suppression
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

    Claimed messages count as sent now: they have passed this check already.
    """
    going = Q(
        state__in=[MessageState.SENT, MessageState.SENDING, MessageState.IN_DOUBT], state_at__gt=at - WINDOW
    )
    in_hand = Q(state=MessageState.WAITING, lease_until__gt=at)
    times = defaultdict(list)
    rows = OutboxMessage.objects.filter(
        going | in_hand, is_automatic=True, recipient_email_norm__in=set(addresses)
    ).values_list("recipient_email_norm", "state", "state_at")
    for email, state, state_at in rows:
        times[email].append(at if state == MessageState.WAITING else state_at)
    return times


def filter_messages(
    *, state: str = "", category: str = "", kind: str = "", address: str = ""
) -> QuerySet[OutboxMessage]:
    """Return the messages with this state, category, kind and address (complete, in any spelling); empty means any."""
    messages = OutboxMessage.objects.all()
    if state:
        messages = messages.filter(state=state)
    if category:
        messages = messages.filter(category=category)
    if kind:
        messages = messages.filter(kind=kind)
    if address:
        messages = messages.filter(recipient_email_norm=normalize_email(address))
    return messages
