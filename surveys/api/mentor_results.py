"""The API of results by mentor: the same as on the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, ExportAnswer, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from surveys.actions.mentor_results import export_mentor_results
from surveys.api.surveys import TAG
from surveys.presentation.mentors import mentor_report
from surveys.rules import can_see_mentor_results

EXAMPLE = {
    "mentor_id": "5a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "mentor": "Jonas Weber",
    "question": "relationship-listening",
    "label": "Listening",
    "text": "My mentor listens before advising.",
    "n": 7,
    "share": 0.714,
    "bound": "exactly",
    "low": 0.359,
    "high": 0.918,
    "favorable": "71%",
    "first_on": "2025-03-01",
    "last_on": "2026-11-20",
    "calculated_at": "2026-11-24T07:04:00Z",
}


class MentorResultAnswer(Answer):
    mentor_id = serializers.UUIDField()
    mentor = serializers.CharField()
    question = serializers.CharField()
    label = serializers.CharField()
    text = serializers.CharField()
    n = serializers.IntegerField(help_text=_("Mentees, each with their latest answer. At least 5."))
    share = serializers.FloatField(help_text=_("Agree or strongly agree, as a fraction."))
    bound = serializers.CharField(
        help_text=_(
            "exactly, or_more or or_fewer: no exact share if nearly everyone in a small group is alike."
        )
    )
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    favorable = serializers.CharField(help_text=_("As displayed on the page."))
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    calculated_at = serializers.DateTimeField()


@extend_schema_serializer(examples=[OpenApiExample("Results by mentor", value={"results": [EXAMPLE]})])
class MentorResultsAnswer(Answer):
    results = MentorResultAnswer(many=True)


class MentorResultsApi(TenantApiView):
    rule = can_see_mentor_results
    tag = TAG
    operations = {
        "get": Operation(
            id="list_mentor_results",
            summary=_("List the results of confidential surveys by mentor"),
            description=_(
                "Only mentors with at least five mentees who answered, over all waves and programs. Nothing about you."
            ),
            answer=MentorResultsAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(mentor_report(self.membership))


class MentorResultsExportApi(TenantApiView):
    rule = can_see_mentor_results
    tag = TAG
    operations = {
        "get": Operation(
            id="export_mentor_results",
            summary=_("Export the results by mentor"),
            description=_("The numbers of the page as CSV. Recorded in the audit log."),
            answer=ExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        table = export_mentor_results(mentor_report(self.membership), by=self.actor)
        return self.answer({"rows": len(table.rows), "csv": table.csv})
