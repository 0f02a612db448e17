"""The models of goals, by noun."""

from goals.models.goals import (
    ActionPlan,
    CheckIn,
    Goal,
    GoalAgreement,
    Milestone,
    PlanAction,
    PlanRevision,
)
from goals.models.objectives import Objective, OrganizationGoal

__all__ = [
    "ActionPlan",
    "CheckIn",
    "Goal",
    "GoalAgreement",
    "Milestone",
    "Objective",
    "OrganizationGoal",
    "PlanAction",
    "PlanRevision",
]
