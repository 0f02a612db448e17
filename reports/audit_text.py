"""What the audit log says about this app's actions."""

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import SENTENCES, Sentence
from reports.enums import LeaveKind

OURS = {
    "request_outcomes": Sentence(
        _("Work out outcomes"), _("%(who)s had the outcomes of %(thing)s worked out.")
    ),
    "decide_leave_kind": Sentence(
        _("Fix what counts as leaving"),
        _("%(who)s fixed who counts as having left in %(thing)s: %(leave_kind)s."),
        {"leave_kind": LeaveKind.choices},
    ),
    "export_people": Sentence(
        _("Export the people behind outcomes"),
        _("%(who)s exported the people behind the outcomes of %(thing)s (by name: %(by_name)s)."),
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(OURS.items(), 300):
        SENTENCES.register(f"reports.{name}", sentence, order=order)
