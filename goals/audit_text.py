"""The texts of the audit log for actions of goals."""

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import SENTENCES, Sentence

AUDIT_TEXT = {
    "export_goals": Sentence(
        _("Export goals"), _("%(who)s exported the goals of %(thing)s (%(rows)s rows).")
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 250):
        SENTENCES.register(f"goals.{name}", sentence, order=order)
