"""The API of a program's coordinators."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, ListApiView, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.models import Membership
from programs.actions import assign_coordinator, remove_coordinator
from programs.models import Program, ProgramCoordinator
from programs.rules import can_set_up_programs

TAG = _("Programs")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Coordinator",
            value={
                "member_id": "6e0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "name": "Carla Nowak",
                "assigned_at": "2026-08-03T08:00:00Z",
            },
        )
    ]
)
class CoordinatorAnswer(Answer):
    member_id = serializers.UUIDField(source="membership_id")
    name = serializers.CharField(source="membership.user.name")
    assigned_at = serializers.DateTimeField()


class CoordinatorsApi(ListApiView):
    rule = can_set_up_programs
    tag = TAG
    order = ("assigned_at", "id")
    operations = {
        "get": Operation(
            id="list_coordinators",
            summary=_("List the coordinators of a program"),
            description=_("Coordinators see only the programs they are assigned to, and the people in them."),
            answer=CoordinatorAnswer,
        )
    }

    def load(self) -> Program:
        return get_object_or_404(Program, pk=self.kwargs["id"])

    def rows(self) -> QuerySet:
        return ProgramCoordinator.objects.filter(program=self.loaded).select_related("membership__user")


class CoordinatorApi(TenantApiView):
    rule = can_set_up_programs
    tag = TAG
    operations = {
        "put": Operation(
            id="assign_coordinator",
            summary=_("Assign a coordinator to a program"),
            description=_("The member must have the role of coordinator."),
            answer=CoordinatorAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(
            id="remove_coordinator",
            summary=_("Remove a coordinator from a program"),
            scope=TokenScope.WRITE,
        ),
    }

    def load(self) -> tuple[Program, Membership]:
        program = get_object_or_404(Program, pk=self.kwargs["id"])
        return program, get_object_or_404(Membership, pk=self.kwargs["member_id"])

    def put(self, request: Request, **kwargs: Any) -> Response:
        program, member = self.loaded
        assign_coordinator(program, member, by=self.actor)
        found = ProgramCoordinator.objects.select_related("membership__user")
        return self.answer(found.get(program=program, membership=member))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        program, member = self.loaded
        remove_coordinator(program, member, by=self.actor)
        return self.answer()
