"""Organization goals and the objectives of programs through the API: the same action as on the page."""

from typing import Any

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.actions.objectives import create_objective, delete_objective, update_objective
from goals.actions.reviews import review_objective
from goals.enums import ObjectiveDecision, ObjectiveState
from goals.models import REVIEW_MONTHS, Objective, OrganizationGoal
from mentoring.api import Answer, Body, ListApiView, Operation, TenantApiView
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
    review_months = serializers.ChoiceField(
        choices=REVIEW_MONTHS, required=False, help_text=_("How often it is reviewed, in months. Default: 3.")
    )

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
    "state": "active",
    "review_months": 3,
    "next_review_on": "2026-12-02",
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
    state = serializers.ChoiceField(choices=ObjectiveState.choices)
    review_months = serializers.IntegerField()
    next_review_on = serializers.DateField(allow_null=True)


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
        today = self.organization.local_date(timezone.now())
        return self.answer(create_objective(self.loaded, values=self.body, by=self.actor, today=today))


class OneObjective(TenantApiView, abstract=True):
    rule = is_staff
    tag = TAG

    def load(self) -> Objective:
        program = get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])
        objective = get_object_or_404(Objective, program=program, pk=self.kwargs["objective_id"])
        objective.program = program
        return objective

    @property
    def today(self) -> Any:
        return self.organization.local_date(timezone.now())


class ObjectiveApi(OneObjective):
    operations = {
        "patch": Operation(
            id="update_objective", summary=_("Change an objective"), body=ObjectiveBody,
            answer=ObjectiveAnswer, scope=TokenScope.WRITE,
        ),
        "delete": Operation(
            id="delete_objective", summary=_("Delete an objective"), status=204, scope=TokenScope.WRITE
        ),
    }  # fmt: skip

    def patch(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(update_objective(self.loaded, values=self.body, by=self.actor, today=self.today))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        delete_objective(self.loaded, by=self.actor)
        return self.answer()


class ObjectiveReviewBody(Body):
    """A decision with its reason; to raise the target, the new target and perhaps a new date."""

    decision = serializers.ChoiceField(
        choices=[(it.value, it.label) for it in ObjectiveDecision.of_reviews()]
    )
    reason = serializers.CharField(max_length=500)
    target = _number(required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)


REVIEW = {
    "id": "9d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "objective_id": OBJECTIVE["id"],
    "decision": "raise",
    "reason": "Reached in the first cohort",
    "decided_on": "2026-11-30",
    "value": "94.8%",
    "before": {"target": "94.00"},
    "after": {"target": "95.50"},
}


@extend_schema_serializer(examples=[OpenApiExample("ObjectiveReview", value=REVIEW)])
class ObjectiveReviewAnswer(Answer):
    id = serializers.UUIDField()
    objective_id = serializers.UUIDField()
    decision = serializers.ChoiceField(choices=ObjectiveDecision.choices)
    reason = serializers.CharField(allow_blank=True)
    decided_on = serializers.DateField()
    value = serializers.CharField(allow_blank=True, help_text=_("As displayed when it was decided."))
    before = serializers.DictField(child=serializers.CharField(allow_null=True))
    after = serializers.DictField(child=serializers.CharField(allow_null=True))


class ObjectiveReviewApi(OneObjective):
    operations = {
        "post": Operation(
            id="review_objective", summary=_("Review an objective"), body=ObjectiveReviewBody,
            answer=ObjectiveReviewAnswer, status=201, scope=TokenScope.WRITE,
        )
    }  # fmt: skip

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(review_objective(self.loaded, values=self.body, by=self.actor, today=self.today))
