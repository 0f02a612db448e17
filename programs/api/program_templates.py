"""The API of templates of programs and of copies of programs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions import copy_program
from programs.api.programs import TAG, ProgramAnswer, visible_program
from programs.models import Program
from programs.program_templates import TEMPLATES
from programs.rules import can_set_up_programs


class ProgramTemplateAnswer(Answer):
    """What a new program starts with."""

    key = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField(source="sentence")
    months = serializers.IntegerField(help_text=_("0 where the length is in weeks."))
    weeks = serializers.IntegerField(help_text=_("0 where the length is in months."))
    is_rolling = serializers.BooleanField(
        help_text=_("The length is that of a match, and the program has no end date.")
    )
    meeting_interval_days = serializers.IntegerField(source="interval")
    agreement = serializers.ListField(
        child=serializers.CharField(), help_text=_("Points in addition to the standard text.")
    )
    settings = serializers.DictField(
        child=serializers.FloatField(), help_text=_("Settings of the program that differ from the default.")
    )
    surveys = serializers.ListField(
        child=serializers.CharField(), help_text=_("Keys of the surveys of its listening plan.")
    )


EXAMPLE = {
    "key": "leadership",
    "name": "Leadership",
    "purpose": "Future leaders learn from those who lead already.",
    "months": 9,
    "weeks": 0,
    "is_rolling": False,
    "meeting_interval_days": 21,
    "agreement": ["We reply to each other within three working days."],
    "settings": {},
    "surveys": ["mentee-start", "mentor-start", "mentee-end", "mentor-end"],
}


@extend_schema_serializer(examples=[OpenApiExample("Templates", value={"templates": [EXAMPLE]})])
class ProgramTemplatesAnswer(Answer):
    templates = ProgramTemplateAnswer(many=True)


class ProgramTemplatesApi(TenantApiView):
    rule = can_set_up_programs
    tag = TAG
    operations = {
        "get": Operation(
            id="list_program_templates",
            summary=_("List the templates of programs"),
            description=_("create_program takes the key of a template."),
            answer=ProgramTemplatesAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer({"templates": list(TEMPLATES.values())})


class ProgramCopyBody(Body):
    name = serializers.CharField(max_length=120)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(
        default=None, allow_null=True, help_text=_("By default moved with the first day.")
    )


class ProgramCopyApi(TenantApiView):
    rule = can_set_up_programs
    tag = TAG
    operations = {
        "post": Operation(
            id="copy_program",
            summary=_("Copy a program"),
            description=_(
                "Creates a draft with purpose, meeting frequency, agreement, contact and breaks of the program. Dates "
                "move with the first day. Participants, matches and coordinators are not copied."
            ),
            body=ProgramCopyBody,
            answer=ProgramAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Program:
        return visible_program(self)

    def post(self, request: Request, **kwargs: Any) -> Response:
        program = copy_program(self.loaded, **self.body, by=self.actor)
        return self.answer(Program.objects.with_breaks().get(pk=program.pk))
