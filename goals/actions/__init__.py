"""Every write of goals, one module per subject."""

from goals.actions.check_ins import confirm_check_in, record_check_in, undo_check_in
from goals.actions.exports import export_check_ins, export_goals, export_own_goals, export_plans
from goals.actions.goals import (
    agree_goal,
    close_goal,
    create_goal,
    delete_draft,
    extend_goal,
    propose_goal,
    update_goal,
)
from goals.actions.milestones import add_milestone, complete_milestone, reopen_milestone
from goals.actions.plan_ticks import can_tick, complete_action, move_action
from goals.actions.plans import (
    PlanSavedMeanwhile,
    add_action,
    confirm_action_plan,
    remove_action,
    restore_revision,
    save_action_plan,
    undo_confirmation,
)
from goals.actions.refresh import count_goals, refresh_goals
from goals.actions.reminders import remind_of_plans, remind_of_quiet_goals

__all__ = [
    "PlanSavedMeanwhile",
    "add_action",
    "add_milestone",
    "agree_goal",
    "can_tick",
    "close_goal",
    "complete_action",
    "complete_milestone",
    "confirm_action_plan",
    "confirm_check_in",
    "count_goals",
    "create_goal",
    "delete_draft",
    "export_check_ins",
    "export_goals",
    "export_own_goals",
    "export_plans",
    "extend_goal",
    "move_action",
    "propose_goal",
    "record_check_in",
    "refresh_goals",
    "remind_of_plans",
    "remind_of_quiet_goals",
    "remove_action",
    "reopen_milestone",
    "restore_revision",
    "save_action_plan",
    "undo_check_in",
    "undo_confirmation",
    "update_goal",
]
