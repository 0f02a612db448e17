"""Assumptions through the API: the same action as on the page."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, Operation
from mentoring.tenancy.enums import TokenScope
from reports.api.roi import OfProgram
from reports.enums import AssumptionKey
from reports.models import Assumption
from reports.roi.actions import (
    update_assumption,
)
from reports.rules import can_edit_roi


def _assumed() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=4)


class AssumptionBody(Body):
    key = serializers.ChoiceField(choices=AssumptionKey.choices)
    level = serializers.CharField(
        max_length=50,
        required=False,
        allow_blank=True,
        default="",
        help_text=_("Blank for all other levels."),
    )
    low = _assumed()
    best = _assumed()
    high = _assumed()
    source = serializers.CharField(max_length=300)
    owner = serializers.CharField(max_length=120)


ASSUMPTION = {
    "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "key": "replacement_share",
    "level": "",
    "low": "0.2000",
    "best": "0.3000",
    "high": "0.5000",
    "source": "Finance memo 2026-14",
    "owner": "Jonas Weber",
    "dated_on": "2026-11-03",
}


@extend_schema_serializer(examples=[OpenApiExample("Assumption", value=ASSUMPTION)])
class AssumptionAnswer(Answer):
    id = serializers.UUIDField()
    key = serializers.ChoiceField(choices=AssumptionKey.choices)
    level = serializers.CharField()
    low = _assumed()
    best = _assumed()
    high = _assumed()
    source = serializers.CharField()
    owner = serializers.CharField()
    dated_on = serializers.DateField()


class AssumptionListApi(ListApiView, OfProgram):
    order = ("key", "level", "id")
    operations = {
        "get": Operation(
            id="list_assumptions",
            summary=_("List the assumptions of a program"),
            description=_("Those that were entered. Defaults of the product are in get_roi."),
            answer=AssumptionAnswer,
        ),
        "put": Operation(
            id="update_assumption", summary=_("Set an assumption"), body=AssumptionBody, answer=AssumptionAnswer,
            scope=TokenScope.WRITE, rule=can_edit_roi,
        ),
    }  # fmt: skip

    def rows(self) -> QuerySet:
        return Assumption.objects.filter(program=self.loaded)

    def put(self, request: Request, **kwargs: Any) -> Response:
        key = self.body.pop("key")
        change = update_assumption(
            self.loaded, key, **self.body, by=self.actor, now=timezone.now(), today=self.today
        )
        return self.answer(change.assumption)
