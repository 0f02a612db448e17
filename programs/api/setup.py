"""The API of a program's setup, its launch and its closing."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions import close_program, launch_program
from programs.actions.test_runs import start_test_run
from programs.api.programs import EXAMPLE, TAG, ProgramAnswer, visible_program
from programs.enums import BEFORE_LAUNCH, ClosingReason, SetupState
from programs.models import Program
from programs.rules import can_set_up_programs
from programs.selectors.setup import open_items, program_setup


class SetupTaskAnswer(Answer):
    name = serializers.CharField()
    label = serializers.CharField()
    state = serializers.ChoiceField(choices=SetupState.choices)
    why = serializers.CharField(help_text=_("What is set."))
    minutes = serializers.IntegerField(help_text=_("How long it takes."))
    missing = serializers.CharField(allow_blank=True, help_text=_("What is missing before launch."))


TASK = {
    "name": "people",
    "label": "People",
    "state": "missing",
    "why": "0 mentors, 9 mentees",
    "minutes": 10,
    "missing": "There are no mentors yet.",
}


@extend_schema_serializer(
    examples=[OpenApiExample("Setup", value={"can_launch": False, "done_count": 3, "tasks": [TASK]})]
)
class ProgramSetupAnswer(Answer):
    can_launch = serializers.BooleanField(help_text=_("It is a draft, and nothing is missing."))
    done_count = serializers.IntegerField()
    tasks = SetupTaskAnswer(many=True)


class ProgramSetupView(TenantApiView, abstract=True):
    rule = can_set_up_programs
    tag = TAG

    def load(self) -> Program:
        program = visible_program(self)
        program.organization = self.organization
        self.today = self.organization.local_date(timezone.now())
        return program


class ProgramSetupApi(ProgramSetupView):
    operations = {
        "get": Operation(
            id="get_program_setup",
            summary=_("Get the setup of a program"),
            description=_("Its tasks with their state, and what is missing before launch."),
            answer=ProgramSetupAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        setup = program_setup(self.loaded, today=self.today)
        tasks = [
            {
                "name": name,
                "label": task.label,
                "state": task.state,
                "why": task.why,
                "minutes": task.minutes,
                "missing": task.missing,
            }
            for name, task in setup.tasks
        ]
        can_launch = self.loaded.state in BEFORE_LAUNCH and not setup.missing
        return self.answer({"can_launch": can_launch, "done_count": setup.done_count, "tasks": tasks})


class ProgramLaunchApi(ProgramSetupView):
    operations = {
        "post": Operation(
            id="launch_program",
            summary=_("Launch a program"),
            description=_(
                "Sets a draft to running. Refused with a sentence for each task that is missing. Sends no email. "
                "Applications close, unless people can apply while the program is running."
            ),
            answer=ProgramAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        launch_program(self.loaded, by=self.actor, today=self.today)
        return self.answer(visible_program(self))


class TestRunApi(ProgramSetupView):
    operations = {
        "post": Operation(
            id="start_test_run",
            summary=_("Start a test run of a program"),
            description=_(
                "A running copy with made-up people, of which no email is sent. Refused for a test run, and while "
                "there is one of the program. Delete it with delete_program."
            ),
            answer=ProgramAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        made = start_test_run(self.loaded, by=self.actor, today=self.today)
        return self.answer(Program.objects.with_breaks().get(pk=made.pk))


class ProgramCloseBody(Body):
    reason = serializers.ChoiceField(choices=ClosingReason.choices)
    tells_people = serializers.BooleanField(
        default=True, help_text=_("Tell mentors and mentees by email, after two minutes.")
    )


class OpenItemAnswer(Answer):
    count = serializers.IntegerField()
    text = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Closed program",
            value={
                "program": EXAMPLE | {"state": "closed"},
                "emails": 24,
                "open_items": [{"count": 2, "text": "2 sessions are planned."}],
            },
        )
    ]
)
class ProgramCloseAnswer(Answer):
    program = ProgramAnswer()
    emails = serializers.IntegerField(help_text=_("How many people get an email."))
    open_items = OpenItemAnswer(many=True, help_text=_("What was still open when the program was closed."))


class ProgramCloseApi(ProgramSetupView):
    operations = {
        "post": Operation(
            id="close_program",
            summary=_("Close a program"),
            description=_(
                "All matches are then shown as finished. Mentors and mentees get an email, "
                "unless `tells_people` is false."
            ),
            body=ProgramCloseBody,
            answer=ProgramCloseAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        still_open = open_items(self.loaded, today=self.today)
        told = close_program(self.loaded, **self.body, by=self.actor, today=self.today)
        answer = {"program": visible_program(self), "emails": told, "open_items": still_open}
        return self.answer(answer)
