"""The list of imports, and the form for a new one."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentoring.imports.actions import set_columns, start_check, start_import
from mentoring.imports.exports import template_of
from mentoring.imports.extensions import IMPORT_KINDS, IMPORT_TARGETS, ImportKind
from mentoring.imports.forms import FileForm
from mentoring.imports.models import ImportRun
from mentoring.imports.selectors import steps, target_names
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns
from mentoring.ui.tabular import table_response

COLUMNS = [
    Column("file", gettext_lazy("File")),
    Column("kind", gettext_lazy("Type")),
    Column("who", gettext_lazy("Imported by")),
    Column("added", gettext_lazy("Added"), numeric=True),
    Column("updated", gettext_lazy("Updated"), numeric=True),
    Column("skipped", gettext_lazy("Skipped"), numeric=True),
    Column("state", gettext_lazy("Status")),
    Column("undo", gettext_lazy("Undo"), hidden=True),
]
# The form field of an error by its code; the others concern the file or the text.
FIELD_OF = {"target": "target", "kind": None}


class RunList(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        runs = ImportRun.objects.light().select_related("created_by__user")
        page = read_page(runs, by=("-created_at", "-id"), cursor=request.GET.get("cursor", ""))
        context = {
            "page": page,
            "columns": Columns(request, COLUMNS),
            "kinds": dict(IMPORT_KINDS.items()),
            "targets": target_names(page.rows),
            "now": timezone.now(),
        }
        return render(request, "imports/run_list.html", context)


class KindList(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        others = [kind for kind in IMPORT_KINDS if not kind.step]
        return render(request, "imports/kind_list.html", {"steps": steps(None), "kinds": others})


class RunCreate(TenantView):
    """Start an import. When all columns are known, continue with the check."""

    rule = is_administrator
    accepts_files = True

    def load(self) -> Any:
        kind = IMPORT_KINDS.get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    def get(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        form = FileForm(
            kind=self.loaded,
            today=self.organization.local_date(timezone.now()),
            target_id=request.GET.get("target", ""),
        )
        return self._page(form)

    def post(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        form = FileForm(
            request.POST,
            request.FILES,
            kind=self.loaded,
            today=self.organization.local_date(timezone.now()),
            is_upload_too_large=getattr(request, "is_upload_too_large", False),
        )
        if not form.is_valid():
            return self._page(form, status=422)
        source, name, is_text = form.source()
        try:
            run, mapping = start_import(
                kind,
                source,
                by=self.actor,
                as_of=form.cleaned_data.get("as_of") or self.organization.local_date(timezone.now()),
                file_name=name,
                is_text=is_text,
                target_id=form.cleaned_data.get("target") or None,
            )
        except ValidationError as error:
            form.add_error(FIELD_OF.get(error.code, "text" if is_text else "file"), error)
            return self._page(form, status=422)
        if not mapping.needs_confirmation:
            set_columns(run, run.mapping, by=self.actor)
            start_check(run, by=self.actor, now=timezone.now())
        return redirect("imports:run-detail", slug=slug, run=run.pk)

    def _page(self, form: FileForm, status: int = 200) -> HttpResponse:
        target = IMPORT_TARGETS.get(self.loaded.target)
        chosen = _target_of(form)
        context = {
            "form": form,
            "kind": self.loaded,
            "target": target,
            "steps": steps(chosen) if self.loaded.step else [],
            "lacks": self.loaded.lacks(chosen),
            "needed": needed_columns(self.loaded),
            "useful": [entry.label for entry in self.loaded.fields if not entry.required],
        }
        return render(self.request, "imports/run_new.html", context, status=status)


class KindTemplate(TenantView):
    """Download an empty file with the columns of a kind."""

    rule = is_administrator

    def load(self) -> Any:
        kind = IMPORT_KINDS.get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    def get(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        file_format = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
        return table_response(f"{kind}-template", template_of(self.loaded), file_format=file_format)


def needed_columns(kind: ImportKind) -> str:
    """Return the required columns in words: what replaces one is named beside it."""
    return ", ".join(kind.label_of(entry) for entry in kind.fields if entry.required)


def _target_of(form: FileForm) -> UUID | None:
    if "target" not in form.fields or not form.fields["target"].choices:
        return None
    choices = [value for value, _name in form.fields["target"].choices]
    chosen = form["target"].value()
    return UUID(chosen if chosen in choices else choices[0])
