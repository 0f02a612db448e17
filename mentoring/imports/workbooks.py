"""Read a sheet of an XLSX workbook into the strings of an equivalent CSV."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TypeAlias

import python_calamine
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mentoring.imports.archives import check_archive, protected
from mentoring.imports.tables import (
    HEADER_SEARCH,
    Fits,
    Refusal,
    Sheet,
    Table,
    build_table,
    damaged,
    find_header,
)
from mentoring.imports.workbook_details import WorkbookDetails, details_of

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A workbook with a password is a compound file with an entry of this name.
ENCRYPTED_ENTRY = "EncryptedPackage".encode("utf-16-le")

Value: TypeAlias = str | float | bool | int | datetime | date | time | timedelta


def is_workbook(data: bytes) -> bool:
    """Return whether these bytes are a workbook, or a file that only a workbook's reader can refuse well."""
    return data.startswith((*ZIP, COMPOUND))


def read_workbook(data: bytes, *, sheet: str = "", fits: Fits | None = None) -> Table:
    """Return the table in the named sheet, or in the visible one whose headings fit best."""
    if data.startswith(COMPOUND):
        if ENCRYPTED_ENTRY in data:
            raise protected()
        raise Refusal(
            _("This is an old Excel format (.xls). Save it as “Excel workbook (.xlsx)” or CSV."),
            code="other-file",
        )
    check_archive(data)
    try:
        return _read(data, sheet, fits)
    except Refusal:
        raise
    except BaseException as error:
        # A panic of the library is a BaseException; an interrupt or the end of the worker's time is not ours.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise damaged() from error
        raise


def _read(data: bytes, sheet: str, fits: Fits | None) -> Table:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        sheets = [
            Sheet(entry.name, entry.visible != python_calamine.SheetVisibleEnum.Visible)
            for entry in workbook.sheets_metadata
            if entry.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        names = [each.name for each in sheets]
        if sheet and sheet not in names:
            raise Refusal(
                format_lazy(
                    _("Sheet “{sheet}” not found. Available sheets: {names}."),
                    sheet=sheet,
                    names=", ".join(names),
                ),
                code="no-such-sheet",
            )
        name = sheet or _best(workbook, sheets, fits or (lambda header: 0))
        found = workbook.get_sheet_by_name(name)
        if not found.height:
            raise Refusal(_("The file is empty."), code="empty")
        details = details_of(data, name)
        table = build_table(_records(found, details), encoding="xlsx", delimiter="", fits=fits)
        table.sheets, table.sheet = sheets, name
        table.serial_shift = details.serial_shift
        table.hidden_rows = details.hidden_rows.intersection(row.number for row in table.rows)
        if len(names) > 1:
            table.notes.append(format_lazy(_("Read from the sheet “{sheet}”."), sheet=name))
        _fill_merged(table, found)
        return table


def _best(workbook: python_calamine.CalamineWorkbook, sheets: list[Sheet], fits: Fits) -> str:
    """Return the sheet whose headings fit best, the first of equals. A hidden one only when all are."""
    filled = [each for each in sheets if workbook.get_sheet_by_name(each.name).height]
    candidates = [each for each in filled if not each.is_hidden] or filled
    if not candidates:
        raise Refusal(_("The file is empty."), code="empty")
    if len(candidates) == 1:
        return candidates[0].name
    scores = [fits(_header(workbook.get_sheet_by_name(each.name), fits)) for each in candidates]
    return candidates[scores.index(max(scores))].name


def _header(sheet: python_calamine.CalamineSheet, fits: Fits) -> list[str]:
    records = _records(sheet, WorkbookDetails())
    start = [cells for cells in islice(records, HEADER_SEARCH * 2) if "".join(cells).strip()]
    return start[find_header(start, fits)] if start else []


def _records(sheet: python_calamine.CalamineSheet, details: WorkbookDetails) -> Iterator[list[str]]:
    first_column = (sheet.start or (0, 0))[1] + 1
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in details.texts.items():
        by_row.setdefault(row, []).append((column - first_column, text))
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [value if type(value) is str else as_text(value) for value in values]
        for at, text in by_row.get(number, ()):
            if 0 <= at < len(cells):
                cells[at] = text
        yield cells


def _fill_merged(table: Table, sheet: python_calamine.CalamineSheet) -> None:
    """Fill merged cells down: a department that stands beside three people is that of all three."""
    first_column = (sheet.start or (0, 0))[1]
    by_number = {row.number: row.cells for row in table.rows}
    filled = 0
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or []:
        at = left - first_column
        source = by_number.get(top + 1)
        if source is None or not 0 <= at < len(source) or not source[at]:
            continue
        for number in range(top + 2, bottom + 2):
            cells = by_number.get(number)
            if cells is not None and not cells[at]:
                cells[at] = source[at]
                filled += 1
    if filled:
        table.notes.append(
            format_lazy(
                ngettext_lazy(
                    "{number} row below a merged cell has the value of that cell.",
                    "{number} rows below merged cells have the value of those cells.",
                    filled,
                ),
                number=filled,
            )
        )


def as_text(value: Value) -> str:
    """Return the value as a CSV would have it: ISO dates, whole numbers without a point, TRUE and FALSE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet shows of 0.1 + 0.2; never in the notation with an exponent.
        return format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == time()
            else value.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
