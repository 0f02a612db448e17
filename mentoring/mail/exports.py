"""Export the outbox."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mentoring.mail.enums import Category, MessageState, Reason
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.ui.tabular import csv_text

ROWS_AT_MOST = 50_000


def outbox_csv(messages: QuerySet[OutboxMessage]) -> tuple[str, int]:
    """Return the messages as CSV, newest first and at most 50,000, and their number; without their content."""
    headers = [
        _("Queued (UTC)"),
        _("Due (UTC)"),
        _("Sent (UTC)"),
        _("Type"),
        _("Category"),
        _("Name"),
        _("Address"),
        _("Status"),
        _("Reason"),
        _("Answer of the mail server"),
    ]
    labels = {name: str(kind.label) for name, kind in MESSAGE_KINDS.items()}
    rows = [
        [
            message.created_at.isoformat(),
            message.due_at.isoformat(),
            message.sent_at.isoformat() if message.sent_at else "",
            labels.get(message.kind, message.kind),
            Category(message.category).label,
            message.recipient_name,
            message.recipient_email,
            MessageState(message.state).label,
            Reason(message.reason).label if message.reason else "",
            message.last_error,
        ]
        for message in messages.newest_first()[:ROWS_AT_MOST]
    ]
    return csv_text(headers, rows), len(rows)
