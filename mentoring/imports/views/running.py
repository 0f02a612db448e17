"""The pages of one import: columns, errors, progress and result."""

from pathlib import PurePath
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_htmx.http import HttpResponseClientRefresh

from mentoring.imports.actions import (
    answer_questions,
    continue_import,
    correct_cells,
    discard_corrections,
    discard_import,
    note_death,
    request_import,
    set_columns,
    set_reading,
    start_check,
    undo_import,
)
from mentoring.imports.enums import RunState
from mentoring.imports.exports import rows_with_reasons
from mentoring.imports.extensions import IMPORT_KINDS, IMPORT_TARGETS
from mentoring.imports.forms import ColumnsForm, ReadingForm, read_answers, read_corrections
from mentoring.imports.models import UNDO_FOR, ImportRun
from mentoring.imports.progress import progress_of
from mentoring.imports.selectors import blanked_cells, fault_groups, next_step, steps
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import Rule, TenantView
from mentoring.ui import formats
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render, wants_block
from mentoring.ui.tables import Column, Columns
from mentoring.ui.tabular import table_response

COLUMNS_OPEN = {RunState.UPLOADED, RunState.CHECKED, RunState.FAILED}
COLUMN_COLUMNS = [
    Column("column", gettext_lazy("Column")),
    Column("sample", gettext_lazy("Example")),
    Column("field", gettext_lazy("Maps to")),
]
SINGLE_COLUMNS = [
    Column("person", gettext_lazy("Person")),
    Column("column", gettext_lazy("Column")),
    Column("found", gettext_lazy("Found")),
    Column("expected", gettext_lazy("Expected")),
]


class RunView(TenantView):
    """Base of the pages and operations of one import."""

    rule: ClassVar[Rule] = is_administrator
    loaded: ImportRun

    def load(self) -> ImportRun:
        runs = ImportRun.objects.light().select_related("created_by__user")
        return get_object_or_404(
            runs, pk=self.kwargs["run"], kind__in=[name for name, _kind in IMPORT_KINDS.items()]
        )

    def back(self) -> HttpResponse:
        return redirect("imports:run-detail", slug=self.organization.slug, run=self.loaded.pk)

    def refuse(self, error: ValidationError) -> HttpResponse:
        notify(self.request, " ".join(error.messages), level=messages.ERROR)
        return self.back()

    def store_answers(self) -> None:
        """Store the answers that are chosen on the page of the check."""
        data = self.request.POST
        if data.get("date_order"):
            set_reading(self.loaded, by=self.actor, date_order=data["date_order"])
        answer_questions(self.loaded, read_answers(data), by=self.actor)

    def reading_form(self, data: QueryDict | None = None) -> ReadingForm:
        kind = IMPORT_KINDS[self.loaded.kind]
        return ReadingForm(data, run=self.loaded, kind=kind, own_zone=self.organization.time_zone)

    def page(
        self, name: str, *, block: str | None = None, status: int = 200, **context: object
    ) -> HttpResponse:
        run = self.loaded
        kind = IMPORT_KINDS[run.kind]
        place = [str(kind.label), run.file_name]
        if run.target_id:
            place.append(IMPORT_TARGETS[kind.target].name_of(run.target_id) or _("a deleted program"))
        if kind.has_as_of:
            place.append(_("as of %(date)s") % {"date": formats.date(run.as_of)})
        words = {
            "steps": steps(run.target_id) if kind.step else [],
            "run": run,
            "kind": kind,
            "place": " · ".join(place),
            "now": timezone.now(),
            **context,
        }
        return render(self.request, f"imports/{name}.html", words, status=status, block=block)


class RunDetail(RunView):
    """The current step of the import. While a job runs, htmx polls this page for progress."""

    def get(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        note_death(self.loaded, now=timezone.now())
        if self.loaded.is_busy:
            done, total = progress_of(self.loaded)
            is_late = self.loaded.is_late(timezone.now())
            return self.page("run_progress", block="progress", done=done, total=total, is_late=is_late)
        if wants_block(request):
            return HttpResponseClientRefresh()
        if self.loaded.state == RunState.UPLOADED:
            return redirect("imports:run-columns", slug=slug, run=run)
        if self.loaded.state == RunState.CHECKED:
            groups = fault_groups(self.loaded)
            return self.page(
                "run_check",
                groups=groups,
                reading=self.reading_form(),
                corrected=_correction_count(self.loaded),
                blanked_cells=blanked_cells(groups),
                single_columns=Columns(request, SINGLE_COLUMNS),
                fault_columns=Columns(request, [it for it in SINGLE_COLUMNS if it.name != "column"]),
            )
        until = self.loaded.imported_at + UNDO_FOR if self.loaded.imported_at else None
        following = next_step(IMPORT_KINDS[self.loaded.kind])
        return self.page("run_result", until=until, result=self._result_url(), following=following)

    def _result_url(self) -> str:
        """Return the page that shows the imported data, or "" if there is none."""
        kind = IMPORT_KINDS[self.loaded.kind]
        if not kind.result_url_name or self.loaded.state != RunState.DONE:
            return ""
        where: dict[str, object] = {"slug": self.organization.slug}
        if kind.needs_target:
            target = IMPORT_TARGETS[kind.target]
            if self.loaded.target_id is None or target.name_of(self.loaded.target_id) is None:
                return ""
            where[target.url_argument] = self.loaded.target_id
        return reverse(kind.result_url_name, kwargs=where)


class RunColumns(RunView):
    def get(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        if self.loaded.state not in COLUMNS_OPEN:
            return self.back()
        return self._form(ColumnsForm(run=self.loaded, kind=IMPORT_KINDS[self.loaded.kind]))

    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        form = ColumnsForm(request.POST, run=self.loaded, kind=IMPORT_KINDS[self.loaded.kind])
        if not form.is_valid():
            return self._form(form, status=422)
        order = form.cleaned_data.get("date_order") or ""
        try:
            set_columns(self.loaded, form.mapping(), by=self.actor, date_order=order)
            start_check(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
            return self._form(form, status=422)
        return self.back()

    def _form(self, form: ColumnsForm, status: int = 200) -> HttpResponse:
        kind = IMPORT_KINDS[self.loaded.kind]
        missing = [kind.label_of(entry) for entry in kind.missing(self.loaded.mapping)]
        for index, column in enumerate(self.loaded.columns):
            column["index"] = index
        heads = Columns(self.request, COLUMN_COLUMNS)
        reading = self.reading_form()
        return self.page(
            "run_columns", form=form, missing=missing, heads=heads, reading=reading, status=status
        )


class RunCorrect(RunView):
    """Store answers and corrections, and check again."""

    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        cells, causes = read_corrections(self.loaded, request.POST)
        try:
            self.store_answers()
            if "forget" in request.POST:
                discard_corrections(self.loaded, by=self.actor)
            elif cells or causes:
                count = correct_cells(self.loaded, cells=cells, causes=causes, by=self.actor)
                text = ngettext("%(number)s cell corrected.", "%(number)s cells corrected.", count)
                notify(request, text % {"number": count})
            start_check(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        return self.back()


class RunReading(RunView):
    """Choose sheet, encoding, order of day and month or time zone, and check again."""

    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        form = self.reading_form(request.POST)
        if not form.is_valid():
            return self.refuse(ValidationError(_("Choose one of the options.")))
        try:
            set_reading(self.loaded, by=self.actor, **form.choices())
            if self.loaded.state != RunState.UPLOADED or not IMPORT_KINDS[self.loaded.kind].missing(
                self.loaded.mapping
            ):
                start_check(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        return self.back()


class RunContinue(RunView):
    """Do again what was interrupted."""

    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        try:
            continue_import(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        return self.back()


class RunDiscard(RunView):
    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        try:
            discard_import(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        notify(request, _("Import discarded."))
        return redirect("imports:run-list", slug=slug)


class RunCheck(RunView):
    """Check again, after a failure or a change of other data."""

    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        try:
            start_check(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        return self.back()


class RunConfirm(RunView):
    """Import the checked file, with the answers that are chosen on the page."""

    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        try:
            self.store_answers()
            request_import(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        return self.back()


class RunUndo(RunView):
    def post(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        try:
            kept = undo_import(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        if kept:
            text = ngettext(
                "Import undone. %(number)s row was kept because it is in use.",
                "Import undone. %(number)s rows were kept because they are in use.",
                kept,
            )
            notify(request, text % {"number": kept}, level=messages.WARNING)
        else:
            notify(request, _("Import undone."))
        return self.back()


class RunErrors(RunView):
    """Download the rows with errors and their reasons, to be corrected and uploaded again."""

    def get(self, request: HttpRequest, slug: str, run: UUID) -> HttpResponse:
        table = rows_with_reasons(self.loaded)
        file_format = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
        return table_response(
            f"{PurePath(self.loaded.file_name).stem}-errors", table, file_format=file_format
        )


def _correction_count(run: ImportRun) -> int:
    return sum(len(fixed) for fixed in run.fixes.values())
