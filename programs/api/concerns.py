"""Raise a concern through the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation
from mentoring.tenancy.enums import TokenScope
from programs.actions.concerns import raise_concern
from programs.api.matches import TAG, OneOwnMatch
from programs.models import Match
from programs.rules import is_party
from programs.selectors.concerns import concern_readers
from programs.selectors.parties import Party


class ConcernBody(Body):
    text = serializers.CharField(max_length=5000)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Concern", value={"readers": "Ruth Adler and Tomás Vega", "respond_by": "2026-12-01"})
    ]
)
class ConcernAnswerBody(Answer):
    readers = serializers.CharField(
        help_text=_(
            "Who can read it, with your name. If nobody of them is left to answer, an owner can name someone else."
        )
    )
    respond_by = serializers.DateField()


class MatchConcernsApi(OneOwnMatch):
    loaded: Match
    rule = is_party
    tag = TAG
    operations = {
        "post": Operation(
            id="raise_concern",
            summary=_("Raise a concern about a match"),
            description=_(
                "For the two people of a match. The named person is told by email. Not an emergency line. The text "
                "cannot be read through the API."
            ),
            body=ConcernBody,
            answer=ConcernAnswerBody,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        now = timezone.now()
        is_mentor = self.loaded.mentor.person.membership_id == self.membership.pk
        party = Party(self.loaded, "mentor" if is_mentor else "mentee")
        readers = concern_readers(party, today=self.organization.local_date(now))
        raise_concern(party, text=self.body["text"], readers=readers, by=self.actor, at=now)
        assert readers is not None  # raise_concern has refused otherwise
        return self.answer({"readers": readers.names, "respond_by": readers.respond_by})
