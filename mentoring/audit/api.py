"""API of the audit log."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, ListApiView, ListQuery, Operation, Query, TenantApiView
from mentoring.audit.actions import export_log
from mentoring.audit.models import AuditEvent
from mentoring.audit.selectors import AuditFilters
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Event",
            value={
                "id": "b0a7c7de-15f1-47bc-8a8d-2a0d5f0f7c10",
                "happened_at": "2026-03-04T10:15:00Z",
                "action": "members.change_member_role",
                "actor_kind": "member",
                "actor_id": "0b0f2b5e-6f2e-4d0e-8a86-0c5f8f6c4f5a",
                "actor_label": "",
                "subject_kind": "tenancy.membership",
                "subject_id": "9c1a3f7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "subject_label": "",
                "values": {"role": "coordinator"},
                "fields_changed": [],
            },
        )
    ]
)
class AuditEventAnswer(Answer):
    id = serializers.UUIDField()
    happened_at = serializers.DateTimeField()
    action = serializers.CharField(help_text=_("The action, as app.verb_noun."))
    actor_kind = serializers.CharField(help_text=_("Member, token, link or system."))
    actor_id = serializers.UUIDField(allow_null=True, help_text=_("The member, if any."))
    actor_label = serializers.CharField(help_text=_("Identifies a job, link or token, never a person."))
    subject_kind = serializers.CharField()
    subject_id = serializers.UUIDField(allow_null=True)
    subject_label = serializers.CharField()
    values = serializers.DictField(help_text=_("Values that are not personal data."))
    fields_changed = serializers.ListField(
        source="fields", child=serializers.CharField(), help_text=_("Names of changed personal fields.")
    )


class AuditEventQuery(ListQuery):
    action = serializers.CharField(required=False, max_length=80)
    actor_id = serializers.UUIDField(required=False)
    subject_id = serializers.UUIDField(required=False)
    since = serializers.DateTimeField(required=False, help_text=_("Starting at this time."))
    before = serializers.DateTimeField(required=False, help_text=_("Before this moment."))


LOOKUPS = {
    "action": "action",
    "actor_id": "actor_id",
    "subject_id": "subject_id",
    "since": "happened_at__gte",
    "before": "happened_at__lt",
}


class AuditEventsApi(ListApiView):
    rule = is_administrator
    tag = _("Audit log")
    query_class = AuditEventQuery
    order = ("-happened_at", "-id")
    operations = {
        "get": Operation(
            id="list_audit_events",
            summary=_("List audit events, newest first"),
            answer=AuditEventAnswer,
        )
    }

    def rows(self) -> QuerySet:
        return AuditEvent.objects.filter(**{LOOKUPS[k]: v for k, v in self.query.items() if k in LOOKUPS})


@extend_schema_serializer(
    examples=[OpenApiExample("Export", value={"rows": 1, "csv": "Time (UTC),User,Action,Object,…\r\n"})]
)
class AuditExportAnswer(Answer):
    rows = serializers.IntegerField()
    csv = serializers.CharField(help_text=_("The same file as on the page."))


class AuditExportQuery(Query):
    action = serializers.CharField(required=False, max_length=80)
    first = serializers.DateField(required=False, help_text=_("Starting on this day, in UTC."))
    last = serializers.DateField(required=False, help_text=_("Up to and including this day."))


class AuditExportApi(TenantApiView):
    rule = is_administrator
    tag = _("Audit log")
    query_class = AuditExportQuery
    operations = {
        "get": Operation(
            id="export_audit_events",
            summary=_("Export the audit log as CSV"),
            description=_("At most 50,000 events, newest first. The export is recorded in the audit log."),
            answer=AuditExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        text, rows = export_log(AuditFilters(**self.query), by=self.actor)
        return self.answer({"rows": rows, "csv": text})


api_urls = [
    path("audit-events/", AuditEventsApi.as_view(), name="audit-event-list"),
    path("audit-events/export/", AuditExportApi.as_view(), name="audit-event-export"),
]
