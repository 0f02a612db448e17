"""The cost ledger through the API: the same actions as on the pages."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, Operation
from mentoring.tenancy.enums import TokenScope
from reports.api.roi import OfProgram
from reports.enums import CostKind, Proration
from reports.models import Cost
from reports.roi.actions import (
    close_costs,
    delete_cost,
    record_cost,
    reopen_costs,
    update_cost,
)
from reports.roi.costing import charged
from reports.roi.selectors import cost_entry
from reports.rules import can_edit_roi


def _amount() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, required=False, allow_null=True)


class CostBody(Body):
    """An amount, or hours and an hourly rate; prorated if a one-off cost serves more than this program."""

    kind = serializers.ChoiceField(choices=CostKind.choices)
    description = serializers.CharField(max_length=200)
    incurred_on = serializers.DateField()
    amount = _amount()
    hours = serializers.DecimalField(max_digits=9, decimal_places=2, required=False, allow_null=True)
    hourly_rate = serializers.DecimalField(max_digits=9, decimal_places=2, required=False, allow_null=True)
    prorated_by = serializers.ChoiceField(choices=Proration.choices, required=False, allow_blank=True)
    whole = serializers.IntegerField(min_value=1, max_value=2_000_000_000, required=False, allow_null=True)
    part = serializers.IntegerField(min_value=1, max_value=2_000_000_000, required=False, allow_null=True)


COST = {
    "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "kind": "training",
    "description": "Mobile learning, design",
    "incurred_on": "2026-03-02",
    "amount": "56000.00",
    "hours": None,
    "hourly_rate": None,
    "prorated_by": "people",
    "whole": 110,
    "part": 25,
    "charged": "12725.00",
}


@extend_schema_serializer(examples=[OpenApiExample("Cost", value=COST)])
class CostAnswer(Answer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CostKind.choices)
    description = serializers.CharField()
    incurred_on = serializers.DateField()
    amount = _amount()
    hours = _amount()
    hourly_rate = _amount()
    prorated_by = serializers.ChoiceField(choices=Proration.choices, allow_blank=True)
    whole = serializers.IntegerField(allow_null=True)
    part = serializers.IntegerField(allow_null=True)
    charged = serializers.SerializerMethodField(help_text=_("What this program bears of it."))

    def get_charged(self, cost: Cost) -> str:
        return str(charged(cost_entry(cost)))


class CostListApi(ListApiView, OfProgram):
    order = ("incurred_on", "id")
    operations = {
        "get": Operation(id="list_costs", summary=_("List the costs of a program"), answer=CostAnswer),
        "post": Operation(
            id="record_cost", summary=_("Add a cost"), body=CostBody, answer=CostAnswer, status=201,
            scope=TokenScope.WRITE, rule=can_edit_roi,
        ),
    }  # fmt: skip

    def rows(self) -> QuerySet:
        return Cost.objects.filter(program=self.loaded)

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(record_cost(self.loaded, values=self.body, by=self.actor))


class CostApi(OfProgram):
    rule = can_edit_roi
    operations = {
        "patch": Operation(
            id="update_cost",
            summary=_("Change a cost"),
            body=CostBody,
            answer=CostAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(id="delete_cost", summary=_("Delete a cost"), status=204, scope=TokenScope.WRITE),
    }

    def load(self) -> Cost:
        program = super().load()
        cost = get_object_or_404(Cost, program=program, pk=self.kwargs["cost_id"])
        cost.program = program
        return cost

    def patch(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(update_cost(self.loaded, values=self.body, by=self.actor))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        delete_cost(self.loaded, by=self.actor)
        return self.answer()


class CloseCostsBody(Body):
    on = serializers.DateField(help_text=_("Sessions after this day do not count."))


PLAN = {"currency": "EUR", "price_year": 2026, "costs_closed_on": "2026-10-31"}


@extend_schema_serializer(examples=[OpenApiExample("RoiPlan", value=PLAN)])
class RoiPlanAnswer(Answer):
    currency = serializers.CharField()
    price_year = serializers.IntegerField()
    costs_closed_on = serializers.DateField(allow_null=True)


class CloseCostsApi(OfProgram):
    rule = can_edit_roi
    operations = {
        "post": Operation(
            id="close_costs", summary=_("Close the costs of a program"), body=CloseCostsBody, answer=RoiPlanAnswer,
            scope=TokenScope.WRITE,
        )
    }  # fmt: skip

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(close_costs(self.loaded, on=self.body["on"], by=self.actor, today=self.today))


class ReopenCostsApi(OfProgram):
    rule = can_edit_roi
    operations = {
        "post": Operation(
            id="reopen_costs", summary=_("Reopen the costs of a program"), answer=RoiPlanAnswer,
            scope=TokenScope.WRITE,
        )
    }  # fmt: skip

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(reopen_costs(self.loaded, by=self.actor))
