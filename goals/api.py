"""The API of goals and check-ins: title and progress. Milestones and notes stay with the match."""

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from goals.enums import GoalState
from goals.models import CheckIn, Goal
from mentoring.api import Answer, ListApiView, ListQuery, Operation
from programs.rules import can_see_program

TAG = _("Goals")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Goal",
            value={
                "id": "4e0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "match_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "title": "Speak at the all-hands",
                "state": "agreed",
                "agreed_on": "2026-09-01",
                "met_on": None,
                "due_on": "2027-01-31",
                "progress_percent": 40,
                "last_check_in_on": "2026-10-29",
            },
        )
    ]
)
class GoalAnswer(Answer):
    id = serializers.UUIDField()
    match_id = serializers.UUIDField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=GoalState.choices)
    agreed_on = serializers.DateField(allow_null=True)
    met_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    progress_percent = serializers.IntegerField()
    last_check_in_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "CheckIn",
            value={
                "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "goal_id": "4e0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "checked_on": "2026-10-29",
                "progress_percent": 40,
            },
        )
    ]
)
class CheckInAnswer(Answer):
    id = serializers.UUIDField()
    goal_id = serializers.UUIDField()
    checked_on = serializers.DateField()
    progress_percent = serializers.IntegerField()


class GoalQuery(ListQuery):
    program = serializers.UUIDField(required=False)
    match = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(choices=GoalState.choices, required=False)


class CheckInQuery(ListQuery):
    program = serializers.UUIDField(required=False)
    goal = serializers.UUIDField(required=False)


class GoalsApi(ListApiView):
    rule = can_see_program
    tag = TAG
    query_class = GoalQuery
    order = ("created_at", "id")
    operations = {"get": Operation(id="list_goals", summary=_("List the goals"), answer=GoalAnswer)}

    def rows(self) -> QuerySet:
        paths = {"program": "match__program", "match": "match", "state": "state"}
        return Goal.objects.filter(**{p: self.query[name] for name, p in paths.items() if name in self.query})


class CheckInsApi(ListApiView):
    rule = can_see_program
    tag = TAG
    query_class = CheckInQuery
    order = ("checked_on", "id")
    operations = {
        "get": Operation(id="list_check_ins", summary=_("List the check-ins of goals"), answer=CheckInAnswer)
    }

    def rows(self) -> QuerySet:
        chosen = {name: self.query[name] for name in ("program", "goal") if name in self.query}
        return CheckIn.objects.filter(**chosen)


api_urls = [
    path("goals/", GoalsApi.as_view(), name="goal-list"),
    path("check-ins/", CheckInsApi.as_view(), name="check-in-list"),
]
