"""Tables as files to download. What is exported is opened in a spreadsheet, which would run a cell as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

# With these a spreadsheet takes a cell for a formula; the wide forms too, in East Asian settings.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
UNSEEN = re.compile(r"^[\s\x00\u200b\ufeff]+")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def looks_like_formula(cell: str) -> bool:
    """Return whether a spreadsheet would compute this cell. A plain number such as -3.5 it only shows."""
    return cell.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(cell)


def neutralize(value: Any) -> Any:
    """Return the value for a cell: text that a spreadsheet would compute gets an apostrophe before it.

    Blanks before the sign do not make it safe: some programs trim them before they look.
    """
    if value is None:
        return ""
    if isinstance(value, str) and any(map(looks_like_formula, (value, UNSEEN.sub("", value)))):
        return f"'{value}"
    return value


def csv_text(heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """Return the table as CSV with a byte-order mark, by which Excel knows that it is UTF-8."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([neutralize(str(head)) for head in heads])
    writer.writerows([neutralize(cell) for cell in row] for row in rows)
    return "\ufeff" + sheet.getvalue()


def csv_response(name: str, text: str) -> HttpResponse:
    """Return the text as a download. The file's name is plain ASCII, whatever the organization is called."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name) or "export"}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response
