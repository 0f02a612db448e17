"""The API of absences."""

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
from programs.actions import delete_absence, record_absence, update_absence
from programs.models import Absence, Participant
from programs.rules import can_edit_match, can_see_program

TAG = _("Programs")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Absence",
            value={
                "id": "6a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "participant_id": "7f0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "starts_on": "2026-12-07",
                "ends_on": "2026-12-18",
            },
        )
    ]
)
class AbsenceAnswer(Answer):
    id = serializers.UUIDField()
    participant_id = serializers.UUIDField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class AbsenceBody(Body):
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class ParticipantAbsencesApi(ListApiView):
    rule = can_see_program
    tag = TAG
    order = ("-starts_on", "-id")
    operations = {
        "get": Operation(
            id="list_absences", summary=_("List the absences of a participant"), answer=AbsenceAnswer
        ),
        "post": Operation(
            id="record_absence",
            summary=_("Record an absence"),
            description=_("The health of the participant's matches is recalculated."),
            body=AbsenceBody,
            answer=AbsenceAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
    }

    def load(self) -> Participant:
        return get_object_or_404(
            Participant.objects.visible_to(self.membership).select_related("program"), pk=self.kwargs["id"]
        )

    def rows(self) -> QuerySet:
        return Absence.objects.entered().filter(participant=self.loaded)

    def post(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        return self.answer(record_absence(self.loaded, **self.body, by=self.actor, today=today))


class AbsenceApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(id="get_absence", summary=_("Get an absence"), answer=AbsenceAnswer),
        "patch": Operation(
            id="update_absence",
            summary=_("Update an absence"),
            description=_("Changes the dates sent. The health of the participant's matches is recalculated."),
            body=AbsenceBody,
            answer=AbsenceAnswer,
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
        "delete": Operation(
            id="delete_absence",
            summary=_("Delete an absence"),
            description=_("The health of the participant's matches is recalculated."),
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
    }

    def load(self) -> Absence:
        absences = (
            Absence.objects.entered().visible_to(self.membership).select_related("participant__program")
        )
        return get_object_or_404(absences, pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        absence: Absence = self.loaded
        kept = {"starts_on": absence.starts_on, "ends_on": absence.ends_on}
        today = self.organization.local_date(timezone.now())
        return self.answer(update_absence(absence, **{**kept, **self.body}, by=self.actor, today=today))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        delete_absence(self.loaded, by=self.actor, today=self.organization.local_date(timezone.now()))
        return self.answer()
