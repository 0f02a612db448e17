"""How the goals of a program came out."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.api.lists import TAG
from goals.summary import goal_summary
from mentoring.api import Answer, Operation, TenantApiView
from programs.models import Program
from programs.rules import can_see_program


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "GoalSummary",
            value={
                "agreed": 24,
                "closed": 18,
                "met": 12,
                "exceeded": 3,
                "share": 0.667,
                "low": 0.437,
                "high": 0.837,
                "matches": 20,
                "met_per_match": 0.6,
                "met_confirmed": 10,
                "check_ins_confirmed": 31,
                "sessions_held": 96,
                "met_per_session": 0.104,
                "mean_t": 48.9,
                "is_set_too_easy": False,
            },
        )
    ]
)
class GoalSummaryAnswer(Answer):
    agreed = serializers.IntegerField(help_text=_("Goals that both sides agreed to, open or closed."))
    closed = serializers.IntegerField(help_text=_("Agreed goals that were met, replaced or dropped."))
    met = serializers.IntegerField(help_text=_("Closed goals that were met or exceeded."))
    exceeded = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True, help_text=_("Met ÷ closed."))
    low = serializers.FloatField(allow_null=True, help_text=_("Lower end of the 95% Wilson interval."))
    high = serializers.FloatField(allow_null=True)
    matches = serializers.IntegerField()
    met_per_match = serializers.FloatField(allow_null=True)
    met_confirmed = serializers.IntegerField(
        help_text=_(
            "Goals met whose last check-in the mentor has confirmed, and goals met in imported files."
        )
    )
    check_ins_confirmed = serializers.IntegerField()
    sessions_held = serializers.IntegerField()
    met_per_session = serializers.FloatField(
        allow_null=True, help_text=_("Goals confirmed met ÷ sessions held.")
    )
    mean_t = serializers.FloatField(
        allow_null=True, help_text=_("Mean Goal Attainment Scaling T; 50 is as expected.")
    )
    is_set_too_easy = serializers.BooleanField(help_text=_("Whether the mean T is above 60."))


class GoalSummaryApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(
            id="get_goal_summary",
            summary=_("Get how the goals of a program came out"),
            description=_("Wording, progress and attainment are kept apart; this is attainment."),
            answer=GoalSummaryAnswer,
        )
    }

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(goal_summary(self.loaded))
