"""Every write of costs, benefits and assumptions."""

from reports.roi.actions.assumptions import remove_assumption, undo_assumption_change, update_assumption
from reports.roi.actions.benefits import delete_benefit, record_benefit, restore_benefit, update_benefit
from reports.roi.actions.costs import delete_cost, record_cost, restore_cost, update_cost
from reports.roi.actions.plan import close_costs, locked_plan, reopen_costs, request_level_counts, update_plan

__all__ = [
    "close_costs",
    "delete_benefit",
    "delete_cost",
    "locked_plan",
    "record_benefit",
    "record_cost",
    "remove_assumption",
    "reopen_costs",
    "request_level_counts",
    "restore_benefit",
    "restore_cost",
    "undo_assumption_change",
    "update_assumption",
    "update_benefit",
    "update_cost",
    "update_plan",
]
