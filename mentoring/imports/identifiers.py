"""Read ids, and recognize those that a spreadsheet has mangled."""

import re

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import MAX_TEXT, CellFault, clean, fault, parse_text
from mentoring.imports.placeholders import is_nothing

# ="000417" and '000417 are how people keep a spreadsheet from reading a number.
GUARDED = re.compile(r"=\s*\"([^\"]*)\"|'(.*)")
# 1.00235E+11: the digits behind the fifth are lost.
SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}|[0-9][.,][0-9]+E-?[0-9]{1,3}", re.IGNORECASE)
WHOLE = re.compile(r"([0-9]+)[.,]0+")
# 1,002: a number with separators of thousands. A point is none: 1.002 may be meant as it is written.
GROUPED = re.compile(r"[1-9][0-9]{0,2}([,'’ \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*")
# A spreadsheet keeps 15 digits of a number, and zeros instead of the rest.
EXACT_DIGITS = 15


def parse_id(cell: str, *, max_length: int = MAX_TEXT) -> str | CellFault | None:
    """Return the id as its system writes it; a fault when a spreadsheet has lost digits of it."""
    if len(cell) <= EXACT_DIGITS <= max_length and cell.isalnum() and cell.isascii():
        # Nearly every id of a large file.
        return None if is_nothing(cell) else cell
    text = clean(cell)
    if not text or is_nothing(text):
        return None
    guarded = GUARDED.fullmatch(text)
    if guarded:
        text = (guarded[1] or guarded[2] or "").strip()
    elif (grouped := GROUPED.fullmatch(cell.strip())) and grouped[1] != " ":
        # The text has plain blanks instead of those that keep a number on its line; "1 002" may be an ID.
        text = cell.strip().replace(grouped[1], "")
    return _checked(text, max_length)


def _checked(text: str, max_length: int) -> str | CellFault | None:
    if is_nothing(text):
        return None
    if SHORTENED.fullmatch(text) and ("+" in text or "." in text or "," in text):
        return fault(
            text,
            _(
                "The spreadsheet shortened this ID. Format the column as text in the system that it comes from, and "
                "export it again."
            ),
            "id-shortened",
        )
    if whole := WHOLE.fullmatch(text):
        text = whole[1]
    if text.isdecimal() and len(text) > EXACT_DIGITS and not text[EXACT_DIGITS:].strip("0"):
        return fault(
            text,
            _(
                "A spreadsheet replaced the last digits of this ID by zeros. Format the column as text and export it "
                "again."
            ),
            "id-rounded",
        )
    return parse_text(text, max_length=max_length, is_name=True) or None


def without_separators(text: str) -> str:
    """Return the digits of a number with separators of thousands, and any other text as it is."""
    grouped = GROUPED.fullmatch(text)
    return text.replace(grouped[1], "") if grouped else text


def without_zeros(employee_id: str) -> str:
    """Return the id without leading zeros, which spreadsheets remove; blank unless it is a number."""
    return employee_id.lstrip("0") if employee_id.isdecimal() else ""
