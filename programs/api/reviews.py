"""The totals of reviews through the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, TenantApiView
from programs.api.programs import TAG
from programs.enums import ReviewFrequency
from programs.models import Program
from programs.rules import can_see_program
from programs.selectors.reviews import review_totals


class ReviewPeriodAnswer(Answer):
    first_month = serializers.DateField(source="first")
    last_month = serializers.DateField(source="last")
    answers = serializers.IntegerField()
    too_rarely = serializers.IntegerField()
    right = serializers.IntegerField()
    too_often = serializers.IntegerField()
    engagement = serializers.FloatField(help_text=_("Average from 1 to 5."))
    receives = serializers.FloatField(help_text=_("Average from 1 to 5: “I get feedback I can use”."))
    gives = serializers.FloatField(help_text=_("Average from 1 to 5: “My feedback is welcome”."))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Review summary",
            value={
                "periods": [
                    {
                        "first_month": "2026-09-01",
                        "last_month": "2026-10-01",
                        "answers": 7,
                        "too_rarely": 2,
                        "right": 5,
                        "too_often": 0,
                        "engagement": 4.1,
                        "receives": 3.9,
                        "gives": 4.3,
                    }
                ]
            },
        )
    ]
)
class ReviewSummaryAnswer(Answer):
    periods = ReviewPeriodAnswer(many=True)


class ReviewSummaryApi(TenantApiView):
    loaded: Program
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(
            id="get_review_summary",
            summary=_("Get the totals of the reviews of a program"),
            description=_(
                "Periods of whole months with the answers of at least five people. A period never changes."
            ),
            answer=ReviewSummaryAnswer,
        )
    }

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        found = review_totals(self.loaded, today=self.organization.local_date(timezone.now()))
        counts = dict.fromkeys(ReviewFrequency.values, 0)
        return self.answer({"periods": [{**vars(it), **counts, **it.frequency} for it in found]})
