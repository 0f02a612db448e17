"""CSV downloads, protected against formula injection in spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

# Spreadsheets treat cells that begin with these as formulas; full-width forms in East Asian locales.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
UNSEEN = re.compile(r"^[\s\x00\u200b\ufeff]+")
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


def csv_response(name: str, text: str | bytes) -> HttpResponse:
    """Return the text as a download with an ASCII file name."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name) or "export"}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response
