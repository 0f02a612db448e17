"""Start an import, set how its file is read, and its columns."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.imports.actions.steps import CORRECTABLE, locked, refuse_missing, refuse_when
from mentoring.imports.cells import is_time_zone, storable
from mentoring.imports.checking import read_source, suggest_mapping
from mentoring.imports.columns import NOT_LEARNED, ColumnMapping
from mentoring.imports.dates import DateOrder
from mentoring.imports.enums import RunState
from mentoring.imports.extensions import IMPORT_KINDS, IMPORT_TARGETS, ImportKind
from mentoring.imports.headings import normalise_heading
from mentoring.imports.models import ColumnMemory, ImportFault, ImportRun
from mentoring.imports.tables import MAX_BYTES, Refusal, Table
from mentoring.tenancy.actor import Actor

SAMPLE_ROWS, SAMPLE_LENGTH, SAMPLES_SHOWN = 50, 60, 2
# What reading the file stores with the import.
READ = ("sheets", "sheet", "encoding", "is_encoding_sure", "mapping", "row_count", "columns", "notes")
FOLDERS = re.compile(r"^.*[/\\\\]")


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
    sheet: str = "",
    encoding: str = "",
    date_order: str = "",
    time_zone: str = "",
) -> tuple[ImportRun, ColumnMapping]:
    """Create an import from a file or pasted text; return it with the suggested columns.

    Sheet, encoding, order of day and month and time zone are found out, unless they are given.

    Raises ValidationError for an unreadable file, an unknown kind and an unknown program.
    """
    entry = IMPORT_KINDS.get(kind)
    if entry is None:
        raise ValidationError(_("This kind of file cannot be imported."), code="kind")
    _refuse_target(entry, target_id)
    if len(source) > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than 20 MB. Split it into several files."), code="too-large"
        )
    run = ImportRun(
        kind=kind,
        source=source,
        is_text=is_text,
        as_of=as_of,
        file_name=clean_file_name(file_name) or str(entry.label)[:200],
        target_id=target_id if entry.needs_target else None,
        created_by=by.membership,
        sheet=sheet,
        encoding=encoding,
        date_order=date_order,
        time_zone=time_zone,
    )
    _refuse_order(date_order)
    _refuse_time_zone(time_zone)
    mapping = _read(run, entry)
    run.full_clean(exclude=["organization", "source"])
    run.save()
    record("imports.start_import", run, by=by, values={"kind": kind, "rows": run.row_count})
    return run, mapping


@transaction.atomic
def set_columns(run: ImportRun, mapping: Mapping[str, int], *, by: Actor, date_order: str = "") -> None:
    """Set the field of each column, and remember it for the next file of this kind."""
    refuse_when(locked(run).state not in CORRECTABLE)
    _refuse_mapping(run, mapping)
    _refuse_order(date_order)
    run.mapping, run.date_order = dict(mapping), date_order or run.date_order
    run.save(update_fields=["mapping", "date_order"])
    memory, _made = ColumnMemory.objects.get_or_create(kind=run.kind)
    names = {at: name for name, at in mapping.items()}
    memory.headings |= {
        normalise_heading(column["header"]): names.get(at, "")
        for at, column in enumerate(run.columns)
        if normalise_heading(column["header"]) and (at in names or column["how"] not in NOT_LEARNED)
    }
    memory.save(update_fields=["headings"])


@transaction.atomic
def set_reading(
    run: ImportRun,
    *,
    by: Actor,
    sheet: str | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    time_zone: str | None = None,
) -> None:
    """Set how the file is read; None leaves a choice as it is. Another sheet or encoding maps the columns anew."""
    refuse_when(locked(run).state not in CORRECTABLE)
    is_read_anew = False
    for name, chosen in (("sheet", sheet), ("encoding", encoding)):
        if chosen is not None and chosen != getattr(run, name):
            setattr(run, name, chosen)
            is_read_anew = True
    if date_order is not None:
        _refuse_order(date_order)
        run.date_order = date_order
    if time_zone is not None:
        _refuse_time_zone(time_zone)
        run.time_zone = time_zone
    if is_read_anew:
        run.fixes, run.answers, run.questions = {}, {}, []
        run.source = ImportRun.objects.values_list("source", flat=True).get(pk=run.pk)
        _read(run, IMPORT_KINDS[run.kind])
        run.state = RunState.UPLOADED
    run.save(update_fields=[*READ, "state", "answers", "questions", "fixes", "date_order", "time_zone"])


@transaction.atomic
def discard_import(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Discard an import that has not been carried out, with its file."""
    current = locked(run)
    refuse_when(current.state not in CORRECTABLE)
    ImportFault.objects.filter(run=run).delete()
    run.state, run.state_at, run.source = RunState.DISCARDED, now, None
    run.columns, run.fixes, run.questions, run.answers = [], {}, [], {}
    run.save(update_fields=["state", "state_at", "source", "columns", "fixes", "questions", "answers"])
    record("imports.discard_import", run, by=by, values={"kind": run.kind})


def _read(run: ImportRun, kind: ImportKind) -> ColumnMapping:
    """Read the file into the unsaved run, and map its columns."""
    try:
        table = read_source(run)
    except Refusal as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal
    mapping = suggest_mapping(kind, table)
    run.table = table
    run.sheets = [each._asdict() for each in table.sheets]
    run.sheet, run.encoding = table.sheet[:100], table.encoding
    run.is_encoding_sure = table.is_encoding_sure
    run.mapping, run.row_count = mapping.indexes, len(table.rows)
    run.columns = _columns(table, mapping)
    run.notes = [storable(str(note)) for note in [*table.notes, *mapping.notes]]
    return mapping


def clean_file_name(name: str) -> str:
    """Return a file's name without folders, which some browsers send, and without invisible characters."""
    plain = "".join(sign for sign in FOLDERS.sub("", storable(name)) if sign.isprintable())
    return plain.strip()[:200]


def _refuse_target(kind: ImportKind, target_id: UUID | None) -> None:
    if not kind.needs_target:
        return
    if target_id is None:
        raise ValidationError(_("Choose a program."), code="target")
    if IMPORT_TARGETS[kind.target].name_of(target_id) is None:
        raise ValidationError(_("This program does not exist."), code="target")


def _columns(table: Table, mapping: ColumnMapping) -> list[dict[str, Any]]:
    reasons = {column.index: str(column.reason) for column in mapping.refused}
    # The heading of the column of full names that a column is part of.
    whole = {
        at: storable(table.header[n])[:200] for n, it in table.joined.items() for at in (it.first, it.last)
    }
    return [
        {
            "header": storable(column.header)[:200],
            # No sample of columns that must not be stored.
            "samples": [] if column.index in reasons else _samples(table, column.index),
            "refused": reasons.get(column.index, ""),
            "how": column.how,
            "joined": whole.get(column.index, ""),
        }
        for column in mapping.columns
    ]


def _samples(table: Table, at: int) -> list[str]:
    cells = (row.cells[at].strip() for row in table.rows[:SAMPLE_ROWS])
    different = dict.fromkeys(filter(None, cells))
    return [storable(cell)[:SAMPLE_LENGTH] for cell in islice(different, SAMPLES_SHOWN)]


def _refuse_mapping(run: ImportRun, mapping: Mapping[str, int]) -> None:
    known = {entry.name for entry in IMPORT_KINDS[run.kind].fields}
    is_known = set(mapping) <= known and all(0 <= at < len(run.columns) for at in mapping.values())
    if not is_known or any(run.columns[at]["refused"] for at in mapping.values()):
        raise ValidationError(_("One of the columns cannot be imported. Choose again."), code="columns")
    if len(set(mapping.values())) < len(mapping):
        raise ValidationError(
            _("Two fields use the same column. Choose one column for each."), code="columns"
        )
    refuse_missing(run, mapping)


def _refuse_time_zone(time_zone: str) -> None:
    if time_zone and not is_time_zone(time_zone):
        raise ValidationError(_("Choose a time zone such as Europe/Berlin."), code="time-zone")


def _refuse_order(date_order: str) -> None:
    if date_order and date_order not in {DateOrder.DMY.value, DateOrder.MDY.value}:
        raise ValidationError(_("Choose whether the day or the month comes first."), code="date-order")
