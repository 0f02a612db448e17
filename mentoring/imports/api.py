"""The API of imports: everything the pages do, in one call."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.imports.actions import (
    request_import_without_preview,
    set_columns,
    start_check,
    start_import,
    undo_import,
)
from mentoring.imports.enums import RunState
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ImportFault, ImportRun
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator

IMPORTS = _("Imports")
RUN = {
    "id": "5b0a1c7e-3f0e-4a51-9d0f-2f1f0a7c9e11",
    "kind": "directory",
    "program_id": None,
    "as_of": "2026-11-02",
    "file_name": "people.csv",
    "state": "checked",
    "row_count": 101,
    "added": 84,
    "updated": 12,
    "unchanged": 3,
    "skipped": 2,
    "error_count": 2,
    "refusal": "",
    "created_at": "2026-11-02T09:30:00Z",
    "imported_at": None,
    "undone_at": None,
}
ERROR = {
    "row": 7,
    "column": "Work Email",
    "found": "bad.mail.example.org",
    "expected": "An email address contains an @, such as name@example.org.",
    "code": "email-without-at",
    "skips_row": True,
}


@extend_schema_serializer(examples=[OpenApiExample("Import", value=RUN)])
class ImportAnswer(Answer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    program_id = serializers.UUIDField(source="target_id", allow_null=True)
    as_of = serializers.DateField(help_text=_("The date of the data in the file."))
    file_name = serializers.CharField()
    state = serializers.ChoiceField(choices=RunState.choices)
    row_count = serializers.IntegerField()
    added = serializers.IntegerField(help_text=_("New rows, or those that would be added."))
    updated = serializers.IntegerField(help_text=_("Rows that change existing data."))
    unchanged = serializers.IntegerField(help_text=_("Rows that change nothing."))
    skipped = serializers.IntegerField(help_text=_("Rows that are not imported because of an error."))
    error_count = serializers.IntegerField(source="fault_count")
    refusal = serializers.CharField(allow_blank=True, help_text=_("Why the import failed."))
    created_at = serializers.DateTimeField()
    imported_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Error", value=ERROR)])
class ImportErrorAnswer(Answer):
    row = serializers.IntegerField(
        source="row_number", help_text=_("The row number in the file, counting the header.")
    )
    column = serializers.CharField(source="header", allow_blank=True)
    found = serializers.CharField(allow_blank=True)
    expected = serializers.CharField(help_text=_("A sentence for the user."))
    code = serializers.CharField()
    skips_row = serializers.BooleanField(help_text=_("If false, the row is imported without this cell."))


class ImportBody(Body):
    kind = serializers.ChoiceField(
        choices=[],
        help_text=_("directory, employment-events, participants, matches, sessions, goals or kpi-readings."),
    )
    file = serializers.FileField(
        max_length=200, allow_empty_file=True, help_text=_("CSV, TSV or XLSX, up to 20 MB and 200,000 rows.")
    )
    program = serializers.UUIDField(
        required=False, help_text=_("Required for kinds that belong to a program.")
    )
    as_of = serializers.DateField(required=False, help_text=_("Default: today."))
    dry_run = serializers.BooleanField(
        required=False, default=False, help_text=_("Check the file without importing it.")
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        # Apps register their kinds after this module is imported.
        fields["kind"].choices = [name for name, _kind in IMPORT_KINDS.items()]
        return fields

    def to_internal_value(self, data: Any) -> Any:
        if getattr(self.context["request"], "is_upload_too_large", False):
            raise serializers.ValidationError({"file": [gettext("The file is larger than 20 MB.")]})
        return super().to_internal_value(data)

    def validate_as_of(self, value: Any) -> Any:
        if value > self.context["request"].organization.local_date(timezone.now()):
            raise serializers.ValidationError(gettext("This date is in the future."))
        return value


class ImportsApi(ListApiView):
    accepts_files = True
    rule = is_administrator
    tag = IMPORTS
    order = ("-created_at", "-id")
    operations = {
        "get": Operation(id="list_imports", summary=_("List imports"), answer=ImportAnswer),
        "post": Operation(
            id="create_import",
            summary=_("Import or check a file"),
            description=_(
                "Rows with errors are skipped and listed; the others are imported. Files of up to 5,000 rows are "
                "checked before the response, larger ones in the background. Importing always runs in the "
                "background: read the import until its state is done. A file without a required column is refused."
            ),
            body=ImportBody,
            answer=ImportAnswer,
            status=201,
            scope=TokenScope.WRITE,
            parser=MultiPartParser,
        ),
    }

    def rows(self) -> QuerySet:
        return ImportRun.objects.light()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "request": self.request._request}

    def post(self, request: Request, **kwargs: Any) -> Response:
        file, now = self.body["file"], timezone.now()
        run, mapping = start_import(
            self.body["kind"],
            file.read(),
            by=self.actor,
            as_of=self.body.get("as_of") or self.organization.local_date(now),
            file_name=file.name,
            target_id=self.body.get("program"),
        )
        if mapping.missing:
            names = ", ".join(str(entry.label) for entry in mapping.missing)
            raise ValidationError({"file": [gettext("No column found for: %(names)s.") % {"names": names}]})
        set_columns(run, run.mapping, by=self.actor)
        if self.body["dry_run"]:
            start_check(run, by=self.actor, now=now)
        else:
            request_import_without_preview(run, by=self.actor, now=now)
        return self.answer(run)


class ImportApi(TenantApiView):
    rule = is_administrator
    tag = IMPORTS
    operations = {"get": Operation(id="get_import", summary=_("Get an import"), answer=ImportAnswer)}

    def load(self) -> ImportRun:
        return get_object_or_404(ImportRun.objects.light(), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)


class ImportErrorsApi(ListApiView):
    rule = is_administrator
    tag = IMPORTS
    query_class = ListQuery
    order = ("row_number", "id")
    operations = {
        "get": Operation(
            id="list_import_errors", summary=_("List the errors of an import"), answer=ImportErrorAnswer
        )
    }

    def load(self) -> ImportRun:
        return get_object_or_404(ImportRun.objects.light(), pk=self.kwargs["id"])

    def rows(self) -> QuerySet:
        return ImportFault.objects.filter(run=self.loaded)


class ImportUndoApi(TenantApiView):
    rule = is_administrator
    tag = IMPORTS
    operations = {
        "post": Operation(
            id="undo_import",
            summary=_("Undo an import"),
            description=_("Once, within 24 hours. Rows that are in use by then are kept."),
            answer=ImportAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> ImportRun:
        return get_object_or_404(ImportRun.objects.light(), pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        undo_import(self.loaded, by=self.actor, now=timezone.now())
        return self.answer(self.loaded)


api_urls = [
    path("imports/", ImportsApi.as_view(), name="import-list"),
    path("imports/<uuid:id>/", ImportApi.as_view(), name="import-detail"),
    path("imports/<uuid:id>/errors/", ImportErrorsApi.as_view(), name="import-error-list"),
    path("imports/<uuid:id>/undo/", ImportUndoApi.as_view(), name="import-undo"),
]
