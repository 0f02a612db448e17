"""The API of participants."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.members.actions.directory_invites import InviteBatch
from mentoring.people.models import Person
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator
from programs.actions.invitations import invite_participants, remind_participants
from programs.actions.participants import MOST_MENTEES, create_participant
from programs.actions.pauses import pause_participant, resume_participant
from programs.enums import ParticipantRole, ParticipantState, PauseReason
from programs.models import Participant, Program
from programs.models.participant import MOST_TOPICS
from programs.rules import can_edit_match, can_see_program
from programs.selectors.briefings import with_briefing


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Participant",
            value={
                "id": "7f0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "program_id": "3d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "person_id": "1a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "name": "Priya Raman",
                "role": "mentor",
                "state": "accepted",
                "topics": ["delegation"],
                "capacity": 2,
                "paused_on": None,
                "paused_until": None,
                "pause_reason": "",
                "briefing_read_at": None,
            },
        )
    ]
)
class ParticipantAnswer(Answer):
    id = serializers.UUIDField()
    program_id = serializers.UUIDField()
    person_id = serializers.UUIDField()
    name = serializers.CharField(source="person.name")
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    state = serializers.ChoiceField(
        choices=ParticipantState.choices,
        source="current_state",
        help_text=_("“left” as soon as the person has left the organization."),
    )
    topics = serializers.ListField(child=serializers.CharField())
    capacity = serializers.IntegerField(help_text=_("The maximum number of mentees of a mentor."))
    paused_on = serializers.DateField(allow_null=True)
    paused_until = serializers.DateField(
        allow_null=True, help_text=_("The last day; null while it is not known.")
    )
    pause_reason = serializers.ChoiceField(choices=PauseReason.choices, allow_blank=True)
    briefing_read_at = serializers.DateTimeField(
        allow_null=True, help_text=_("When they marked the briefing as read.")
    )


class ParticipantQuery(ListQuery):
    program = serializers.UUIDField(required=False)
    role = serializers.ChoiceField(choices=ParticipantRole.choices, required=False)


class ParticipantBody(Body):
    program = serializers.UUIDField()
    person = serializers.UUIDField(help_text=_("A person of the directory."))
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    topics = serializers.ListField(
        child=serializers.CharField(max_length=80), max_length=MOST_TOPICS, default=list
    )
    capacity = serializers.IntegerField(min_value=0, max_value=MOST_MENTEES, default=1)


class ParticipantsApi(ListApiView):
    rule = can_see_program
    tag = _("Programs")
    query_class = ParticipantQuery
    order = ("created_at", "id")
    operations = {
        "get": Operation(id="list_participants", summary=_("List participants"), answer=ParticipantAnswer),
        "post": Operation(
            id="create_participant",
            summary=_("Add a person of the directory to a program"),
            description=_("Nobody gets an email. To invite participants, use invite_participants."),
            body=ParticipantBody,
            answer=ParticipantAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
    }

    def rows(self) -> QuerySet:
        chosen = {name: self.query[name] for name in ("program", "role") if name in self.query}
        today = self.organization.local_date(timezone.now())
        return self.with_current_state(today).filter(**chosen)

    def post(self, request: Request, **kwargs: Any) -> Response:
        program = get_object_or_404(Program.objects.visible_to(self.membership), pk=self.body["program"])
        person = get_object_or_404(Person.objects.visible_to(self.membership), pk=self.body["person"])
        details = {name: self.body[name] for name in ("role", "topics", "capacity")}
        today = self.organization.local_date(timezone.now())
        made = create_participant(program, person=person, **details, by=self.actor, today=today)
        return self.answer(self.with_current_state(today).get(pk=made.pk))

    def with_current_state(self, today: date) -> QuerySet:
        visible = Participant.objects.visible_to(self.membership)
        return with_briefing(visible.select_related("person").with_current_state(today))


class PauseParticipantBody(Body):
    until = serializers.DateField(
        default=None, allow_null=True, help_text=_("The last day; left out if it is not known.")
    )
    reason = serializers.ChoiceField(choices=PauseReason.choices, default=PauseReason.NOT_STATED.value)


class ParticipantPauseApi(TenantApiView):
    rule = can_edit_match
    tag = _("Programs")
    operations = {
        "post": Operation(
            id="pause_participant",
            summary=_("Pause a participant"),
            description=_(
                "No new match is suggested, nobody is reminded, and deadlines of their matches are paused. Nobody gets "
                "an email."
            ),
            body=PauseParticipantBody,
            answer=ParticipantAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Participant:
        visible = Participant.objects.visible_to(self.membership).select_related("program", "person")
        return get_object_or_404(with_briefing(visible.with_current_state(self.today)), pk=self.kwargs["id"])

    @property
    def today(self) -> date:
        return self.organization.local_date(timezone.now())

    def post(self, request: Request, **kwargs: Any) -> Response:
        pause_participant(self.loaded, **self.body, by=self.actor, today=self.today)
        return self.answer(self.load())


class ParticipantResumeApi(ParticipantPauseApi):
    rule = can_edit_match
    tag = _("Programs")
    operations = {
        "post": Operation(
            id="resume_participant",
            summary=_("Resume a paused participant"),
            description=_("Nobody gets an email."),
            answer=ParticipantAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        resume_participant(self.loaded, by=self.actor, today=self.today)
        return self.answer(self.load())


class InviteParticipantsBody(Body):
    people = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=10_000,
        required=False,
        help_text=_("Only these people of the directory; otherwise all who can be invited."),
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "InvitedParticipants",
            value={"batch": "5c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33", "count": 120},
        )
    ]
)
class InvitedParticipantsAnswer(Answer):
    batch = serializers.UUIDField(source="id", help_text=_("The batch can be withdrawn before it goes out."))
    count = serializers.IntegerField(help_text=_("How many people are invited or reminded."))


class ParticipantInviteApi(TenantApiView):
    rule = is_administrator
    tag = _("Programs")
    operations = {
        "post": Operation(
            id="invite_participants",
            summary=_("Invite the participants of a program"),
            description=_(
                "Invites accepted participants who have neither an account nor an invitation. The emails go out "
                "after two minutes. People who cannot be invited are left out."
            ),
            body=InviteParticipantsBody,
            answer=InvitedParticipantsAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.send(invite_participants))

    def send(self, action: Callable[..., InviteBatch]) -> InviteBatch:
        now = timezone.now()
        return action(
            self.loaded,
            by=self.actor,
            at=now,
            today=self.organization.local_date(now),
            person_ids=self.body.get("people"),
        )


class ParticipantRemindApi(ParticipantInviteApi):
    rule = is_administrator
    tag = _("Programs")
    operations = {
        "post": Operation(
            id="remind_participants",
            summary=_("Remind the participants who have not joined yet"),
            description=_("At most once in 7 days for each person. The emails go out after two minutes."),
            body=InviteParticipantsBody,
            answer=InvitedParticipantsAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.send(remind_participants))
