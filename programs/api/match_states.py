"""The API that pauses, ends and reopens matches. Nobody gets an email."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation
from mentoring.tenancy.enums import TokenScope
from programs.actions import revoke_links_of_match
from programs.actions.match_states import end_match, pause_match, reopen_match
from programs.api.matches import TAG, MatchAnswer, OneMatch
from programs.models import MatchChange
from programs.rules import can_edit_match


class ReasonBody(Body):
    reason = serializers.CharField(max_length=200)


class PauseBody(ReasonBody):
    until = serializers.DateField(help_text=_("The last day of the pause."))


class EndBody(ReasonBody):
    ended_on = serializers.DateField(required=False, help_text=_("Today if it is left out."))


class MatchStateApi(OneMatch, abstract=True):
    def change(self, action: Callable[..., MatchChange]) -> Response:
        now = timezone.now()
        action(self.loaded, **self.body, by=self.actor, at=now, today=self.organization.local_date(now))
        return self.answer(self.load())


class MatchPauseApi(MatchStateApi):
    rule = can_edit_match
    tag = TAG
    operations = {
        "post": Operation(
            id="pause_match",
            summary=_("Pause a match"),
            description=_("Its deadlines are paused up to and including a day. Nobody gets an email."),
            body=PauseBody,
            answer=MatchAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.change(pause_match)


class MatchEndApi(MatchStateApi):
    rule = can_edit_match
    tag = TAG
    operations = {
        "post": Operation(
            id="end_match",
            summary=_("End a match"),
            description=_("Nobody gets an email."),
            body=EndBody,
            answer=MatchAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.change(end_match)


@extend_schema_serializer(examples=[OpenApiExample("Revoked links", value={"revoked": 2})])
class RevokedAnswer(Answer):
    revoked = serializers.IntegerField(help_text=_("How many links were revoked."))


class MatchLinksRevokeApi(OneMatch):
    rule = can_edit_match
    tag = TAG
    operations = {
        "post": Operation(
            id="revoke_match_links",
            summary=_("Revoke the links to a match in emails"),
            description=_(
                "Links about sessions, goals, plans and reviews, and those that ask whether mentor "
                "and mentee are still meeting. Both can still answer after signing in."
            ),
            answer=RevokedAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        revoked = revoke_links_of_match(self.loaded, by=self.actor, now=timezone.now())
        return self.answer({"revoked": revoked})


class MatchReopenApi(MatchStateApi):
    rule = can_edit_match
    tag = TAG
    operations = {
        "post": Operation(
            id="reopen_match",
            summary=_("Reopen a paused or ended match"),
            description=_("Nobody gets an email."),
            body=ReasonBody,
            answer=MatchAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.change(reopen_match)
