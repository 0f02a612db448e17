"""The API of goals, check-ins, milestones and action plans."""

from django.urls import path

from goals.api.lists import CheckInsApi, GoalExportApi, GoalsApi
from goals.api.match_answer import MatchObjectivesApi
from goals.api.objectives import ObjectiveApi, ObjectiveReviewApi, ObjectivesApi, OrganizationGoalsApi
from goals.api.own_goals import (
    CheckInConfirmApi,
    GoalAgreeApi,
    GoalApi,
    GoalCheckInsApi,
    GoalCloseApi,
    MatchGoalsApi,
    MilestonesApi,
)
from goals.api.plans import (
    ActionCompleteApi,
    ActionPlanApi,
    ActionPlanConfirmApi,
    ActionPlanRevisionsApi,
)
from goals.api.summary import GoalSummaryApi

api_urls = [
    path("organization-goals/", OrganizationGoalsApi.as_view(), name="organization-goal-list"),
    path("programs/<uuid:id>/objectives/", ObjectivesApi.as_view(), name="objective-list"),
    path(
        "programs/<uuid:id>/objectives/<uuid:objective_id>/", ObjectiveApi.as_view(), name="objective-detail"
    ),
    path(
        "programs/<uuid:id>/objectives/<uuid:objective_id>/review/",
        ObjectiveReviewApi.as_view(),
        name="objective-review",
    ),
    path("programs/<uuid:id>/goals/export/", GoalExportApi.as_view(), name="goal-export"),
    path("programs/<uuid:id>/goals/summary/", GoalSummaryApi.as_view(), name="goal-summary"),
    path("goals/", GoalsApi.as_view(), name="goal-list"),
    path("check-ins/", CheckInsApi.as_view(), name="check-in-list"),
    path("check-ins/<uuid:id>/confirm/", CheckInConfirmApi.as_view(), name="check-in-confirm"),
    path("matches/<uuid:id>/goals/", MatchGoalsApi.as_view(), name="match-goal-list"),
    path("matches/<uuid:id>/objectives/", MatchObjectivesApi.as_view(), name="match-objectives"),
    path("goals/<uuid:id>/", GoalApi.as_view(), name="goal-detail"),
    path("goals/<uuid:id>/agree/", GoalAgreeApi.as_view(), name="goal-agree"),
    path("goals/<uuid:id>/close/", GoalCloseApi.as_view(), name="goal-close"),
    path("goals/<uuid:id>/check-ins/", GoalCheckInsApi.as_view(), name="goal-check-in-list"),
    path("goals/<uuid:id>/milestones/", MilestonesApi.as_view(), name="goal-milestone-list"),
    path("matches/<uuid:id>/action-plan/", ActionPlanApi.as_view(), name="action-plan"),
    path(
        "matches/<uuid:id>/action-plan/confirm/", ActionPlanConfirmApi.as_view(), name="action-plan-confirm"
    ),
    path(
        "matches/<uuid:id>/action-plan/revisions/",
        ActionPlanRevisionsApi.as_view(),
        name="action-plan-revision-list",
    ),
    path("plan-actions/<uuid:id>/complete/", ActionCompleteApi.as_view(), name="plan-action-complete"),
]
