from django.urls import path

from goals import views

app_name = "goals"

PROGRAM = "o/<slug:slug>/programs/<uuid:program_id>/"

urlpatterns = [
    path(f"{PROGRAM}goals/", views.GoalList.as_view(), name="goal-list"),
    path(f"{PROGRAM}goals/export/", views.GoalExport.as_view(), name="goal-export"),
    path(f"{PROGRAM}matches/<uuid:match_id>/goals/", views.MatchGoals.as_view(), name="match-goals"),
]
