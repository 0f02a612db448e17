from django.urls import include, path

from goals.views import (
    my_goal,
    my_goals,
    objective_reviews,
    objectives,
    organization_goals,
    plan_edit,
    plans,
    program_goals,
    program_plans,
)

app_name = "goals"

PROGRAM = "o/<slug:slug>/programs/<uuid:program_id>/"
OBJECTIVE = f"{PROGRAM}outcomes/objectives/<uuid:objective_id>"
MY_MATCH = "o/<slug:slug>/my/matches/<uuid:match_id>/"

of_my_goal = [
    path("", my_goal.MyGoal.as_view(), name="my-goal"),
    path("questions/<slug:step>/", my_goals.MyGoalStep.as_view(), name="my-goal-step"),
    path("propose/", my_goals.MyGoalPropose.as_view(), name="my-goal-propose"),
    path("agree/", my_goals.MyGoalAgree.as_view(), name="my-goal-agree"),
    path("delete/", my_goals.MyGoalDelete.as_view(), name="my-goal-delete"),
    path("check-in/", my_goal.MyGoalCheckIn.as_view(), name="my-goal-check-in"),
    path("check-ins/<uuid:check_in_id>/undo/", my_goal.MyCheckInUndo.as_view(), name="my-check-in-undo"),
    path(
        "check-ins/<uuid:check_in_id>/confirm/",
        my_goal.MyCheckInConfirm.as_view(),
        name="my-check-in-confirm",
    ),
    path("milestones/add/", my_goal.MyMilestoneAdd.as_view(), name="my-goal-milestone-add"),
    path("milestones/<uuid:milestone_id>/done/", my_goal.MyMilestoneDone.as_view(), name="my-milestone-done"),
    path("extend/", my_goal.MyGoalExtend.as_view(), name="my-goal-extend"),
    path("close/", my_goal.MyGoalClose.as_view(), name="my-goal-close"),
    path("objective/", my_goal.MyGoalObjective.as_view(), name="my-goal-objective"),
]

of_my_plan = [
    path("", plans.MyPlan.as_view(), name="my-plan"),
    path("edit/", plan_edit.MyPlanEdit.as_view(), name="my-plan-edit"),
    path("confirm/", plans.MyPlanConfirm.as_view(), name="my-plan-confirm"),
    path("print/", plans.MyPlanPrint.as_view(), name="my-plan-print"),
    path("actions/add/", plans.MyActionAdd.as_view(), name="my-plan-action-add"),
    path("actions/<uuid:action_id>/done/", plans.MyActionDone.as_view(), name="my-plan-action-done"),
    path("actions/<uuid:action_id>/move/", plans.MyActionMove.as_view(), name="my-plan-action-move"),
    path("actions/<uuid:action_id>/remove/", plans.MyActionRemove.as_view(), name="my-plan-action-remove"),
    path("revisions/<int:number>/", plan_edit.MyRevision.as_view(), name="my-plan-revision"),
    path(
        "revisions/<int:number>/restore/",
        plan_edit.MyRevisionRestore.as_view(),
        name="my-plan-revision-restore",
    ),
    path("revisions/<int:number>/undo/", plans.MyRevisionUndo.as_view(), name="my-plan-revision-undo"),
]

urlpatterns = [
    path(
        "o/<slug:slug>/organization-goals/",
        organization_goals.OrganizationGoalList.as_view(),
        name="organization-goals",
    ),
    path(
        "o/<slug:slug>/organization-goals/new/",
        organization_goals.OrganizationGoalCreate.as_view(),
        name="organization-goal-create",
    ),
    path(
        "o/<slug:slug>/organization-goals/<uuid:goal_id>/",
        organization_goals.OrganizationGoalUpdate.as_view(),
        name="organization-goal-update",
    ),
    path(
        "o/<slug:slug>/organization-goals/<uuid:goal_id>/delete/",
        organization_goals.OrganizationGoalDelete.as_view(),
        name="organization-goal-delete",
    ),
    path(
        "o/<slug:slug>/organization-goals/<uuid:goal_id>/restore/",
        organization_goals.OrganizationGoalRestore.as_view(),
        name="organization-goal-restore",
    ),
    path(f"{OBJECTIVE}/", objectives.ObjectiveUpdate.as_view(), name="objective-update"),
    path(f"{OBJECTIVE}/delete/", objectives.ObjectiveDelete.as_view(), name="objective-delete"),
    path(f"{OBJECTIVE}/restore/", objectives.ObjectiveRestore.as_view(), name="objective-restore"),
    path(f"{OBJECTIVE}/review/", objective_reviews.ObjectiveReviewPage.as_view(), name="objective-review"),
    path(
        f"{OBJECTIVE}/reviews/<uuid:review_id>/undo/",
        objective_reviews.ObjectiveReviewUndo.as_view(),
        name="objective-review-undo",
    ),
    path(f"{PROGRAM}outcomes/objectives/", objectives.ObjectiveList.as_view(), name="objectives"),
    path(f"{PROGRAM}outcomes/objectives/new/", objectives.ObjectiveCreate.as_view(), name="objective-create"),
    path(f"{PROGRAM}goals/", program_goals.GoalList.as_view(), name="goal-list"),
    path(f"{PROGRAM}goals/export/", program_goals.GoalExport.as_view(), name="goal-export"),
    path(f"{PROGRAM}matches/<uuid:match_id>/goals/", program_goals.MatchGoals.as_view(), name="match-goals"),
    path(f"{PROGRAM}plans/", program_plans.PlanList.as_view(), name="plan-list"),
    path(f"{PROGRAM}plans/export/", program_plans.PlanExport.as_view(), name="plan-export"),
    path(f"{PROGRAM}matches/<uuid:match_id>/plan/", program_plans.MatchPlan.as_view(), name="match-plan"),
    path(f"{MY_MATCH}goals/", my_goals.MyGoalList.as_view(), name="my-goal-list"),
    path(f"{MY_MATCH}goals/export/", my_goals.MyGoalExport.as_view(), name="my-goal-export"),
    path(f"{MY_MATCH}goals/new/", my_goals.MyGoalCreate.as_view(), name="my-goal-new"),
    path(f"{MY_MATCH}goals/<uuid:goal_id>/", include(of_my_goal)),
    path(f"{MY_MATCH}plan/", include(of_my_plan)),
]
