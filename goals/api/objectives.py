"""Organization goals and the objectives of programs through the API: the same action as on the page."""

from typing import Any

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.actions.objectives import create_objective
from goals.models import Objective, OrganizationGoal
from mentoring.api import Answer, Body, ListApiView, Operation
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import can_read_reports, is_staff
from programs.models import Program

TAG = _("Objectives")
GOAL = {
    "id": "7c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "name": "Fill leadership posts from within",
    "description": "",
    "owner": "Board",
    "objective_count": 0,
}


@extend_schema_serializer(examples=[OpenApiExample("OrganizationGoal", value=GOAL)])
class OrganizationGoalAnswer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField()
    owner = serializers.CharField()
    objective_count = serializers.IntegerField(help_text=_("0 if no program serves this goal."))


class OrganizationGoalsApi(ListApiView):
    rule = can_read_reports
    tag = TAG
    order = ("name", "id")
    operations = {
        "get": Operation(
            id="list_organization_goals",
            summary=_("List the goals of the organization"),
            answer=OrganizationGoalAnswer,
        )
    }

    def rows(self) -> QuerySet:
        return OrganizationGoal.objects.annotate(objective_count=Count("objectives"))


def _number(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, **options)


class ObjectiveBody(Body):
    organization_goal = serializers.UUIDField(help_text=_("The id of the organization goal that it serves."))
    statement = serializers.CharField(max_length=300)
    owner = serializers.CharField(max_length=120)
    measure = serializers.CharField(max_length=200)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    baseline = _number(required=False, allow_null=True)
    target = _number()
    due_on = serializers.DateField()

    def validate_organization_goal(self, value: Any) -> OrganizationGoal:
        found = OrganizationGoal.objects.filter(pk=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such organization goal."))
        return found


OBJECTIVE = {
    "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "organization_goal_id": GOAL["id"],
    "statement": "More engineers of the first two years stay",
    "owner": "Ada Lovelace",
    "measure": "share still employed after 12 months",
    "unit": "%",
    "baseline": "82.00",
    "target": "90.00",
    "due_on": "2027-06-30",
}


@extend_schema_serializer(examples=[OpenApiExample("Objective", value=OBJECTIVE)])
class ObjectiveAnswer(Answer):
    id = serializers.UUIDField()
    organization_goal_id = serializers.UUIDField()
    statement = serializers.CharField()
    owner = serializers.CharField()
    measure = serializers.CharField()
    unit = serializers.CharField()
    baseline = _number(allow_null=True)
    target = _number()
    due_on = serializers.DateField()


class ObjectivesApi(ListApiView):
    rule = can_read_reports
    tag = TAG
    order = ("due_on", "id")
    operations = {
        "get": Operation(
            id="list_objectives", summary=_("List the objectives of a program"), answer=ObjectiveAnswer
        ),
        "post": Operation(
            id="create_objective", summary=_("Add an objective to a program"), body=ObjectiveBody,
            answer=ObjectiveAnswer, status=201, scope=TokenScope.WRITE, rule=is_staff,
        ),
    }  # fmt: skip

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def rows(self) -> QuerySet:
        return Objective.objects.filter(program=self.loaded)

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(create_objective(self.loaded, values=self.body, by=self.actor))
