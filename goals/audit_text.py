"""The texts of the audit log for actions of goals."""

from django.utils.translation import gettext_lazy as _

from goals.enums import GoalState, ObjectiveDecision, Pace
from mentoring.audit.extensions import SENTENCES, Sentence

AUDIT_TEXT = {
    "create_organization_goal": Sentence(
        _("Add an organization goal"), _("%(who)s added the organization goal %(thing)s.")
    ),
    "update_organization_goal": Sentence(
        _("Change an organization goal"), _("%(who)s changed the organization goal %(thing)s.")
    ),
    "delete_organization_goal": Sentence(
        _("Delete an organization goal"), _("%(who)s deleted the organization goal %(thing)s.")
    ),
    "restore_organization_goal": Sentence(
        _("Undo a change of an organization goal"),
        _("%(who)s undid a change of the organization goal %(thing)s."),
    ),
    "create_objective": Sentence(_("Add an objective"), _("%(who)s added an objective to %(thing)s.")),
    "update_objective": Sentence(_("Change an objective"), _("%(who)s changed an objective of %(thing)s.")),
    "delete_objective": Sentence(_("Delete an objective"), _("%(who)s deleted an objective of %(thing)s.")),
    "restore_objective": Sentence(
        _("Undo a change of an objective"), _("%(who)s undid a change of an objective of %(thing)s.")
    ),
    "review_objective": Sentence(
        _("Review an objective"),
        _("%(who)s reviewed an objective of %(thing)s (%(decision)s)."),
        {"decision": ObjectiveDecision.choices},
    ),
    "undo_review": Sentence(_("Undo a review"), _("%(who)s undid the review of an objective of %(thing)s.")),
    "create_goal": Sentence(_("Draft a goal"), _("%(who)s drafted a goal of %(thing)s.")),
    "update_goal": Sentence(_("Change a goal"), _("%(who)s changed a goal of %(thing)s.")),
    "delete_draft": Sentence(
        _("Delete a draft of a goal"), _("%(who)s deleted a draft of a goal of %(thing)s.")
    ),
    "agree_goal": Sentence(_("Agree to a goal"), _("%(who)s agreed to a goal of %(thing)s.")),
    "extend_goal": Sentence(_("Extend a goal"), _("%(who)s extended a goal of %(thing)s.")),
    "close_goal": Sentence(
        _("Close a goal"), _("%(who)s closed a goal of %(thing)s (%(state)s)."), {"state": GoalState.choices}
    ),
    "record_check_in": Sentence(
        _("Check in on a goal"),
        _("%(who)s checked in on a goal of %(thing)s (%(pace)s)."),
        {"pace": Pace.choices},
    ),
    "confirm_check_in": Sentence(_("Confirm a check-in"), _("%(who)s confirmed a check-in of %(thing)s.")),
    "undo_check_in": Sentence(_("Remove a check-in"), _("%(who)s removed a check-in of %(thing)s.")),
    "add_milestone": Sentence(_("Add a milestone"), _("%(who)s added a milestone to a goal of %(thing)s.")),
    "complete_milestone": Sentence(
        _("Change a milestone"), _("%(who)s changed a milestone of a goal of %(thing)s.")
    ),
    "save_action_plan": Sentence(
        _("Change an action plan"), _("%(who)s saved revision %(revision)s of the action plan of %(thing)s.")
    ),
    "confirm_action_plan": Sentence(
        _("Confirm an action plan"), _("%(who)s confirmed the action plan of %(thing)s.")
    ),
    "undo_plan_confirmation": Sentence(
        _("Undo the confirmation of an action plan"),
        _("%(who)s took back the confirmation of the action plan of %(thing)s."),
    ),
    "complete_action": Sentence(
        _("Tick off an action"), _("%(who)s ticked off or reopened an action of %(thing)s.")
    ),
    "move_action": Sentence(
        _("Reorder an action plan"), _("%(who)s reordered the action plan of %(thing)s.")
    ),
    "export_plans": Sentence(
        _("Export action plans"), _("%(who)s exported the action plans of %(thing)s (%(rows)s rows).")
    ),
    "export_check_ins": Sentence(
        _("Export check-ins"), _("%(who)s exported the check-ins of %(thing)s (%(rows)s rows).")
    ),
    "export_own_goals": Sentence(
        _("Export one's own goals"), _("%(who)s exported the goals of %(thing)s (%(rows)s rows).")
    ),
    "export_goals": Sentence(
        _("Export goals"), _("%(who)s exported the goals of %(thing)s (%(rows)s rows).")
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 250):
        SENTENCES.register(f"goals.{name}", sentence, order=order)
