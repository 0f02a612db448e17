"""The API that schedules and sends surveys, and closes their waves."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from surveys.actions import close_wave, launch_wave, schedule_survey
from surveys.api.surveys import TAG, OneSurvey
from surveys.enums import SurveyMode, Trigger, WaveState
from surveys.models import Wave
from surveys.rules import can_edit_surveys


class Names(serializers.ListField):
    child = serializers.CharField(max_length=120)


class SurveyAudienceBody(Body):
    """Participants with one of these values; a list that is left out or empty means all."""

    department = Names(max_length=200, required=False)
    level = Names(max_length=200, required=False)
    location = Names(max_length=200, required=False)


class LaunchBody(Body):
    audience = SurveyAudienceBody(required=False)
    open_days = serializers.IntegerField(
        min_value=2, max_value=60, required=False, help_text=_("The program’s setting if left out.")
    )
    asks_half = serializers.BooleanField(
        required=False, default=False, help_text=_("Ask a random half; the other half is asked next time.")
    )
    merges = serializers.BooleanField(
        required=False,
        default=False,
        help_text=_("People over their contact budget find the survey in the email of their next one."),
    )


class ScheduleBody(LaunchBody):
    trigger = serializers.ChoiceField(choices=Trigger.choices)
    every = serializers.IntegerField(
        min_value=0,
        max_value=730,
        required=False,
        help_text=_(
            "Days, sessions or months. Sessions: 6 if left out. Calendar days: the months in between, 0 for once."
        ),
    )
    first_on = serializers.DateField(required=False, help_text=_("For calendar days and dates."))
    reminded_on = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=59),
        max_length=2,
        required=False,
        help_text=_(
            "The days after the invitation on which reminders are sent. Those of the program’s settings if left out."
        ),
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Schedule",
            value={
                "id": "1d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "survey_id": "5a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "trigger": "sessions",
                "every": 6,
                "first_on": None,
                "open_days": 14,
                "reminded_on": [4, 9],
                "audience": {},
                "starts_on": "2026-11-26",
            },
        )
    ]
)
class ScheduleAnswer(Answer):
    id = serializers.UUIDField()
    survey_id = serializers.UUIDField()
    trigger = serializers.ChoiceField(choices=Trigger.choices)
    every = serializers.IntegerField()
    first_on = serializers.DateField(allow_null=True)
    open_days = serializers.IntegerField()
    reminded_on = serializers.ListField(child=serializers.IntegerField())
    audience = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    starts_on = serializers.DateField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Wave",
            value={
                "id": "2e0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "survey_id": "5a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "mode": "confidential",
                "state": "open",
                "opens_on": "2026-11-26",
                "closes_on": "2026-12-10",
                "invited": 58,
            },
        )
    ]
)
class WaveAnswer(Answer):
    id = serializers.UUIDField()
    survey_id = serializers.UUIDField()
    mode = serializers.ChoiceField(choices=SurveyMode.choices)
    state = serializers.ChoiceField(choices=WaveState.choices)
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    invited = serializers.SerializerMethodField()

    def get_invited(self, wave: Wave) -> int:
        return wave.invitations.count()


class SurveyScheduleApi(OneSurvey):
    rule = can_edit_surveys
    tag = TAG
    operations = {
        "post": Operation(
            id="schedule_survey",
            summary=_("Schedule a survey"),
            description=_("It is sent automatically, starting today. What was due before is not sent."),
            body=ScheduleBody,
            answer=ScheduleAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        return self.answer(schedule_survey(self.loaded, **self.body, by=self.actor, today=today))


class SurveyLaunchApi(OneSurvey):
    rule = can_edit_surveys
    tag = TAG
    operations = {
        "post": Operation(
            id="launch_wave",
            summary=_("Send a survey now"),
            description=_("Invites everybody of the program in the survey's role, or the audience."),
            body=LaunchBody,
            answer=WaveAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        now = timezone.now()
        wave = launch_wave(self.loaded, organization=self.organization, by=self.actor, now=now, **self.body)
        return self.answer(wave)


class WaveCloseApi(TenantApiView):
    rule = can_edit_surveys
    tag = TAG
    operations = {
        "post": Operation(
            id="close_wave",
            summary=_("Close a survey"),
            description=_("Its links stop working. Closing twice changes nothing."),
            answer=WaveAnswer,
            scope=TokenScope.WRITE,
        )
    }
    loaded: Wave

    def load(self) -> Wave:
        return get_object_or_404(Wave.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(close_wave(self.loaded, by=self.actor, now=timezone.now()))
