"""Read a sheet of an XLSX workbook into the strings of an equivalent CSV."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

import python_calamine
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.archives import check_archive, protected
from mentoring.imports.tables import Refusal, Table, build_table, damaged

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A workbook with a password is a compound file with an entry of this name.
ENCRYPTED_ENTRY = "EncryptedPackage".encode("utf-16-le")

Value: TypeAlias = str | float | bool | int | datetime | date | time | timedelta


def is_workbook(data: bytes) -> bool:
    """Return whether these bytes are a workbook, or a file that only a workbook's reader can refuse well."""
    return data.startswith((*ZIP, COMPOUND))


def read_workbook(data: bytes, *, sheet: str | None = None) -> Table:
    """Return the table in the named sheet, or in the first sheet that has anything in it."""
    if data.startswith(COMPOUND):
        if ENCRYPTED_ENTRY in data:
            raise protected()
        raise Refusal(
            _("This is an old Excel format (.xls). Save it as “Excel workbook (.xlsx)” or CSV."),
            code="other-file",
        )
    check_archive(data)
    try:
        return _read(data, sheet)
    except Refusal:
        raise
    except BaseException as error:
        # A panic of the library is a BaseException; an interrupt or the end of the worker's time is not ours.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise damaged() from error
        raise


def _read(data: bytes, sheet: str | None) -> Table:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        names = [
            entry.name
            for entry in workbook.sheets_metadata
            if entry.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        if sheet is not None and sheet not in names:
            raise Refusal(
                format_lazy(
                    _("Sheet “{sheet}” not found. Available sheets: {names}."),
                    sheet=sheet,
                    names=", ".join(names),
                ),
                code="no-such-sheet",
            )
        for name in names if sheet is None else [sheet]:
            found = workbook.get_sheet_by_name(name)
            if found.height:
                table = build_table(_records(found), encoding="xlsx", delimiter="")
                if len(names) > 1:
                    table.notes.append(format_lazy(_("Read from the sheet “{sheet}”."), sheet=name))
                return table
        raise Refusal(_("The file is empty."), code="empty")


def _records(sheet: python_calamine.CalamineSheet) -> Iterator[list[str]]:
    for values in sheet.iter_rows():
        yield [value if type(value) is str else as_text(value) for value in values]


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
