"""Whether a match is achieving the objectives of its program, as far as its goals serve them."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.api.lists import TAG
from goals.selectors import goals_of_match
from goals.selectors.match_answer import match_answer
from mentoring.api import Answer, Operation, TenantApiView
from programs.models import Match
from programs.rules import can_see_program


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "MatchObjectives",
            value={
                "match_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "heading": "1 of 2 goals that serve objectives of the program have been met",
                "evidence": [
                    "More team-lead posts are filled from within: Presenting (met on Nov 3, 2026); "
                    "Hiring (at 40%, due on Jan 31, 2027)."
                ],
                "met": 1,
                "total": 2,
            },
        )
    ]
)
class MatchObjectivesAnswer(Answer):
    match_id = serializers.UUIDField()
    heading = serializers.CharField(
        help_text=_("Whether the match is achieving the objectives that its goals serve.")
    )
    evidence = serializers.ListField(
        child=serializers.CharField(), help_text=_("A sentence for each objective that its goals serve.")
    )
    met = serializers.IntegerField()
    total = serializers.IntegerField(
        help_text=_("Agreed goals that serve an objective, without those replaced or dropped.")
    )


class MatchObjectivesApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(
            id="get_match_objectives",
            summary=_("Get how a match contributes to the objectives of its program"),
            answer=MatchObjectivesAnswer,
        )
    }

    def load(self) -> Match:
        return get_object_or_404(Match.objects.visible_to(self.membership).introduced(), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        found = match_answer(goals_of_match(self.loaded.pk), today=today)
        return self.answer({"match_id": self.loaded.pk, **vars(found)})
