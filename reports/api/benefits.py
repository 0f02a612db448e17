"""Benefits through the API: the same actions as on the pages."""

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
from programs.enums import ParticipantRole
from reports.api.roi import OfProgram
from reports.enums import BenefitKind, Isolation
from reports.models import Benefit, Kpi
from reports.roi.actions import (
    delete_benefit,
    record_benefit,
    update_benefit,
)
from reports.rules import can_edit_roi


def _amount() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, required=False, allow_null=True)


def _share() -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=5, decimal_places=4, min_value=0, max_value=1, required=False, allow_null=True
    )


class BenefitBody(Body):
    """A benefit and the one method by which the program's part was isolated."""

    kind = serializers.ChoiceField(choices=BenefitKind.choices, help_text=_("Pay raises are not a benefit."))
    name = serializers.CharField(max_length=200)
    source = serializers.CharField(max_length=300)
    role = serializers.ChoiceField(choices=ParticipantRole.choices, required=False)
    isolation = serializers.ChoiceField(choices=Isolation.choices, required=False, allow_blank=True)
    kpi = serializers.CharField(
        max_length=120, required=False, allow_null=True, help_text=_("The KPI’s name.")
    )
    quantity_low = _amount()
    quantity = _amount()
    quantity_high = _amount()
    people = serializers.IntegerField(min_value=1, max_value=2_000_000_000, required=False, allow_null=True)
    months = serializers.IntegerField(min_value=1, max_value=12, required=False, allow_null=True)
    margin = _share()
    contribution = _share()
    confidence = _share()
    estimated_by = serializers.CharField(max_length=200, required=False, allow_blank=True)
    external_cost = _amount()
    internal_cost = _amount()

    def validate_kpi(self, value: str | None) -> Kpi | None:
        if value is None:
            return None
        found = Kpi.objects.filter(name=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such KPI."))
        return found


BENEFIT = {
    "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "kind": "productivity",
    "name": "Faster onboarding",
    "source": "Sales report 2026",
    "role": "mentee",
    "isolation": "estimate",
    "kpi": None,
    "quantity_low": None,
    "quantity": "336000.00",
    "quantity_high": None,
    "people": None,
    "months": None,
    "margin": None,
    "contribution": "1.0000",
    "confidence": "0.7000",
    "estimated_by": "20 managers",
    "external_cost": None,
    "internal_cost": None,
}


@extend_schema_serializer(examples=[OpenApiExample("Benefit", value=BENEFIT)])
class BenefitAnswer(Answer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=BenefitKind.choices)
    name = serializers.CharField()
    source = serializers.CharField()
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    isolation = serializers.ChoiceField(choices=Isolation.choices, allow_blank=True)
    kpi = serializers.CharField(source="kpi.name", default=None, allow_null=True)
    quantity_low = _amount()
    quantity = _amount()
    quantity_high = _amount()
    people = serializers.IntegerField(allow_null=True)
    months = serializers.IntegerField(allow_null=True)
    margin = _share()
    contribution = _share()
    confidence = _share()
    estimated_by = serializers.CharField()
    external_cost = _amount()
    internal_cost = _amount()


class BenefitListApi(ListApiView, OfProgram):
    order = ("created_at", "id")
    operations = {
        "get": Operation(id="list_benefits", summary=_("List the benefits of a program"), answer=BenefitAnswer),
        "post": Operation(
            id="record_benefit", summary=_("Add a benefit"), body=BenefitBody, answer=BenefitAnswer, status=201,
            scope=TokenScope.WRITE, rule=can_edit_roi,
        ),
    }  # fmt: skip

    def rows(self) -> QuerySet:
        return Benefit.objects.filter(program=self.loaded).select_related("kpi")

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(record_benefit(self.loaded, values=self.body, by=self.actor))


class BenefitApi(OfProgram):
    rule = can_edit_roi
    operations = {
        "patch": Operation(
            id="update_benefit", summary=_("Change a benefit"), body=BenefitBody, answer=BenefitAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(
            id="delete_benefit", summary=_("Delete a benefit"), status=204, scope=TokenScope.WRITE
        ),
    }  # fmt: skip

    def load(self) -> Benefit:
        program = super().load()
        found = Benefit.objects.select_related("kpi").filter(program=program)
        benefit = get_object_or_404(found, pk=self.kwargs["benefit_id"])
        benefit.program = program
        return benefit

    def patch(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(update_benefit(self.loaded, values=self.body, by=self.actor))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        delete_benefit(self.loaded, by=self.actor)
        return self.answer()
