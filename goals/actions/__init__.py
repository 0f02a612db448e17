"""Every write of goals, one module per subject."""

from goals.actions.check_ins import confirm_check_in, record_check_in, undo_check_in
from goals.actions.exports import export_goals
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
from goals.actions.refresh import count_goals, refresh_goals
from goals.actions.reminders import remind_of_quiet_goals

__all__ = [
    "add_milestone",
    "agree_goal",
    "close_goal",
    "complete_milestone",
    "confirm_check_in",
    "count_goals",
    "create_goal",
    "delete_draft",
    "export_goals",
    "extend_goal",
    "propose_goal",
    "record_check_in",
    "refresh_goals",
    "remind_of_quiet_goals",
    "reopen_milestone",
    "undo_check_in",
    "update_goal",
]
