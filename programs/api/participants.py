"""The API of participants."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from mentoring.api import Answer, ListApiView, ListQuery, Operation
from programs.enums import ParticipantRole, ParticipantState
from programs.models import Participant
from programs.rules import can_see_program


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


class ParticipantQuery(ListQuery):
    program = serializers.UUIDField(required=False)
    role = serializers.ChoiceField(choices=ParticipantRole.choices, required=False)


class ParticipantsApi(ListApiView):
    rule = can_see_program
    tag = _("Programs")
    query_class = ParticipantQuery
    order = ("created_at", "id")
    operations = {
        "get": Operation(id="list_participants", summary=_("List participants"), answer=ParticipantAnswer)
    }

    def rows(self) -> QuerySet:
        chosen = {name: self.query[name] for name in ("program", "role") if name in self.query}
        today = self.organization.local_date(timezone.now())
        return Participant.objects.filter(**chosen).select_related("person").with_current_state(today)
