"""Check, import and undo."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.imports.actions.steps import locked, refuse_missing, refuse_when
from mentoring.imports.cells import storable
from mentoring.imports.checking import Check, check, context_of
from mentoring.imports.enums import RunState
from mentoring.imports.extensions import IMPORT_KINDS, Plan
from mentoring.imports.models import ImportChange, ImportFault, ImportRun
from mentoring.imports.signals import rows_imported
from mentoring.imports.tables import Refusal, Sentence
from mentoring.imports.writing import undo_changes, write_changes
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.bulk import insert_rows
from mentoring.tenancy.tasks import enqueue

# Further faults are only counted; they are listed once these are corrected.
FAULTS_KEPT = 20_000
# Up to this many rows are checked within the request, which takes well under a second.
CHECKED_IN_REQUEST = 5_000
FAULT_COLUMNS = (
    "id",
    "run_id",
    "row_number",
    "person",
    "field",
    "header",
    "found",
    "expected",
    "code",
    "skips_row",
)
COUNTS = (
    "row_count", "added", "updated", "unchanged", "skipped", "fault_count", "undecided", "questions", "remarks",
)  # fmt: skip
Progress = Callable[[int, int], None]


def ignore_progress(done: int, total: int) -> None:
    """Discard progress reports."""


@transaction.atomic
def start_check(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Check the file: at once when it is short, otherwise in the background."""
    if run.row_count <= CHECKED_IN_REQUEST:
        refuse_begin(locked(run), now)
        check_rows(run, now=now)
    else:
        request_check(run, by=by, now=now)


@transaction.atomic
def request_check(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Have the file checked in the background."""
    refuse_begin(locked(run), now)
    begin(run, RunState.CHECKING, now)
    enqueue("imports.check", run.pk)


@transaction.atomic
def request_import(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Have the checked file imported in the background. Nothing is written before this step."""
    current = locked(run)
    refuse_begin(current, now)
    if current.state != RunState.CHECKED:
        raise ValidationError(_("Check the file first."), code="state")
    if not current.can_import:
        raise ValidationError(_("No rows can be imported."), code="nothing")
    if current.asks_person and by.kind == "token":
        raise ValidationError(_("A member has to confirm this import in the browser."), code="questions")
    if current.open_questions:
        raise ValidationError(
            _("Answer this first: %(question)s"),
            code="questions",
            params={"question": current.open_questions[0]["text"]},
        )
    begin(run, RunState.IMPORTING, now)
    enqueue("imports.import", run.pk, member_id(by))


@transaction.atomic
def request_import_without_preview(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Have the file checked and imported in the background, for API clients that need no preview.

    It stops after the check when a person has to decide something.
    """
    refuse_begin(locked(run), now)
    begin(run, RunState.IMPORTING, now)
    enqueue("imports.import", run.pk, member_id(by), True)


def member_id(by: Actor) -> str:
    return str(by.membership.pk) if by.membership else ""


@transaction.atomic
def check_rows(run: ImportRun, *, now: datetime, progress: Progress = ignore_progress) -> Check | None:
    """Check the file and store its faults for the preview; return None when the file is refused."""
    refuse_when(locked(run).state in {RunState.IMPORTING, RunState.DONE, RunState.UNDONE})
    refuse_missing(run, run.mapping)
    try:
        result = check(run, now=now, progress=progress)
    except Refusal as refusal:
        fail(run, str(refusal), now=now)
        return None
    _store_result(run, result)
    run.state, run.state_at, run.refusal = RunState.CHECKED, now, ""
    run.save(update_fields=["state", "state_at", "refusal", *COUNTS])
    return result


@transaction.atomic
def import_rows(
    run: ImportRun,
    *,
    by: Actor,
    now: datetime,
    progress: Progress = ignore_progress,
    result: Check | None = None,
    is_confirmed: bool = True,
) -> Plan:
    """Import the rows in one transaction; the import can be undone for 24 hours.

    Unless a person has confirmed it, an import with an open question stops here and waits for the answer.

    `result` is the result of check_rows from the same transaction. Without it the file is checked again, because
    the organization may have changed since.
    """
    # A task delivered twice blocks here, and is then refused because the import is done.
    refuse_when(locked(run).state not in {RunState.CHECKED, RunState.IMPORTING})
    kind, context = IMPORT_KINDS[run.kind], context_of(run, now)
    kind.lock(context)
    if result is None:
        refuse_missing(run, run.mapping)
        try:
            result = check(run, now=now, progress=progress)
        except Refusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        _store_result(run, result)
        if not is_confirmed and (run.open_questions or run.undecided or run.asks_person):
            run.state, run.state_at = RunState.CHECKED, now
            run.save(update_fields=["state", "state_at", *COUNTS])
            return result.plan
    write_changes(run, result.plan.changes)
    kind.finish(result.plan, context)
    run.state, run.state_at, run.imported_at = RunState.DONE, now, now
    run.save(update_fields=["state", "state_at", "imported_at", *COUNTS])
    counts = {name: getattr(run, name) for name in ("added", "updated", "unchanged", "skipped")}
    record("imports.import_rows", run, by=by, values={"kind": run.kind, **counts})
    rows_imported.send(ImportRun, run=run, now=now)
    return result.plan


@transaction.atomic
def undo_import(run: ImportRun, *, by: Actor, now: datetime) -> int:
    """Undo an import; return how many added rows were kept because other rows refer to them.

    Refuses (ValidationError) after 24 hours, and while a later import of the same rows is in effect: its undo data
    would restore what this one wrote.
    """
    current = locked(run)
    if not current.can_be_undone(now):
        raise ValidationError(_("An import can be undone once, within 24 hours."), code="undo")
    later = _later_on_same_rows(current)
    if later:
        raise ValidationError(
            _("“%(name)s” was imported later and changed the same rows. Undo that import first."),
            code="later",
            params={"name": later.file_name},
        )
    kind, context = IMPORT_KINDS[run.kind], context_of(run, now)
    kind.lock(context)
    kept = undo_changes(run)
    kind.finish(Plan(), context)
    run.state, run.state_at, run.undone_at, run.source = RunState.UNDONE, now, now, None
    run.save(update_fields=["state", "state_at", "undone_at", "source"])
    record("imports.undo_import", run, by=by, values={"kept": kept})
    rows_imported.send(ImportRun, run=run, now=now)
    return kept


def fail(run: ImportRun, sentence: Sentence, *, now: datetime) -> None:
    """Mark the import as failed, with the reason."""
    run.state, run.state_at, run.refusal = RunState.FAILED, now, str(sentence)[:500]
    run.save(update_fields=["state", "state_at", "refusal"])


def refuse_begin(current: ImportRun, now: datetime) -> None:
    is_busy = current.is_busy and not current.is_late(now)
    refuse_when(is_busy or current.state in {RunState.DONE, RunState.UNDONE, RunState.DISCARDED})
    if not ImportRun.objects.filter(pk=current.pk, source__isnull=False).exists():
        raise ValidationError(_("The file has been deleted. Start a new import."), code="file-deleted")


def begin(run: ImportRun, state: RunState, now: datetime) -> None:
    run.state, run.state_at, run.refusal, run.began_at, run.interrupted_in = state, now, "", None, ""
    run.save(update_fields=["state", "state_at", "refusal", "began_at", "interrupted_in"])


def _fault_rows(run: ImportRun, result: Check) -> list[tuple]:
    headers = {name: run.columns[at]["header"] for name, at in run.mapping.items() if at < len(run.columns)}
    return [
        (
            uuid4(),
            run.pk,
            f.row,
            storable(result.names.get(f.row, ""))[:200],
            f.field,
            headers.get(f.field, ""),
            storable(f.fault.found)[:200],
            storable(str(f.fault.expected))[:500],
            f.fault.code,
            f.skips_row,
        )
        for f in result.plan.faults[:FAULTS_KEPT]
    ]


def _store_result(run: ImportRun, result: Check) -> None:
    ImportFault.objects.filter(run=run).delete()
    insert_rows(ImportFault, FAULT_COLUMNS, _fault_rows(run, result))
    run.row_count, run.skipped, run.fault_count = result.row_count, result.skipped, len(result.plan.faults)
    run.added, run.updated, run.unchanged = result.plan.added, result.plan.updated, result.plan.unchanged
    run.undecided = result.undecided
    run.questions = [question.stored() for question in result.questions]
    run.remarks = [storable(str(remark)) for remark in result.remarks]


def _later_on_same_rows(run: ImportRun) -> ImportRun | None:
    rows = _touched(run)
    later = Q(imported_at__gt=run.imported_at) | Q(imported_at=run.imported_at, created_at__gt=run.created_at)
    for other in ImportRun.objects.light().filter(later, state=RunState.DONE).order_by("-imported_at"):
        other_rows = _touched(other)
        if any(rows[model] & other_rows.get(model, set()) for model in rows):
            return other
    return None


def _touched(run: ImportRun) -> dict[str, set[UUID]]:
    rows = ImportChange.objects.filter(run=run).values_list("model", "added_ids", "before")
    return {model: {*added, *map(UUID, before)} for model, added, before in rows}
