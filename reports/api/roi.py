"""The API of ROI: the state, its sentences, and the numbers that it allows."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, Query, TenantApiView
from programs.models import Program
from reports.enums import RoiState
from reports.roi.answer import roi_answer
from reports.roi.result import calculate
from reports.roi.selectors import newest_run, pool_of, pooled_inputs, roi_inputs
from reports.rules import can_read_outcomes

ROI = _("ROI")
SCOPES = [("program", _("this program")), ("pooled", _("cohorts together"))]


class RoiNumberAnswer(Answer):
    key = serializers.CharField()
    label = serializers.CharField()
    value = serializers.CharField(
        allow_null=True,
        help_text=_("An exact decimal. Shares and points are fractions: 0.12 means 12 points."),
    )
    unit = serializers.CharField()
    text = serializers.CharField(help_text=_("As displayed on the page."))
    definition = serializers.CharField()
    formula = serializers.CharField(help_text=_("The formula with its values."))
    numerator = serializers.CharField()
    denominator = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)


class RoiBenefitAnswer(Answer):
    key = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    isolation = serializers.CharField()
    state = serializers.CharField(help_text=_("counted, or why the benefit is not in the total."))
    state_label = serializers.CharField()
    reason = serializers.CharField()
    is_counted = serializers.BooleanField()
    is_self_reported = serializers.BooleanField()


EXAMPLE = {
    "program_id": "5f0c9a52-6d0c-4a53-9a3b-5b1a7d0b3c11",
    "programs": ["Rising Leaders 2025"],
    "scope": "program",
    "state": "not_measurable",
    "headline": "Not measurable at this size",
    "sentence": "The adjusted difference in retention is between −6.1 and 6.8 points. That includes zero, so neither "
    "an ROI nor a ratio is shown.",
    "currency": "EUR",
    "price_year": 2026,
    "are_costs_closed": True,
    "as_of": "2026-11-26",
    "numbers": [
        {
            "key": "break_even",
            "label": "Breaks even at",
            "value": "7",
            "unit": "departures",
            "text": "7",
            "definition": "The number of departures that must be prevented for the benefit to equal the cost.",
            "formula": "€100,474 ÷ €14,800 = 6.8, rounded up to 7",
            "numerator": "€100,474",
            "denominator": "€14,800",
            "as_of": "2026-11-26",
        }
    ],
    "benefits": [],
    "not_in_total": [],
}


@extend_schema_serializer(examples=[OpenApiExample("Roi", value=EXAMPLE)])
class RoiAnswer(Answer):
    program_id = serializers.UUIDField()
    programs = serializers.ListField(child=serializers.CharField())
    scope = serializers.ChoiceField(choices=SCOPES)
    state = serializers.ChoiceField(
        choices=RoiState.choices, help_text=_("Only in the state “measured” are there an ROI and a ratio.")
    )
    headline = serializers.CharField()
    sentence = serializers.CharField()
    currency = serializers.CharField()
    price_year = serializers.IntegerField()
    are_costs_closed = serializers.BooleanField()
    as_of = serializers.DateField(allow_null=True)
    numbers = RoiNumberAnswer(many=True)
    benefits = RoiBenefitAnswer(many=True)
    not_in_total = serializers.ListField(child=serializers.CharField())


class RoiQuery(Query):
    scope = serializers.ChoiceField(
        choices=SCOPES,
        default="program",
        help_text=_("“pooled” for the cohorts that outcomes compare together."),
    )


class OfProgram(TenantApiView, abstract=True):
    rule = can_read_outcomes
    tag = ROI

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    @property
    def today(self) -> Any:
        return self.organization.local_date(timezone.now())


class RoiApi(OfProgram):
    query_class = RoiQuery
    operations = {
        "get": Operation(id="get_roi", summary=_("Get the ROI of a program"), answer=RoiAnswer),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        run = newest_run(self.loaded)
        inputs = roi_inputs(self.loaded, run, as_of=self.today)
        if self.query["scope"] == "pooled":
            pool = pool_of(self.loaded, run, membership=self.membership)
            pooled = pooled_inputs(pool, as_of=self.today) if pool else None
            if pooled is None:
                raise Http404
            inputs = pooled
        return self.answer(roi_answer(self.loaded.pk, calculate(inputs)))
