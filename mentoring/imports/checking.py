"""Check a file: read, map, correct and parse its cells, and plan the changes. Writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.columns import ColumnMapping, Field, map_columns
from mentoring.imports.dates import DateOrder, date_order
from mentoring.imports.extensions import IMPORT_KINDS, ImportContext, ImportKind, Plan, RowFault, Rows
from mentoring.imports.models import ColumnMemory, ImportRun
from mentoring.imports.reading import read_file, read_text
from mentoring.imports.tables import Row, Table
from mentoring.imports.values import read_column


@dataclass
class Check:
    """The result of checking a file. `undecided` lists the date columns whose day/month order is ambiguous."""

    plan: Plan
    row_count: int
    skipped: int
    undecided: list[str] = field(default_factory=list)


def read_source(run: ImportRun) -> Table:
    """Return the run's file as a table; refuse (Refusal) what cannot be read."""
    source = bytes(run.source or b"")
    return read_text(source.decode("utf-8", "replace")) if run.is_text else read_file(source)


def suggest_mapping(kind: ImportKind, table: Table) -> ColumnMapping:
    """Return the field of each column: as mapped last time in this organization, otherwise by synonym."""
    memory = ColumnMemory.objects.filter(kind=kind.name).first()
    return map_columns(table.header, kind.fields, memory.headings if memory else None)


def check(
    run: ImportRun, *, now: datetime, progress: Callable[[int, int], None] = lambda done, total: None
) -> Check:
    """Return what the import would change now, with every fault; call `progress(done, total)` between steps."""
    kind = IMPORT_KINDS[run.kind]
    mapped = [entry for entry in kind.fields if entry.name in run.mapping]
    total = len(mapped) + 3
    progress(0, total)
    # Released at once: the rows of a large file take more memory than everything made from them.
    table, run.table = run.table or read_source(run), None
    progress(1, total)
    faults = [_extra(row) for row in table.rows if row.extra]
    rows = [row for row in table.rows if not row.extra] if faults else table.rows
    by_column = list(zip(*(row.cells for row in rows), strict=True)) or [()] * len(table.header)
    columns: dict[str, list] = {}
    undecided: list[str] = []
    given_order = DateOrder(run.date_order) if run.date_order else None
    for n, entry in enumerate(mapped):
        cells = _corrected(run, entry, rows, by_column[run.mapping[entry.name]])
        order = given_order
        if entry.kind == "date" and given_order is None:
            order = date_order(cells)
            if order is DateOrder.AMBIGUOUS:
                undecided.append(entry.name)
        columns[entry.name] = values = read_column(entry, cells, order=order)
        if CellFault in set(map(type, values)):
            faults += [
                RowFault(rows[at].number, entry.name, value)
                for at, value in enumerate(values)
                if isinstance(value, CellFault)
            ]
        progress(n + 2, total)
    faulty = {f.row for f in faults}
    plan = kind.plan(_readable(rows, columns, faulty), _context(run, now))
    plan.faults = sorted([*faults, *plan.faults], key=lambda f: (f.row, f.field))
    progress(total, total)
    return Check(plan, len(table.rows), len({f.row for f in plan.faults if f.skips_row}), undecided)


def _context(run: ImportRun, now: datetime) -> ImportContext:
    return ImportContext(as_of=run.as_of, now=now, target_id=run.target_id)


def _extra(row: Row) -> RowFault:
    found = fault(" | ".join(row.extra), _("This row has more cells than the header."), "extra-cells")
    return RowFault(row.number, "", found)


def _corrected(run: ImportRun, entry: Field, rows: list[Row], cells: Sequence[str]) -> Sequence[str]:
    """Return the column's cells with corrections applied."""
    fixes = {int(number): fixed[entry.name] for number, fixed in run.fixes.items() if entry.name in fixed}
    if fixes:
        cells = [fixes.get(row.number, cell) for row, cell in zip(rows, cells, strict=True)]
    return cells


def _readable(rows: list[Row], columns: dict[str, list], faulty: set[int]) -> Rows:
    if not faulty:
        return Rows([row.number for row in rows], columns)
    keep = [n for n, row in enumerate(rows) if row.number not in faulty]
    return Rows(
        [rows[n].number for n in keep],
        {name: [values[n] for n in keep] for name, values in columns.items()},
    )
