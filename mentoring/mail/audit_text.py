"""The audit log's texts for this app's actions."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, Sentence
from mentoring.mail.enums import Category, SuppressionReason
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage, Suppression


class KindLabels(Mapping[str, Any]):
    """The labels of the kinds of message: read late, for upper apps register theirs after this module is loaded."""

    def __getitem__(self, name: str) -> Any:
        return MESSAGE_KINDS[name].label

    def __iter__(self) -> Iterator[str]:
        return (name for name, _kind in MESSAGE_KINDS.items())

    def __len__(self) -> int:
        return len(MESSAGE_KINDS)


AUDIT_TEXT = {
    "queue_bulk": Sentence(_("Send bulk email"), _("%(who)s sent a bulk email (recipients: %(count)s).")),
    "cancel_messages": Sentence(
        _("Cancel emails"), _("%(who)s canceled emails before they were sent (%(count)s).")
    ),
    "resend_in_doubt": Sentence(_("Resend email"), _("%(who)s resent an email whose delivery was in doubt.")),
    "send_test": Sentence(_("Send test email"), _("%(who)s sent a test email to their own address.")),
    "check_delivery": Sentence(
        _("Check email delivery"), _("%(who)s checked the DNS records of the sender’s domain %(domain)s.")
    ),
    "export": Sentence(_("Export emails"), _("%(who)s exported the list of emails (%(count)s).")),
    "set_preferences": Sentence(
        _("Set email preferences"),
        _("%(who)s set their email preferences: %(wanted)s."),
        {"wanted": Category.choices},
    ),
    "unsubscribe": Sentence(
        _("Unsubscribe"), _("%(who)s unsubscribed from %(category)s."), {"category": Category.choices}
    ),
    "lift_suppression": Sentence(
        _("Unblock address"),
        _("%(who)s unblocked an address (%(reason)s)."),
        {"reason": SuppressionReason.choices},
    ),
    "pause_sending": Sentence(
        _("Pause automatic emails"),
        _("%(who)s paused automatic emails in %(where)s: %(kind)s."),
        {"kind": KindLabels()},
    ),
    "resume_sending": Sentence(
        _("Resume automatic emails"),
        _("%(who)s resumed automatic emails in %(where)s: %(kind)s."),
        {"kind": KindLabels()},
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 100):
        SENTENCES.register(f"mail.{name}", sentence, order=order)
    KINDS.register("mail.outboxmessage", _("Email"))
    KINDS.register("mail.suppression", _("Blocked address"))
    NAMES.register("mail.outboxmessage", message_names)
    NAMES.register("mail.suppression", suppression_names)


def message_names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(OutboxMessage.objects.filter(pk__in=ids).values_list("pk", "recipient_email"))


def suppression_names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(Suppression.objects.filter(pk__in=ids).values_list("pk", "email_norm"))
