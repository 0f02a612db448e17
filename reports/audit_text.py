"""Texts of this app's actions in the audit log."""

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import SENTENCES, Sentence
from reports.enums import AssumptionKey, BenefitKind, ComparedWith, CostKind, LeaveKind

AUDIT_TEXT = {
    "request_outcomes": Sentence(
        _("Calculate outcomes"), _("%(who)s requested the calculation of the outcomes of %(thing)s.")
    ),
    "decide_outcome_plan": Sentence(
        _("Fix how outcomes are calculated"),
        _(
            "%(who)s fixed how the outcomes of %(thing)s are calculated: %(leave_kind)s, %(primary_months)s months, "
            "comparison group: %(compares_with)s."
        ),
        {"leave_kind": LeaveKind.choices, "compares_with": ComparedWith.choices},
    ),
    "save_outcome_notice": Sentence(
        _("Save the notice about compared HR data"),
        _("%(who)s saved the notice about compared HR data. Given on: %(given_on)s."),
    ),
    "switch_on_outcomes": Sentence(_("Switch outcomes on"), _("%(who)s switched outcomes on.")),
    "switch_off_outcomes": Sentence(_("Switch outcomes off"), _("%(who)s switched outcomes off.")),
    "replace_objection_link": Sentence(
        _("Replace the link for objections"), _("%(who)s replaced the link for objections.")
    ),
    "export_people": Sentence(
        _("Export people included in outcomes"),
        _("%(who)s requested an export of the people included in the outcomes of %(thing)s, with names."),
    ),
    "download_people_export": Sentence(
        _("Download people included in outcomes"),
        _("%(who)s downloaded the people included in the outcomes of %(thing)s, with names."),
    ),
    "update_roi_plan": Sentence(
        _("Change currency and price year"),
        _("%(who)s set currency and price year of %(thing)s: %(currency)s, %(price_year)s."),
    ),
    "close_costs": Sentence(_("Close costs"), _("%(who)s closed the costs of %(thing)s as of %(on)s.")),
    "reopen_costs": Sentence(_("Reopen costs"), _("%(who)s reopened the costs of %(thing)s.")),
    "request_level_counts": Sentence(
        _("Count session time"), _("%(who)s requested the count of the session time of %(thing)s.")
    ),
    "create_kpi": Sentence(_("Add a KPI"), _("%(who)s added the KPI %(kpi)s to %(thing)s.")),
    "update_kpi": Sentence(_("Change a KPI"), _("%(who)s changed the KPI %(kpi)s of %(thing)s.")),
    "delete_kpi": Sentence(_("Delete a KPI"), _("%(who)s deleted the KPI %(kpi)s of %(thing)s.")),
    "restore_kpi": Sentence(
        _("Undo a change of a KPI"), _("%(who)s undid a change of the KPI %(kpi)s of %(thing)s.")
    ),
    "declare_primary": Sentence(
        _("Make a KPI primary"), _("%(who)s made %(kpi)s a primary KPI of %(thing)s.")
    ),
    "undo_primary": Sentence(
        _("Undo that a KPI is primary"), _("%(who)s undid that %(kpi)s is a primary KPI of %(thing)s.")
    ),
    "record_kpi_value": Sentence(
        _("Record a KPI value"), _("%(who)s recorded a value of the KPI %(kpi)s of %(thing)s.")
    ),
    "delete_kpi_value": Sentence(
        _("Delete a KPI value"), _("%(who)s deleted a value of the KPI %(kpi)s of %(thing)s.")
    ),
    "restore_kpi_value": Sentence(
        _("Undo the deletion of a KPI value"),
        _("%(who)s undid the deletion of a value of the KPI %(kpi)s of %(thing)s."),
    ),
    "record_cost": Sentence(
        _("Add cost"), _("%(who)s added a cost to %(thing)s: %(kind)s."), {"kind": CostKind.choices}
    ),
    "update_cost": Sentence(
        _("Change cost"), _("%(who)s changed a cost of %(thing)s: %(kind)s."), {"kind": CostKind.choices}
    ),
    "delete_cost": Sentence(
        _("Delete cost"), _("%(who)s deleted a cost of %(thing)s: %(kind)s."), {"kind": CostKind.choices}
    ),
    "restore_cost": Sentence(
        _("Undo a change of a cost"),
        _("%(who)s undid a change of a cost of %(thing)s: %(kind)s."),
        {"kind": CostKind.choices},
    ),
    "update_assumption": Sentence(
        _("Change assumption"),
        _("%(who)s changed an assumption of %(thing)s: %(key)s %(level)s."),
        {"key": AssumptionKey.choices},
    ),
    "remove_assumption": Sentence(
        _("Remove assumption"),
        _("%(who)s removed an assumption of %(thing)s: %(key)s %(level)s."),
        {"key": AssumptionKey.choices},
    ),
    "undo_assumption": Sentence(
        _("Undo a change of an assumption"),
        _("%(who)s undid a change of an assumption of %(thing)s: %(key)s %(level)s."),
        {"key": AssumptionKey.choices},
    ),
    "record_benefit": Sentence(
        _("Add benefit"), _("%(who)s added a benefit to %(thing)s: %(kind)s."), {"kind": BenefitKind.choices}
    ),
    "update_benefit": Sentence(
        _("Change benefit"),
        _("%(who)s changed a benefit of %(thing)s: %(kind)s."),
        {"kind": BenefitKind.choices},
    ),
    "delete_benefit": Sentence(
        _("Delete benefit"),
        _("%(who)s deleted a benefit of %(thing)s: %(kind)s."),
        {"kind": BenefitKind.choices},
    ),
    "restore_benefit": Sentence(
        _("Undo a change of a benefit"),
        _("%(who)s undid a change of a benefit of %(thing)s: %(kind)s."),
        {"kind": BenefitKind.choices},
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 300):
        SENTENCES.register(f"reports.{name}", sentence, order=order)
