"""The API of imports: everything the pages do, in one call."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import ListApiView, ListQuery, Operation, TenantApiView
from mentoring.imports.actions import (
    answer_in_advance,
    answer_questions,
    continue_import,
    correct_cells,
    discard_import,
    note_death,
    request_import,
    request_import_without_preview,
    set_columns,
    set_reading,
    start_check,
    start_import,
    undo_import,
)
from mentoring.imports.api.serializers import ImportAnswer, ImportBody, ImportErrorAnswer, ImportUpdateBody
from mentoring.imports.models import ImportFault, ImportRun
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator

IMPORTS = _("Imports")
READING = ("sheet", "encoding", "date_order", "time_zone")


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
                "background: read the import until its state is done. A file without a required column is refused. "
                "If waits_for_answer is true, nothing was imported: update the import with the answers, then start it."
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
            **{name: self.body[name] for name in READING if name in self.body},
        )
        chosen = self.body.get("mapping")
        if mapping.missing and chosen is None:
            names = ", ".join(str(entry.label) for entry in mapping.missing)
            raise ValidationError({"file": [gettext("No column found for: %(names)s.") % {"names": names}]})
        set_columns(run, run.mapping if chosen is None else chosen, by=self.actor)
        answers = self.body.get("answers")
        if answers:
            answer_in_advance(run, answers, by=self.actor, now=now)
        if self.body["dry_run"]:
            start_check(run, by=self.actor, now=now)
        else:
            request_import_without_preview(run, by=self.actor, now=now)
        return self.answer(run)


class ImportApi(TenantApiView):
    rule = is_administrator
    tag = IMPORTS
    operations = {
        "get": Operation(id="get_import", summary=_("Get an import"), answer=ImportAnswer),
        "patch": Operation(
            id="update_import",
            summary=_("Choose how a file is read, answer questions, correct cells"),
            description=_("Before the file is imported. It is checked again."),
            body=ImportUpdateBody,
            answer=ImportAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(
            id="discard_import",
            summary=_("Discard an import"),
            description=_("Deletes the file of an import that has not been carried out."),
            answer=ImportAnswer,
            scope=TokenScope.WRITE,
        ),
    }

    def load(self) -> ImportRun:
        return get_object_or_404(ImportRun.objects.light(), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        note_death(self.loaded, now=timezone.now())
        return self.answer(self.loaded)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        run, body = self.loaded, self.body
        set_reading(run, by=self.actor, **{name: body[name] for name in READING if name in body})
        if "mapping" in body:
            set_columns(run, body["mapping"], by=self.actor)
        if "answers" in body:
            answer_questions(run, body["answers"], by=self.actor)
        if "corrections" in body:
            correct_cells(run, cells=body["corrections"], by=self.actor)
        start_check(run, by=self.actor, now=timezone.now())
        return self.answer(run)

    def delete(self, request: Request, **kwargs: Any) -> Response:
        discard_import(self.loaded, by=self.actor, now=timezone.now())
        return self.answer(self.loaded)


class ImportStartApi(TenantApiView):
    rule = is_administrator
    tag = IMPORTS
    operations = {
        "post": Operation(
            id="start_import",
            summary=_("Import a checked file"),
            description=_(
                "Runs in the background. An import that was interrupted continues. Where a member has to confirm "
                "something, as a directory that is much shorter than the last one, it is refused."
            ),
            answer=ImportAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> ImportRun:
        return get_object_or_404(ImportRun.objects.light(), pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        if self.loaded.interrupted_in:
            continue_import(self.loaded, by=self.actor, now=timezone.now())
        else:
            request_import(self.loaded, by=self.actor, now=timezone.now())
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
    path("imports/<uuid:id>/start/", ImportStartApi.as_view(), name="import-start"),
    path("imports/<uuid:id>/errors/", ImportErrorsApi.as_view(), name="import-error-list"),
    path("imports/<uuid:id>/undo/", ImportUndoApi.as_view(), name="import-undo"),
]
