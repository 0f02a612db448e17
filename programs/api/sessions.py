"""The API of sessions, for staff and for the two people of a match. Ratings, agendas and notes are not included."""

from typing import Any
from zoneinfo import available_timezones

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions import delete_session, record_session, update_session
from programs.actions.planning import cancel_session, plan_session
from programs.api.matches import TAG, OneOwnMatch
from programs.enums import SessionState
from programs.models import Match, Session
from programs.rules import can_change_session, can_plan_sessions


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Session",
            value={
                "id": "5c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "match_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "happens_on": "2026-09-02",
                "starts_at": "2026-09-02T14:00:00Z",
                "state": "held",
                "minutes": 60,
            },
        )
    ]
)
class SessionAnswer(Answer):
    id = serializers.UUIDField()
    match_id = serializers.UUIDField()
    happens_on = serializers.DateField()
    starts_at = serializers.DateTimeField(allow_null=True, help_text=_("Empty where only the day is known."))
    state = serializers.ChoiceField(choices=SessionState.choices)
    minutes = serializers.IntegerField(allow_null=True)


class SessionBody(Body):
    happens_on = serializers.DateField()
    state = serializers.ChoiceField(choices=SessionState.choices, default=SessionState.HELD.value)
    minutes = serializers.IntegerField(min_value=1, max_value=1440, required=False, allow_null=True)


class PlanBody(Body):
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(min_value=1, max_value=1440, default=60)
    time_zone = serializers.CharField(
        required=False, help_text=_("Of the person who plans; by default the organization's.")
    )
    place = serializers.CharField(max_length=300, required=False, allow_blank=True)
    agenda = serializers.CharField(max_length=500, required=False, allow_blank=True)

    def validate_time_zone(self, value: str) -> str:
        if value not in available_timezones():
            raise serializers.ValidationError(_("Enter a time zone such as Europe/Berlin."))
        return value


class MatchSessionsApi(OneOwnMatch, ListApiView):
    rule = can_plan_sessions
    tag = TAG
    order = ("-happens_on", "-id")
    operations = {
        "get": Operation(
            id="list_match_sessions", summary=_("List sessions of a match"), answer=SessionAnswer
        ),
        "post": Operation(
            id="record_session",
            summary=_("Record a session of a match"),
            description=_(
                "Updates the session on that day if there is one. The health of the match is recalculated."
            ),
            body=SessionBody,
            answer=SessionAnswer,
            status=201,
            scope=TokenScope.WRITE,
        ),
    }

    def rows(self) -> QuerySet:
        return Session.objects.filter(match=self.loaded)

    def post(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        return self.answer(record_session(self.loaded, **self.body, by=self.actor, today=today))


class SessionPlanApi(OneOwnMatch):
    rule = can_plan_sessions
    tag = TAG
    operations = {
        "post": Operation(
            id="plan_session",
            summary=_("Plan a session of a match"),
            description=_("Both people get a calendar invitation by email after two minutes."),
            body=PlanBody,
            answer=SessionAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        body = {"time_zone": self.organization.time_zone, **self.body}
        [session] = plan_session([self.loaded], **body, by=self.actor, now=timezone.now())
        return self.answer(session)


class OneSession(TenantApiView, abstract=True):
    """Load a session of an introduced match."""

    rule = can_change_session
    tag = TAG

    def load(self) -> Session:
        found = Session.objects.filter(match__in=Match.objects.visible_or_own(self.membership).introduced())
        loaded = found.select_related("match", "match__mentor__person", "match__mentee__person")
        return get_object_or_404(loaded, pk=self.kwargs["id"])


class SessionCancelApi(OneSession):
    operations = {
        "post": Operation(
            id="cancel_session",
            summary=_("Cancel a planned session"),
            description=_(
                "Both people get a cancellation for their calendars. Other sessions stay as they are."
            ),
            answer=SessionAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        cancel_session(self.loaded, by=self.actor, now=timezone.now())
        self.loaded.refresh_from_db()
        return self.answer(self.loaded)


class SessionApi(OneSession):
    operations = {
        "get": Operation(id="get_session", summary=_("Get a session"), answer=SessionAnswer),
        "patch": Operation(
            id="update_session",
            summary=_("Update a session"),
            description=_("Changes the fields sent. The health of the match is recalculated."),
            body=SessionBody,
            answer=SessionAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(
            id="delete_session",
            summary=_("Delete a session"),
            description=_("The health of the match is recalculated."),
            scope=TokenScope.WRITE,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        session: Session = self.loaded
        kept = {name: getattr(session, name) for name in ("happens_on", "state", "minutes")}
        today = self.organization.local_date(timezone.now())
        return self.answer(update_session(session, **{**kept, **self.body}, by=self.actor, today=today))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        delete_session(self.loaded, by=self.actor, today=self.organization.local_date(timezone.now()))
        return self.answer()
