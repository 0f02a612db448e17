"""Check a file: read, map, correct and parse its cells, and plan the changes. Writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mentoring.imports.cells import CellFault, clean, fault
from mentoring.imports.columns import ColumnMapping, is_correction, map_columns
from mentoring.imports.dates import SERIAL, DateOrder, order_elsewhere
from mentoring.imports.extensions import IMPORT_KINDS, ImportContext, ImportKind, Plan, RowFault, Rows
from mentoring.imports.fields import DATES, Field
from mentoring.imports.headings import words_of
from mentoring.imports.models import ColumnMemory, ImportRun
from mentoring.imports.name_columns import find_name_columns, join_names
from mentoring.imports.questions import HIDDEN_ROWS, NO, YES, Question, answer_of
from mentoring.imports.reading import read_file, read_text
from mentoring.imports.row_names import NAME, RowNames
from mentoring.imports.second_headings import without_second_heading
from mentoring.imports.tables import Row, Sentence, Table
from mentoring.imports.values import read_column
from mentoring.imports.words import Words

# Reports end with one or two rows of totals.
TOTALS = 3
TOTAL_WORDS = frozenset(
    {"total", "totals", "sum", "summe", "gesamt", "gesamtsumme", "anzahl", "totaux", "suma"}
)


@dataclass
class Check:
    """The result of checking a file. `undecided` lists the date columns whose day/month order is ambiguous."""

    plan: Plan
    row_count: int
    skipped: int
    undecided: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    remarks: list[Sentence] = field(default_factory=list)
    # The person of each row with a fault, by row number.
    names: Mapping[int, str] = field(default_factory=dict)


def read_source(run: ImportRun) -> Table:
    """Return the run's file as a table; refuse (Refusal) what cannot be read."""
    source, fields = bytes(run.source or b""), IMPORT_KINDS[run.kind].fields

    def fits(header: Sequence[str]) -> int:
        known = {column.index for column in map_columns(header, fields).columns if column.how == "known"}
        return len(known.union(*((it.first, it.last) for it in find_name_columns(header, fields))))

    if run.is_text:
        table = read_text(source.decode("utf-8", "replace"), fits=fits)
    else:
        table = read_file(source, sheet=run.sheet, encoding=run.encoding, fits=fits)
    return join_names(without_second_heading(table, fields), fields)


def suggest_mapping(kind: ImportKind, table: Table) -> ColumnMapping:
    """Return the field of each column: as mapped last time in this organization, otherwise by synonym."""
    memory = ColumnMemory.objects.filter(kind=kind.name).first()
    return map_columns(
        table.header,
        kind.fields,
        memory.headings if memory else None,
        samples=table.samples,
        joined=table.joined,
    )


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
    faults = [*(_extra(row) for row in table.rows if row.extra), *_totals_and_notes(table, run.mapping)]
    unread = {found.row for found in faults}
    rows = [row for row in table.rows if row.number not in unread] if faults else table.rows
    questions: list[Question] = []
    if table.hidden_rows:
        rows = _without_hidden(rows, table.hidden_rows, run, questions)
    names = RowNames(rows, kind, run.mapping)
    words = Words(run, kind, names)
    by_column = list(zip(*(row.cells for row in rows), strict=True)) or [()] * len(table.header)
    columns: dict[str, list] = {}
    undecided: list[str] = []
    given_order = DateOrder(run.date_order) if run.date_order else None
    for n, entry in enumerate(mapped):
        at = run.mapping[entry.name]
        cells = _corrected(run, entry, rows, by_column[at])
        if table.serial_shift and entry.kind in DATES:
            cells = [_shifted(cell, table.serial_shift) for cell in cells]
        read = partial(
            read_column,
            entry,
            cells,
            heading=table.header[at],
            is_required=kind.is_required(entry, run.mapping),
        )
        values = read(order=given_order)
        if (
            entry.kind in DATES
            and _has_unclear_dates(values)
            and (elsewhere := _order_elsewhere(mapped, run, by_column))
        ):
            values = read(order=elsewhere)
        columns[entry.name] = values
        if entry.kind == "choice":
            columns[entry.name] = values = words.resolve(entry, values)
        if CellFault in set(map(type, values)):
            found = _faults(rows, entry, values)
            faults += found
            if _has_unclear_dates(values):
                undecided.append(entry.name)
            if entry.is_optional_cell:
                columns[entry.name] = [None if isinstance(value, CellFault) else value for value in values]
        progress(n + 2, total)
    faulty = {f.row for f in faults if f.skips_row}
    left_out = words.left_out - faulty
    readable = _readable(table.rows, rows, columns, faulty | left_out, kind, run.mapping)
    plan = kind.plan(readable, context_of(run, now))
    plan.unchanged += len(left_out)
    plan.faults = sorted([*faults, *plan.faults], key=lambda f: (f.row, f.field))
    progress(total, total)
    return Check(
        plan,
        len(table.rows),
        len({f.row for f in plan.faults if f.skips_row}),
        undecided,
        [*questions, *words.questions, *plan.questions],
        [*words.remarks, *plan.remarks],
        names.by_numbers({f.row for f in plan.faults}),
    )


def context_of(run: ImportRun, now: datetime) -> ImportContext:
    return ImportContext(
        as_of=run.as_of,
        now=now,
        target_id=run.target_id,
        time_zone=run.time_zone,
        answers=run.answers,
        is_correction=is_correction(run.columns),
    )


def _extra(row: Row) -> RowFault:
    found = fault(" | ".join(row.extra), _("This row has more cells than the header."), "extra-cells")
    return RowFault(row.number, "", found)


def _totals_and_notes(table: Table, mapping: Mapping[str, int]) -> list[RowFault]:
    """Return faults for the last rows that sum up the others, and for rows with nothing but a note."""
    found = []
    width = len(table.header) - len(table.joined)
    for row in table.rows[-TOTALS:]:
        filled = [cell.strip() for cell in row.cells[:width] if cell.strip()]
        if len(filled) <= width / 2 and TOTAL_WORDS.intersection(words_of(filled[0])[:2]):
            found.append(RowFault(row.number, "", fault(filled[0], _("This row is a total."), "total")))
    totals = {each.row for each in found}
    names = {at for name, at in mapping.items() if name in {*NAME, "full_name", "person"}}
    names |= {at for whole in names & table.joined.keys() for at in table.joined[whole][1:3]}
    for row in table.rows:
        cells = row.cells[:width] if table.joined else row.cells
        # Counted first, because it is quick, and nearly all rows have more cells.
        if cells.count("") != width - 1 or row.number in totals:
            continue
        at, note = next((at, cell) for at, cell in enumerate(cells) if cell)
        # A name alone is a row to complete.
        if len(note.split()) > 1 and at not in names:
            found.append(RowFault(row.number, "", fault(note, _("This row has only a note."), "note")))
    return [each for each in found if width > 2]


def _faults(rows: list[Row], entry: Field, values: list) -> list[RowFault]:
    return [
        RowFault(
            rows[at].number,
            entry.name,
            CellFault(
                value.found,
                format_lazy(_("{problem} The row is imported without it."), problem=value.expected),
                value.code,
            )
            if entry.is_optional_cell
            else value,
            skips_row=not entry.is_optional_cell,
        )
        for at, value in enumerate(values)
        if isinstance(value, CellFault)
    ]


def _without_hidden(
    rows: list[Row], hidden: set[int], run: ImportRun, questions: list[Question]
) -> list[Row]:
    """Ask whether to import rows that the workbook hides, most often by a filter; unless told so they stay out."""
    question = Question(
        HIDDEN_ROWS,
        format_lazy(
            ngettext_lazy(
                "The file has {number} hidden row. Import it?",
                "The file has {number} hidden rows. Import them?",
                len(hidden),
            ),
            number=len(hidden),
        ),
        guess=NO,
        detail=_("They are hidden or filtered out in the spreadsheet."),
        count=len(hidden),
        people=[RowNames.of_row(row, run) for row in rows if row.number in hidden][:3],
    )
    questions.append(question)
    if answer_of(HIDDEN_ROWS, NO, run.answers) == YES:
        return rows
    return [row for row in rows if row.number not in hidden]


def _has_unclear_dates(values: Sequence) -> bool:
    return any(isinstance(value, CellFault) and value.code == "date-unclear" for value in values)


def _order_elsewhere(
    mapped: Sequence[Field], run: ImportRun, by_column: Sequence[Sequence[str]]
) -> DateOrder | None:
    """Return what 03/04/2024 means in the other columns of dates, unless this one mixes both orders."""
    return order_elsewhere(by_column[run.mapping[each.name]] for each in mapped if each.kind in DATES)


def _shifted(cell: str, days: int) -> str:
    """Return the number of a day as in a workbook whose calendar begins in 1900."""
    number = SERIAL.fullmatch(cell)
    return str(int(number[1]) + days) if number else cell


def _corrected(run: ImportRun, entry: Field, rows: list[Row], cells: Sequence[str]) -> Sequence[str]:
    """Return the column's cells with corrections applied."""
    fixes = {int(number): fixed[entry.name] for number, fixed in run.fixes.items() if entry.name in fixed}
    if fixes:
        cells = [fixes.get(row.number, cell) for row, cell in zip(rows, cells, strict=True)]
    return cells


def _readable(
    in_file: list[Row],
    rows: list[Row],
    columns: dict[str, list],
    faulty: set[int],
    kind: ImportKind,
    mapping: Mapping[str, int],
) -> Rows:
    """Return the rows without faulty ones, and who is in the others of the file: hidden rows are not among `rows`."""
    if not faulty and len(rows) == len(in_file):
        return Rows([row.number for row in rows], columns)
    keep = [n for n, row in enumerate(rows) if row.number not in faulty]
    numbers = [rows[n].number for n in keep]
    read = set(numbers)
    identifying = [mapping[e.name] for e in kind.fields if e.kind in {"id", "email"} and e.name in mapping]
    unread = (row.cells[at] for row in in_file if row.number not in read for at in identifying)
    return Rows(
        numbers,
        {name: [values[n] for n in keep] for name, values in columns.items()},
        frozenset(clean(cell).casefold() for cell in unread) - {""},
    )
