"""The API of exports: the tables of the pages as CSV."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import ExportAnswer, Operation, Query, TenantApiView
from mentoring.people.names import normalize_name
from mentoring.tenancy.enums import TokenScope
from programs.actions import export_matches, export_participants
from programs.enums import AccountState, BriefingState, Health, ParticipantRole
from programs.models import Program
from programs.rules import can_see_program
from programs.selectors.matches import NEEDS_ACTION, NO_GOAL, OVERRIDDEN, MatchFilters

TAG = _("Programs")


class ProgramExport(TenantApiView, abstract=True):
    rule = can_see_program
    tag = TAG
    loaded: Program

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])


class ParticipantExportQuery(Query):
    q = serializers.CharField(required=False, max_length=100, help_text=_("The start of a word of the name."))
    role = serializers.ChoiceField(choices=ParticipantRole.choices, required=False)
    account = serializers.ChoiceField(choices=AccountState.choices, required=False)
    briefing = serializers.ChoiceField(choices=BriefingState.choices, required=False)


class ParticipantExportApi(ProgramExport):
    query_class = ParticipantExportQuery
    operations = {
        "get": Operation(
            id="export_participants",
            summary=_("Export the participants of a program"),
            description=_("With email and employee ID, as CSV. Recorded in the audit log."),
            answer=ExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        name = normalize_name(self.query.get("q", ""))
        chosen = {field: self.query.get(field, "") for field in ("role", "account", "briefing")}
        today = self.organization.local_date(timezone.now())
        table = export_participants(self.loaded, name=name, **chosen, today=today, by=self.actor)
        return self.answer({"rows": len(table.rows), "csv": table.csv})


class MatchExportQuery(Query):
    q = serializers.CharField(required=False, max_length=100, help_text=_("The start of a word of a name."))
    health = serializers.ChoiceField(
        choices=[*Health.choices, (NEEDS_ACTION, _("Needs attention or at risk"))], required=False
    )
    only = serializers.ChoiceField(
        choices=[(NO_GOAL, _("No goal agreed")), (OVERRIDDEN, _("Status overridden"))], required=False
    )


class MatchExportApi(ProgramExport):
    query_class = MatchExportQuery
    operations = {
        "get": Operation(
            id="export_matches",
            summary=_("Export the matches of a program"),
            description=_("With email and employee ID, as CSV. Recorded in the audit log."),
            answer=ExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        table = export_matches(self.loaded, MatchFilters(**self.query), by=self.actor)
        return self.answer({"rows": len(table.rows), "csv": table.csv})
