"""The send calendar: what is planned, and pausing kinds of email."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.mail.pausing import pause_sending, resume_sending
from mentoring.tenancy.enums import TokenScope
from programs.api.programs import TAG
from programs.models import Program
from programs.rules import can_see_program, can_write_to_participants
from programs.selectors.send_calendar import SendCalendar, send_calendar

EXAMPLE = {
    "first": "2026-11-26",
    "last": "2026-12-25",
    "kinds": [{"kind": "programs.did_you_meet", "label": "Did you meet?", "is_paused": False, "planned": 12}],
    "days": [{"on": "2026-11-27", "kind": "programs.did_you_meet", "count": 12, "is_estimate": True}],
}


class SendKindAnswer(Answer):
    kind = serializers.CharField(source="name")
    label = serializers.CharField()
    is_paused = serializers.BooleanField()
    planned = serializers.IntegerField()


class PlannedSendsAnswer(Answer):
    on = serializers.DateField()
    kind = serializers.CharField()
    count = serializers.IntegerField()
    is_estimate = serializers.BooleanField(
        help_text=_("An estimate is the most there can be; the rest waits in the outbox.")
    )


@extend_schema_serializer(examples=[OpenApiExample("Send calendar", value=EXAMPLE)])
class SendCalendarAnswer(Answer):
    first = serializers.DateField()
    last = serializers.DateField()
    kinds = SendKindAnswer(many=True)
    days = PlannedSendsAnswer(many=True)


class SendKindBody(Body):
    kind = serializers.CharField(max_length=80)


class SendsView(TenantApiView, abstract=True):
    loaded: Program

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def calendar(self) -> Response:
        found: SendCalendar = send_calendar(self.loaded, self.organization, now=timezone.now())
        days = [planned for _day, sends in found.days for planned in sends]
        return self.answer({"first": found.first, "last": found.last, "kinds": found.kinds, "days": days})


class SendsApi(SendsView):
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(
            id="get_send_calendar",
            summary=_("Get the automatic emails of the next 30 days"),
            answer=SendCalendarAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.calendar()


class SendPauseApi(SendsView):
    rule = can_write_to_participants
    tag = TAG
    operations = {
        "post": Operation(
            id="pause_sends",
            summary=_("Pause automatic emails of a kind in a program"),
            body=SendKindBody,
            answer=SendCalendarAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        pause_sending(
            self.body["kind"],
            scope_id=self.loaded.pk,
            label=self.loaded.name,
            by=self.actor,
            at=timezone.now(),
        )
        return self.calendar()


class SendResumeApi(SendsView):
    rule = can_write_to_participants
    tag = TAG
    operations = {
        "post": Operation(
            id="resume_sends",
            summary=_("Resume automatic emails of a kind in a program"),
            body=SendKindBody,
            answer=SendCalendarAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        resume_sending(
            self.body["kind"],
            scope_id=self.loaded.pk,
            label=self.loaded.name,
            by=self.actor,
            at=timezone.now(),
        )
        return self.calendar()
