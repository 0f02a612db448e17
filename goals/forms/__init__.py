"""The forms of goals, by noun."""

from goals.forms.goals import (
    STEPS,
    CheckInForm,
    CloseForm,
    ExtendForm,
    GoalFilter,
    MeasureForm,
    MilestoneForm,
    WhatForm,
    WhichObjectiveForm,
    step_form,
)
from goals.forms.objectives import (
    ObjectiveChangeForm,
    ObjectiveForm,
    ObjectiveReviewForm,
    OrganizationGoalForm,
)
from goals.forms.plans import (
    PlanActionForm,
    PlanFormSet,
)

__all__ = [
    "STEPS",
    "CheckInForm",
    "CloseForm",
    "ExtendForm",
    "GoalFilter",
    "MeasureForm",
    "MilestoneForm",
    "ObjectiveChangeForm",
    "ObjectiveForm",
    "ObjectiveReviewForm",
    "OrganizationGoalForm",
    "PlanActionForm",
    "PlanFormSet",
    "WhatForm",
    "WhichObjectiveForm",
    "step_form",
]
