"""The API of programs."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions import create_program
from programs.actions.programs import update_program_partly
from programs.actions.test_runs import delete_program
from programs.enums import MeetingInterval, ProgramState
from programs.models import Program
from programs.program_settings import ProgramSetting, all_settings
from programs.program_templates import TEMPLATES
from programs.rules import can_see_program, can_set_up_programs

TAG = _("Programs")
EXAMPLE = {
    "id": "3d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "name": "Rising Leaders 2026",
    "purpose": "",
    "starts_on": "2026-08-10",
    "ends_on": "2027-02-08",
    "meeting_interval_days": 14,
    "state": "running",
    "template": "leadership",
    "settings": {name: it.default for name, it in all_settings().items() if not it.choices},
    "breaks": [{"starts_on": "2026-12-21", "ends_on": "2027-01-03", "reason": "End of the year"}],
    "created_at": "2026-07-20T08:00:00Z",
}


def _settings_fields(**options: Any) -> dict[str, serializers.Field]:
    """Return a field for each setting. The meeting frequency is a field of the program itself."""
    return {
        name: (serializers.IntegerField if it.is_whole else serializers.FloatField)(
            label=it.label, min_value=it.least, max_value=it.most, help_text=_help(it), **options
        )
        for name, it in all_settings().items()
        if not it.choices
    }


def _help(setting: ProgramSetting) -> Any:
    return format_lazy("{}. {}", setting.label, _("By default %(num)s.") % {"num": f"{setting.default:g}"})


ProgramSettingsBody = type("ProgramSettingsBody", (Body,), _settings_fields(required=False, allow_null=True))
ProgramSettingsAnswer = type("ProgramSettingsAnswer", (Answer,), _settings_fields())


class BreakBody(Body):
    """Days without deadlines or reminders."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField(max_length=100, default="", allow_blank=True)


@extend_schema_serializer(examples=[OpenApiExample("Program", value=EXAMPLE)])
class ProgramAnswer(Answer):
    class BreakAnswer(Answer):
        starts_on = serializers.DateField()
        ends_on = serializers.DateField()
        reason = serializers.CharField(allow_blank=True)

    id = serializers.UUIDField()
    name = serializers.CharField()
    purpose = serializers.CharField(allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    meeting_interval_days = serializers.IntegerField(
        help_text=_("The agreed number of days from one session to the next.")
    )
    state = serializers.ChoiceField(choices=ProgramState.choices)
    template = serializers.CharField(
        allow_blank=True, help_text=_("The key of the template that it started from.")
    )
    settings = serializers.SerializerMethodField(help_text=_("Limits of rules, and days of reminders."))
    breaks = BreakAnswer(many=True, source="break_list")
    created_at = serializers.DateTimeField()

    @extend_schema_field(ProgramSettingsAnswer)
    def get_settings(self, program: Program) -> dict[str, float]:
        return {name: it.of(program) for name, it in all_settings().items() if not it.choices}


class ProgramBody(Body):
    name = serializers.CharField(max_length=120)
    purpose = serializers.CharField(max_length=2000, default="", allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(default=None, allow_null=True)
    meeting_interval_days = serializers.ChoiceField(
        choices=MeetingInterval.choices, default=MeetingInterval.BIWEEKLY.value
    )
    state = serializers.ChoiceField(choices=ProgramState.choices, default=ProgramState.RUNNING.value)
    breaks = BreakBody(many=True, default=list, max_length=60)
    settings = ProgramSettingsBody(
        required=False, help_text=_("Those left out keep their value; null resets one to its default.")
    )

    def validate_breaks(self, value: list[dict[str, Any]]) -> list[tuple]:
        return [(period["starts_on"], period["ends_on"], period["reason"]) for period in value]


class ProgramCreateBody(ProgramBody):
    template = serializers.ChoiceField(
        choices=list(TEMPLATES),
        required=False,
        help_text=_("Sets purpose, end, meeting frequency and agreement unless given, and creates a draft."),
    )

    def validate(self, body: dict[str, Any]) -> dict[str, Any]:
        """Take from the template what the caller has not sent."""
        if "template" not in body:
            return body
        start = TEMPLATES[body["template"]].defaults(body["starts_on"]) | {"state": ProgramState.DRAFT.value}
        return body | {name: value for name, value in start.items() if name not in self.initial_data}


class ProgramQuery(ListQuery):
    state = serializers.ChoiceField(choices=ProgramState.choices, required=False)


def visible_program(view: TenantApiView) -> Program:
    """Return the program of the address with its breaks, or answer 404."""
    programs = Program.objects.visible_to(view.membership).with_breaks()
    return get_object_or_404(programs, pk=view.kwargs["id"])


class ProgramsApi(ListApiView):
    rule = can_see_program
    tag = TAG
    query_class = ProgramQuery
    order = ("-starts_on", "name", "id")
    operations = {
        "get": Operation(id="list_programs", summary=_("List programs"), answer=ProgramAnswer),
        "post": Operation(
            id="create_program",
            summary=_("Create a program"),
            body=ProgramCreateBody,
            answer=ProgramAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_set_up_programs,
        ),
    }

    def rows(self) -> QuerySet:
        programs = Program.objects.visible_to(self.membership).with_breaks()
        return programs.filter(state=self.query["state"]) if "state" in self.query else programs

    def post(self, request: Request, **kwargs: Any) -> Response:
        program = create_program(**self.body, by=self.actor)
        return self.answer(Program.objects.with_breaks().get(pk=program.pk))


class ProgramApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(id="get_program", summary=_("Get a program"), answer=ProgramAnswer),
        "patch": Operation(
            id="update_program",
            summary=_("Update a program"),
            description=_("The health of every match is recalculated."),
            body=ProgramBody,
            answer=ProgramAnswer,
            scope=TokenScope.WRITE,
            rule=can_set_up_programs,
        ),
        "delete": Operation(
            id="delete_program",
            summary=_("Delete a draft or a test run"),
            description=_(
                "With everything in it; its queued emails are canceled. A program that was launched is refused: close "
                "it instead."
            ),
            status=204,
            scope=TokenScope.WRITE,
            rule=can_set_up_programs,
        ),
    }

    def load(self) -> Program:
        return visible_program(self)

    def delete(self, request: Request, **kwargs: Any) -> Response:
        delete_program(self.loaded, by=self.actor, at=timezone.now())
        return self.answer()

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        update_program_partly(self.loaded, values=self.body, by=self.actor, today=today)
        return self.answer(self.load())
