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
from goals.models.objectives import QUARTERLY, REVIEW_MONTHS, Objective, ObjectiveReview, OrganizationGoal

__all__ = [
    "QUARTERLY",
    "REVIEW_MONTHS",
    "ActionPlan",
    "CheckIn",
    "Goal",
    "GoalAgreement",
    "Milestone",
    "Objective",
    "ObjectiveReview",
    "OrganizationGoal",
    "PlanAction",
    "PlanRevision",
]
