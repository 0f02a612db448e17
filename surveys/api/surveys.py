"""The API that lists, creates and changes surveys."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.enums import ParticipantRole
from programs.models import Program
from surveys.actions import create_survey, update_survey
from surveys.api.questions import ByLanguage, SurveyQuestionAnswer, SurveyQuestionBody, question_specs
from surveys.asking import SEGMENTS
from surveys.enums import SurveyKind, SurveyMode
from surveys.models import Question, Survey, SurveyVersion
from surveys.rules import can_edit_surveys, can_see_surveys

TAG = gettext_lazy("Surveys")
EXAMPLE = {
    "id": "5a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "program_id": "7c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "name": "Pulse, mentees",
    "kind": "pulse",
    "role": "mentee",
    "mode": "confidential",
    "segments": [],
    "languages": ["en"],
    "title": {"en": "How is your mentoring going?"},
    "intro": {},
    "version": 1,
    "questions": [
        {
            "key": "meetings-as-planned",
            "type": "agreement5",
            "texts": {"en": {"text": "Meetings happen as planned."}},
            "options": [],
            "unit": "",
            "allows_not_applicable": True,
            "is_hidden": False,
        }
    ],
}


@extend_schema_serializer(examples=[OpenApiExample("Survey", value=EXAMPLE)])
class SurveyAnswer(Answer):
    id = serializers.UUIDField()
    program_id = serializers.UUIDField(
        allow_null=True, help_text=gettext_lazy("Null for a template of the organization.")
    )
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=SurveyKind.choices)
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    mode = serializers.ChoiceField(choices=SurveyMode.choices)
    segments = serializers.ListField(
        child=serializers.CharField(),
        help_text=gettext_lazy("Of an anonymous survey: by what its results are broken down."),
    )
    languages = serializers.ListField(child=serializers.CharField())
    title = serializers.DictField(child=serializers.CharField())
    intro = serializers.DictField(child=serializers.CharField())
    version = serializers.SerializerMethodField()
    questions = serializers.SerializerMethodField()

    def get_version(self, survey: Survey) -> int:
        return max((version.number for version in survey.versions.all()), default=1)

    @extend_schema_field(SurveyQuestionAnswer(many=True))
    def get_questions(self, survey: Survey) -> list[dict[str, Any]]:
        newest = max(survey.versions.all(), key=lambda version: version.number, default=None)
        return SurveyQuestionAnswer(newest.questions.all() if newest else [], many=True).data


class SurveyChangeBody(Body):
    name = serializers.CharField(max_length=120)
    kind = serializers.ChoiceField(choices=SurveyKind.choices)
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    mode = serializers.ChoiceField(choices=SurveyMode.choices)
    segments = serializers.ListField(
        child=serializers.ChoiceField(choices=list(SEGMENTS.items())),
        max_length=3,
        required=False,
        help_text=gettext_lazy(
            "Of an anonymous survey: stored with the answers where at least 5 of the people invited share it."
        ),
    )
    languages = serializers.MultipleChoiceField(choices=settings.LANGUAGES)
    title = ByLanguage(child=serializers.CharField(max_length=120))
    intro = ByLanguage(child=serializers.CharField(max_length=600, allow_blank=True), required=False)
    questions = SurveyQuestionBody(many=True, required=False)


class SurveyBody(SurveyChangeBody):
    program_id = serializers.UUIDField()


class SurveyQuery(ListQuery):
    program = serializers.UUIDField(required=False)


def surveys_with_questions() -> QuerySet[Survey]:
    """Return surveys with versions and questions. Three queries for any number."""
    questions = Prefetch("questions", Question.objects.order_by("position", "pk"))
    return Survey.objects.prefetch_related(
        Prefetch("versions", SurveyVersion.objects.prefetch_related(questions))
    )


class SurveysApi(ListApiView):
    rule = can_see_surveys
    tag = TAG
    order = ("-created_at", "id")
    query_class = SurveyQuery
    operations = {
        "get": Operation(
            id="list_surveys",
            summary=gettext_lazy("List surveys"),
            description=gettext_lazy("Newest first, without archived ones."),
            answer=SurveyAnswer,
        ),
        "post": Operation(
            id="create_survey",
            summary=gettext_lazy("Create a survey of a program"),
            description=gettext_lazy("Nothing is sent."),
            body=SurveyBody,
            answer=SurveyAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_edit_surveys,
        ),
    }

    def rows(self) -> QuerySet:
        rows = surveys_with_questions().visible_to(self.membership).filter(archived_at=None)
        return rows.filter(program=self.query["program"]) if self.query.get("program") else rows

    def post(self, request: Request, **kwargs: Any) -> Response:
        body = dict(self.body)
        programs = Program.objects.visible_to(self.membership)
        program = programs.filter(pk=body.pop("program_id")).first()
        if program is None:
            raise serializers.ValidationError({"program_id": [_("This program does not exist.")]})
        body["languages"] = sorted(body["languages"])
        questions = question_specs(body.pop("questions", None))
        survey = create_survey(program, **body, questions=questions, by=self.actor)
        return self.answer(surveys_with_questions().get(pk=survey.pk))


class OneSurvey(TenantApiView, abstract=True):
    loaded: Survey

    def load(self) -> Survey:
        visible = surveys_with_questions().visible_to(self.membership).select_related("program")
        return get_object_or_404(visible, pk=self.kwargs["id"])


class SurveyApi(OneSurvey):
    rule = can_see_surveys
    tag = TAG
    operations = {
        "get": Operation(id="get_survey", summary=gettext_lazy("Get a survey"), answer=SurveyAnswer),
        "patch": Operation(
            id="update_survey",
            summary=gettext_lazy("Change a survey"),
            description=gettext_lazy(
                "Questions are replaced as a whole. Once a survey has answers, that creates its next version."
            ),
            body=SurveyChangeBody,
            answer=SurveyAnswer,
            scope=TokenScope.WRITE,
            rule=can_edit_surveys,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        body = dict(self.body)
        if "languages" in body:
            body["languages"] = sorted(body["languages"])
        questions = question_specs(body.pop("questions")) if "questions" in body else None
        update_survey(self.loaded, body, questions=questions, by=self.actor)
        return self.answer(surveys_with_questions().get(pk=self.loaded.pk))
