"""The API of trends: the readings and changes of the page."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, TenantApiView
from programs.models import Program
from reports.api.outcomes import OUTCOMES
from reports.rules import can_read_trends
from reports.trends.presentation import present_trends
from reports.trends.selectors import program_trends


class TrendPointAnswer(Answer):
    period = serializers.CharField(help_text=_("As displayed on the page."))
    ends_on = serializers.DateField()
    events = serializers.IntegerField(allow_null=True)
    n = serializers.IntegerField(
        allow_null=True, help_text=_("Never under five. Null where nobody is counted.")
    )
    share = serializers.FloatField(allow_null=True, help_text=_("A fraction: 0.12 means 12 percent."))
    low = serializers.FloatField(allow_null=True, help_text=_("The lower limit of the 95 percent interval."))
    high = serializers.FloatField(allow_null=True, help_text=_("The upper limit of the 95 percent interval."))
    value = serializers.FloatField(
        allow_null=True, help_text=_("In the unit of the KPI. Null for shares, as the share is for values.")
    )


class TrendChangeAnswer(Answer):
    since = serializers.CharField(help_text=_("As displayed on the page."))
    difference = serializers.FloatField(
        help_text=_("A fraction: 0.12 means 12 points. For values, in the unit of the KPI.")
    )
    low = serializers.FloatField(
        allow_null=True, help_text=_("The limits of the 95% interval; null for values that were entered.")
    )
    high = serializers.FloatField(allow_null=True)
    excludes_zero = serializers.BooleanField()


class TrendAnswer(Answer):
    key = serializers.CharField()
    area = serializers.CharField()
    label = serializers.CharField()
    definition = serializers.CharField()
    step = serializers.CharField(help_text=_("month, wave or day: what each reading is of."))
    unit = serializers.CharField(allow_blank=True, help_text=_("Of values; empty for shares."))
    is_value = serializers.BooleanField(
        help_text=_("True for KPIs, whose readings are values and not shares.")
    )
    points = TrendPointAnswer(many=True)
    since_start = TrendChangeAnswer(allow_null=True, help_text=_("Null with fewer than two readings."))
    since_previous = TrendChangeAnswer(allow_null=True, help_text=_("Null with fewer than three readings."))
    is_decline = serializers.BooleanField(help_text=_("True if a decline leaves zero out of its interval."))
    note = serializers.CharField()


EXAMPLE = {
    "program_id": "5f0c9a52-6d0c-4a53-9a3b-5b1a7d0b3c11",
    "until": "2026-10-31",
    "trends": [
        {
            "key": "sessions.met",
            "area": "Sessions",
            "label": "Matches that met",
            "definition": "Of all matches that were under way for the whole month, the share that held at least one "
            "session.",
            "step": "month",
            "unit": "",
            "is_value": False,
            "points": [
                {
                    "period": "September 2026",
                    "ends_on": "2026-09-30",
                    "events": 36,
                    "n": 40,
                    "share": 0.9,
                    "low": 0.7695,
                    "high": 0.9604,
                    "value": None,
                },
                {
                    "period": "October 2026",
                    "ends_on": "2026-10-31",
                    "events": 24,
                    "n": 40,
                    "share": 0.6,
                    "low": 0.446,
                    "high": 0.7365,
                    "value": None,
                },
            ],
            "since_start": {
                "since": "September 2026",
                "difference": -0.3,
                "low": -0.4666,
                "high": -0.1127,
                "excludes_zero": True,
            },
            "since_previous": None,
            "is_decline": True,
            "note": "",
        }
    ],
}


@extend_schema_serializer(examples=[OpenApiExample("Trends", value=EXAMPLE)])
class TrendsAnswer(Answer):
    program_id = serializers.UUIDField()
    until = serializers.DateField(allow_null=True, help_text=_("The last day of the newest complete month."))
    trends = TrendAnswer(
        many=True, help_text=_("The largest decline whose interval leaves zero out comes first.")
    )


class TrendsApi(TenantApiView):
    rule = can_read_trends
    tag = OUTCOMES
    operations = {
        "get": Operation(id="get_trends", summary=_("Get the trends of a program"), answer=TrendsAnswer)
    }

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        found = program_trends(self.loaded, today=today)
        return self.answer(
            {"program_id": self.loaded.pk, "until": found.until, "trends": present_trends(found)}
        )
