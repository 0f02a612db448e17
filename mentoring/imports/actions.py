"""The steps of an import: start, map, mend, check, import, undo. Only the last two write more than the run."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.imports.checking import Check, check, read_source, suggest_mapping
from mentoring.imports.columns import ColumnMapping
from mentoring.imports.dates import DateOrder
from mentoring.imports.enums import RunState
from mentoring.imports.headings import normalise_heading
from mentoring.imports.kinds import IMPORT_KINDS, ImportContext, Plan
from mentoring.imports.models import ColumnMemory, ImportFault, ImportRun
from mentoring.imports.tables import MAX_BYTES, Refusal
from mentoring.imports.writing import undo_changes, write_changes
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue

# More than this many faults help nobody: the rest is counted, and mended by causes.
FAULTS_KEPT = 2000
Progress = Callable[[int, int], None]


@transaction.atomic
def start_import(
    kind: str,
    source: bytes,
    *,
    by: Actor,
    as_of: date,
    file_name: str,
    is_text: bool = False,
    target_id: UUID | None = None,
) -> tuple[ImportRun, ColumnMapping]:
    """Take a file or pasted text, and suggest which column is which.

    Refuses (ValidationError) a file that cannot be read and a kind that is unknown or lacks its program.
    """
    entry = IMPORT_KINDS.get(kind)
    if entry is None:
        raise ValidationError(_("This kind of file cannot be imported."), code="kind")
    if entry.needs_target and target_id is None:
        raise ValidationError(_("Say which program these rows belong to."), code="target")
    if len(source) > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than 20 MB. Split it and import the parts."), code="too-large"
        )
    run = ImportRun(
        kind=kind,
        source=source,
        is_text=is_text,
        as_of=as_of,
        file_name=file_name[:200] or str(entry.label),
        target_id=target_id,
        created_by=by.membership,
    )
    try:
        table = read_source(run)
    except Refusal as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal
    mapping = suggest_mapping(entry, table)
    run.mapping, run.row_count = mapping.indexes, len(table.rows)
    run.full_clean(exclude=["organization", "source"])
    run.save()
    record("imports.start_import", run, by=by, values={"kind": kind, "rows": run.row_count})
    return run, mapping


@transaction.atomic
def set_columns(run: ImportRun, mapping: Mapping[str, int], *, by: Actor, date_order: str = "") -> None:
    """Confirm which column is which field, and remember it for the next file of this kind."""
    _refuse_when(run, not run.is_busy and run.state in {RunState.UPLOADED, RunState.CHECKED, RunState.FAILED})
    kind, table = IMPORT_KINDS[run.kind], read_source(run)
    known = {entry.name: entry for entry in kind.fields}
    if not set(mapping) <= set(known) or not all(0 <= at < len(table.header) for at in mapping.values()):
        raise ValidationError(
            _("One of the columns is not in the file any more. Start again."), code="columns"
        )
    if len(set(mapping.values())) < len(mapping):
        raise ValidationError(
            _("Two fields use the same column. Choose one column for each."), code="columns"
        )
    for name, entry in known.items():
        if (
            entry.required
            and name not in mapping
            and not (entry.instead and all(i in mapping for i in entry.instead))
        ):
            raise ValidationError(
                _("Choose the column with: %(field)s."), code="missing", params={"field": entry.label}
            )
    if date_order and date_order not in {DateOrder.DMY.value, DateOrder.MDY.value}:
        raise ValidationError(_("Say whether the day or the month comes first."), code="date-order")
    run.mapping, run.date_order = dict(mapping), date_order
    run.save(update_fields=["mapping", "date_order"])
    memory, _made = ColumnMemory.objects.get_or_create(kind=run.kind)
    names = {at: name for name, at in mapping.items()}
    memory.headings |= {normalise_heading(h): names.get(at, "") for at, h in enumerate(table.header) if h}
    memory.save(update_fields=["headings"])


@transaction.atomic
def mend_cell(run: ImportRun, *, row: int, field: str, text: str, by: Actor) -> None:
    """Take this text instead of what the cell of one row says."""
    _refuse_when(run, run.state == RunState.CHECKED)
    run.fixes.setdefault(str(row), {})[field] = text
    run.save(update_fields=["fixes"])


@transaction.atomic
def mend_everywhere(run: ImportRun, *, field: str, code: str, text: str, by: Actor) -> int:
    """Take this text in every row that has the same fault in the field; return how many those are."""
    _refuse_when(run, run.state == RunState.CHECKED)
    rows = list(
        ImportFault.objects.filter(run=run, field=field, code=code).values_list("row_number", flat=True)
    )
    for row in rows:
        run.fixes.setdefault(str(row), {})[field] = text
    run.save(update_fields=["fixes"])
    return len(rows)


@transaction.atomic
def request_check(run: ImportRun, *, by: Actor) -> None:
    """Have the file checked in the background."""
    _begin(run, RunState.CHECKING)
    enqueue("imports.check", run.pk)


@transaction.atomic
def request_import(run: ImportRun, *, by: Actor) -> None:
    """Have the checked file imported in the background. The last step: until here nothing was written."""
    if run.state != RunState.CHECKED:
        raise ValidationError(_("Check the file first."), code="state")
    _begin(run, RunState.IMPORTING)
    enqueue("imports.import", run.pk)


def check_rows(
    run: ImportRun, *, now: datetime, progress: Progress = lambda done, total: None
) -> Check | None:
    """Find out what the import would do, and keep the faults for the preview; None when the file is refused."""
    try:
        result = check(run, now=now, progress=progress)
    except Refusal as refusal:
        fail(run, str(refusal))
        return None
    with transaction.atomic():
        ImportFault.objects.filter(run=run).delete()
        header = read_source(run).header if result.plan.faults else []
        ImportFault.objects.bulk_create(
            ImportFault(
                run=run,
                row_number=f.row,
                field=f.field,
                header=(header[run.mapping[f.field]] if f.field in run.mapping else "")[:200],
                found=f.fault.found[:200],
                expected=str(f.fault.expected)[:500],
                code=f.fault.code,
                leaves_row_out=f.leaves_row_out,
            )
            for f in result.plan.faults[:FAULTS_KEPT]
        )
        _count(run, result)
        run.state = RunState.CHECKED
        run.refusal = ""
        run.save()
    return result


@transaction.atomic
def import_rows(
    run: ImportRun, *, by: Actor, now: datetime, progress: Progress = lambda done, total: None
) -> Plan:
    """Write what the file says, all in one transaction, and remember how to undo it for 24 hours."""
    result = check(run, now=now, progress=progress)
    write_changes(run, result.plan.changes)
    IMPORT_KINDS[run.kind].finish(result.plan, _context(run, now))
    _count(run, result)
    run.state, run.imported_at = RunState.DONE, now
    run.save()
    record(
        "imports.import_rows",
        run,
        by=by,
        values={
            "kind": run.kind,
            "adds": run.adds,
            "updates": run.updates,
            "leaves": run.leaves,
            "skips": run.skips,
        },
    )
    return result.plan


@transaction.atomic
def undo_import(run: ImportRun, *, by: Actor, now: datetime) -> int:
    """Take an import back; return how many added rows were kept because something refers to them since."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not run.can_be_undone(now):
        raise ValidationError(_("An import can be undone for 24 hours, once."), code="undo")
    kept = undo_changes(run)
    IMPORT_KINDS[run.kind].finish(Plan(), _context(run, now))
    run.state, run.undone_at, run.source = RunState.UNDONE, now, None
    run.save(update_fields=["state", "undone_at", "source"])
    record("imports.undo_import", run, by=by, values={"kept": kept})
    return kept


def fail(run: ImportRun, sentence: str) -> None:
    """Say why nothing was imported."""
    run.state, run.refusal = RunState.FAILED, sentence[:500]
    run.save(update_fields=["state", "refusal"])


def _begin(run: ImportRun, state: Any) -> None:
    # Two clicks, or two browser tabs: the second finds the run busy.
    locked = ImportRun.objects.select_for_update().defer("source").get(pk=run.pk)
    _refuse_when(locked, not locked.is_busy and locked.state not in {RunState.DONE, RunState.UNDONE})
    run.state, run.refusal = state, ""
    run.save(update_fields=["state", "refusal"])


def _refuse_when(run: ImportRun, is_fine: bool) -> None:
    if not is_fine:
        raise ValidationError(_("This import is past that step. Start a new one."), code="state")


def _count(run: ImportRun, result: Check) -> None:
    run.row_count, run.skips, run.fault_count = result.row_count, result.skips, len(result.plan.faults)
    run.adds, run.updates, run.leaves = result.plan.adds, result.plan.updates, result.plan.leaves


def _context(run: ImportRun, now: datetime) -> ImportContext:
    return ImportContext(as_of=run.as_of, now=now, target_id=run.target_id)
