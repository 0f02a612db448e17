"""Texts of this app's actions in the audit log."""

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import SENTENCES, Sentence
from reports.enums import LeaveKind

AUDIT_TEXT = {
    "request_outcomes": Sentence(
        _("Calculate outcomes"), _("%(who)s requested the calculation of the outcomes of %(thing)s.")
    ),
    "decide_outcome_plan": Sentence(
        _("Fix how outcomes are calculated"),
        _(
            "%(who)s fixed how the outcomes of %(thing)s are calculated: %(leave_kind)s, %(primary_months)s months."
        ),
        {"leave_kind": LeaveKind.choices},
    ),
    "export_people": Sentence(
        _("Export people included in outcomes"),
        _("%(who)s requested an export of the people included in the outcomes of %(thing)s, with names."),
    ),
    "download_people_export": Sentence(
        _("Download people included in outcomes"),
        _("%(who)s downloaded the people included in the outcomes of %(thing)s, with names."),
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 300):
        SENTENCES.register(f"reports.{name}", sentence, order=order)
