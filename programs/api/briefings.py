"""The API of briefings."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, Query, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions.briefings import remind_of_briefing, reset_briefing, save_briefing
from programs.api.programs import TAG, visible_program
from programs.enums import ParticipantRole
from programs.models import Program
from programs.rules import can_see_program, can_set_up_programs, can_write_to_participants
from programs.selectors.briefings import briefing_of, own_briefings_of, read_counts


class BriefingQuery(Query):
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, default="en")


class BriefingBody(Body):
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    text = serializers.CharField(max_length=10_000, allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Briefing",
            value={
                "role": "mentor",
                "language": "en",
                "text": "## What mentoring is\nYou share your experience, ask questions and listen.",
                "is_standard": True,
                "read": 12,
                "total": 30,
            },
        )
    ]
)
class BriefingAnswer(Answer):
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    text = serializers.CharField(
        help_text=_("A line that begins with ## is a heading, one that begins with - an item of a list.")
    )
    is_standard = serializers.BooleanField(help_text=_("The program has no text of its own."))
    read = serializers.IntegerField(help_text=_("How many participants in this role have read it."))
    total = serializers.IntegerField(help_text=_("How many participants there are in this role."))


class BriefingApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    query_class = BriefingQuery
    operations = {
        "get": Operation(
            id="get_briefing",
            summary=_("Get the briefing of mentors or mentees"),
            description=_("In one language, with how many have read it."),
            answer=BriefingAnswer,
        ),
        "put": Operation(
            id="save_briefing",
            summary=_("Change the briefing of mentors or mentees"),
            description=_("In one language. Without a text, the standard text is shown again."),
            body=BriefingBody,
            answer=BriefingAnswer,
            scope=TokenScope.WRITE,
            rule=can_set_up_programs,
        ),
    }

    def load(self) -> Program:
        return visible_program(self)

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.briefing(**self.query)

    def put(self, request: Request, **kwargs: Any) -> Response:
        text = self.body["text"].strip()
        where = {"role": self.body["role"], "language": self.body["language"]}
        if text:
            save_briefing(self.loaded, **where, text=text, by=self.actor)
        else:
            reset_briefing(self.loaded, **where, by=self.actor)
        return self.briefing(**where)

    def briefing(self, role: str, language: str) -> Response:
        own = own_briefings_of(self.loaded)
        today = self.organization.local_date(timezone.now())
        with translation.override(language):
            text = briefing_of(self.loaded, role, own)
        count = read_counts(self.loaded, today=today)[role]
        is_standard = (role, language) not in own
        return self.answer(
            {
                "role": role,
                "language": language,
                "text": text,
                "is_standard": is_standard,
                "read": count.read,
                "total": count.total,
            }
        )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Reminders", value={"batch": "5c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33", "count": 18})
    ]
)
class BriefingRemindersAnswer(Answer):
    batch = serializers.UUIDField(help_text=_("The batch can be withdrawn before it goes out."))
    count = serializers.IntegerField(help_text=_("How many people are reminded."))


class BriefingRemindApi(TenantApiView):
    rule = can_write_to_participants
    tag = TAG
    operations = {
        "post": Operation(
            id="remind_of_briefing",
            summary=_("Remind participants of the briefing"),
            description=_(
                "Those who have not read it, at most once in 7 days for each. The emails go out after two minutes."
            ),
            answer=BriefingRemindersAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Program:
        return visible_program(self)

    def post(self, request: Request, **kwargs: Any) -> Response:
        now = timezone.now()
        today = self.organization.local_date(now)
        batch = remind_of_briefing(self.loaded, by=self.actor, at=now, today=today)
        return self.answer({"batch": batch.id, "count": len(batch.messages)})
