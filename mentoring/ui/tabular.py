"""Tables as CSV or Excel downloads, protected against formula injection in spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.text import slugify

# Spreadsheets treat cells that begin with these as formulas; full-width forms in East Asian locales.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
UNSEEN = re.compile(r"^[\s\x00\u200b\ufeff]+")
# The type of an Excel workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def looks_like_formula(cell: str) -> bool:
    """Return whether a spreadsheet would evaluate this cell; plain numbers such as -3.5 are safe."""
    return cell.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(cell)


def neutralize(value: Any) -> Any:
    """Return the value for a cell; text that a spreadsheet would evaluate is prefixed with an apostrophe.

    Leading whitespace does not make it safe, because some programs trim it first.
    """
    if value is None:
        return ""
    if isinstance(value, str) and any(map(looks_like_formula, (value, UNSEEN.sub("", value)))):
        return f"'{value}"
    return value


def csv_text(heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """Return the table as CSV with a byte-order mark, so that Excel reads it as UTF-8."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([neutralize(str(head)) for head in heads])
    writer.writerows([neutralize(cell) for cell in row] for row in rows)
    return "\ufeff" + sheet.getvalue()


@dataclass(frozen=True)
class Table:
    """A table to download: headings and rows of texts, numbers and dates."""

    heads: Sequence[Any]
    rows: Sequence[Sequence[Any]]

    @property
    def csv(self) -> str:
        return csv_text(self.heads, self.rows)

    def xlsx(self, title: str) -> bytes:
        """Return the table as a workbook with one sheet. Its title is cut to the 31 characters that Excel allows."""
        file = io.BytesIO()
        with new_workbook(file) as book:
            write_sheet(book, title, self)
        return file.getvalue()


def new_workbook(file: io.BytesIO) -> Any:
    """Return a workbook that writes text as text: no formulas, no links. It is written row by row."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
        "default_date_format": "yyyy-mm-dd",
    }
    return xlsxwriter.Workbook(file, options)


def write_sheet(book: Any, title: str, table: Table, *, widths: Sequence[int] = ()) -> None:
    """Add a sheet with the table below a fixed row of headings."""
    sheet = book.add_worksheet(_sheet_name(title))
    for column, width in enumerate(widths or [20] * len(table.heads)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [neutralize(str(head)) for head in table.heads], book.add_format({"bold": True}))
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str | Promise):
                sheet.write_string(number, column, neutralize(str(cell)))
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\\[\]:*?/]", " ", title).strip(" '")[:31]


def table_response(name: str, table: Table, *, file_format: str) -> HttpResponse:
    """Return the table as a download: a workbook if the format is "xlsx", otherwise CSV."""
    if file_format == "xlsx":
        return xlsx_response(name, table.xlsx(name))
    return csv_response(name, table.csv)


def csv_response(name: str, text: str | bytes) -> HttpResponse:
    """Return the text as a download with an ASCII file name."""
    return _download(name, "csv", text, "text/csv; charset=utf-8")


def xlsx_response(name: str, content: bytes) -> HttpResponse:
    """Return the workbook as a download with an ASCII file name."""
    return _download(name, "xlsx", content, XLSX)


def _download(name: str, extension: str, content: str | bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    file_name = f"{slugify(name) or 'export'}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
