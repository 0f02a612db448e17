"""The API of goals and check-ins: title and progress. Milestones and notes stay with the match."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.actions import export_goals
from goals.enums import Attainment, GoalState
from goals.models import CheckIn, Goal
from goals.selectors import GoalFilters
from mentoring.api import Answer, ExportAnswer, ListApiView, ListQuery, Operation, Query, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.models import Program
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
                "objective_id": "8c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "attainment": "",
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
    title = serializers.CharField(
        source="label_for_staff", help_text=_("The growth area, unless the program shows titles to staff.")
    )
    objective_id = serializers.UUIDField(
        allow_null=True, help_text=_("The objective of the program that it serves.")
    )
    attainment = serializers.ChoiceField(choices=Attainment.choices, allow_blank=True)
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
    operations = {"get": Operation(id="list_goals", summary=_("List goals"), answer=GoalAnswer)}

    def rows(self) -> QuerySet:
        paths = {"program": "match__program", "match": "match", "state": "state"}
        chosen = {path: self.query[name] for name, path in paths.items() if name in self.query}
        visible = Goal.objects.visible_to(self.membership).exclude(state=GoalState.DRAFT)
        return visible.filter(**chosen).select_related("match__program")


class CheckInsApi(ListApiView):
    rule = can_see_program
    tag = TAG
    query_class = CheckInQuery
    order = ("checked_on", "id")
    operations = {
        "get": Operation(id="list_check_ins", summary=_("List goal check-ins"), answer=CheckInAnswer)
    }

    def rows(self) -> QuerySet:
        chosen = {name: self.query[name] for name in ("program", "goal") if name in self.query}
        return CheckIn.objects.visible_to(self.membership).filter(**chosen)


class GoalExportQuery(Query):
    state = serializers.ChoiceField(choices=GoalState.choices, required=False)
    q = serializers.CharField(
        required=False, max_length=100, help_text=_("The start of a word of the mentee's name.")
    )


class GoalExportApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    query_class = GoalExportQuery
    operations = {
        "get": Operation(
            id="export_goals",
            summary=_("Export the goals of a program"),
            description=_("With email and employee ID, as CSV. Recorded in the audit log."),
            answer=ExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        table = export_goals(self.loaded, GoalFilters(**self.query), by=self.actor)
        return self.answer({"rows": len(table.rows), "csv": table.csv})
