"""The audit log's texts for this app's actions."""

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, SENTENCES, Sentence
from mentoring.mail.enums import Category, SuppressionReason

AUDIT_TEXT = {
    "queue_bulk": Sentence(_("Send bulk email"), _("%(who)s sent a bulk email (recipients: %(count)s).")),
    "cancel_messages": Sentence(
        _("Cancel emails"), _("%(who)s cancelled emails before they were sent (%(count)s).")
    ),
    "resend_in_doubt": Sentence(_("Resend email"), _("%(who)s resent an email whose delivery was in doubt.")),
    "send_test": Sentence(_("Send test email"), _("%(who)s sent a test email to their own address.")),
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
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 100):
        SENTENCES.register(f"mail.{name}", sentence, order=order)
    KINDS.register("mail.outboxmessage", _("Email"))
    KINDS.register("mail.suppression", _("Blocked address"))
