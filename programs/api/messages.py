"""The API of messages between the two people of a match."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation
from mentoring.tenancy.enums import TokenScope
from programs.actions.messages import send_match_message
from programs.api.matches import TAG, OneOwnMatch
from programs.enums import ParticipantRole
from programs.rules import is_party
from programs.selectors.parties import Party


class MessageBody(Body):
    body = serializers.CharField(max_length=5000)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Message",
            value={
                "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "match_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "sent_at": "2026-11-26T09:30:00Z",
            },
        )
    ]
)
class MessageAnswer(Answer):
    id = serializers.UUIDField()
    match_id = serializers.UUIDField()
    sent_at = serializers.DateTimeField()


class MatchMessagesApi(OneOwnMatch):
    rule = is_party
    tag = TAG
    operations = {
        "post": Operation(
            id="send_match_message",
            summary=_("Send a message to the other person of your match"),
            description=_("It is emailed after two minutes, with your address for replies."),
            body=MessageBody,
            answer=MessageAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        is_mentor = self.loaded.mentor.person.membership_id == self.membership.pk
        party = Party(self.loaded, ParticipantRole.MENTOR if is_mentor else ParticipantRole.MENTEE)
        return self.answer(send_match_message(party, **self.body, by=self.actor, at=timezone.now()))
