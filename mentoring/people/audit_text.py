"""The texts of the audit log for actions of the directory."""

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import SENTENCES, Sentence

AUDIT_TEXT = {
    "export_people": Sentence(
        _("Export the directory"), _("%(who)s exported people of the directory (%(rows)s rows).")
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 150):
        SENTENCES.register(f"people.{name}", sentence, order=order)
