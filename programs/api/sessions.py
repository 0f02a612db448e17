"""The API of sessions. Ratings and notes are not included."""

from typing import Any

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
from programs.api.matches import TAG, OneMatch
from programs.enums import SessionState
from programs.models import Match, Session
from programs.rules import can_edit_match, can_see_program


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Session",
            value={
                "id": "5c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "match_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "happens_on": "2026-09-02",
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
    state = serializers.ChoiceField(choices=SessionState.choices)
    minutes = serializers.IntegerField(allow_null=True)


class SessionBody(Body):
    happens_on = serializers.DateField()
    state = serializers.ChoiceField(choices=SessionState.choices, default=SessionState.HELD.value)
    minutes = serializers.IntegerField(min_value=1, max_value=1440, required=False, allow_null=True)


class MatchSessionsApi(OneMatch, ListApiView):
    rule = can_see_program
    tag = TAG
    order = ("-happens_on", "-id")
    operations = {
        "get": Operation(
            id="list_match_sessions", summary=_("List the sessions of a match"), answer=SessionAnswer
        ),
        "post": Operation(
            id="record_match_session",
            summary=_("Record a session of a match"),
            description=_(
                "Updates the session on that day if there is one. The health of the match is recalculated."
            ),
            body=SessionBody,
            answer=SessionAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
    }

    def rows(self) -> QuerySet:
        return Session.objects.filter(match=self.loaded)

    def post(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        return self.answer(record_session(self.loaded, **self.body, by=self.actor, today=today))


class SessionApi(TenantApiView):
    """One session of an introduced match."""

    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(id="get_session", summary=_("Get a session"), answer=SessionAnswer),
        "patch": Operation(
            id="update_session",
            summary=_("Update a session"),
            description=_("Changes the fields sent. The health of the match is recalculated."),
            body=SessionBody,
            answer=SessionAnswer,
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
        "delete": Operation(
            id="delete_session",
            summary=_("Delete a session"),
            description=_("The health of the match is recalculated."),
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
    }

    def load(self) -> Session:
        sessions = Session.objects.filter(
            match__in=Match.objects.visible_to(self.membership).introduced()
        ).select_related("match")
        return get_object_or_404(sessions, pk=self.kwargs["id"])

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
