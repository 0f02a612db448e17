"""Determine the bounds of a sheet before a library opens it.

The library allocates the whole rectangle around the cells. For a sheet with only the first and the very last cell that
is half a terabyte, which aborts the process without an exception.
"""

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.tables import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refusal, damaged
from mentoring.ui.formats import number_lazy

# Titles and blank lines above the rows that count.
SLACK = 100
LONGEST_TAG = 1024 * 1024
ATTRIBUTE = rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))"""
CELL = re.compile(rb"<(?:[^\s<>/]*:)?c(?=[\s/>])")
# As nearly all programs write it, which is twice as fast to look for, and what else might be a cell.
USUAL_CELL = re.compile(
    rb"""<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?(?: s="[0-9]+")?(/?)>"""
)
UNUSUAL = (b"<c>", b"<c/", b"<c\t", b"<c\n", b"<c\r", b":c")
# The same cell as any program writes it, with its address; closed at once when there is nothing in it.
ADDRESSED_CELL = re.compile(
    rb"""<(?:[^\s<>/]*:)?c%b*?\s+r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']%b*\s*(/?)>"""
    % (ATTRIBUTE, ATTRIBUTE)
)


class WorkbookBounds:
    """Follow the XML of one part of a workbook piece by piece, and refuse cells beyond what can be read."""

    def __init__(self) -> None:
        self.rest = b""
        self.is_sheet = False
        self.row = 0
        self.column = 0

    def scan(self, piece: bytes) -> None:
        """Look at the next piece; a tag that is cut in two waits for the one after."""
        piece = self.rest + piece
        cut = max(piece.rfind(b"<"), 0)
        self.rest = piece[cut:]
        self.is_sheet = self.is_sheet or b"sheetData" in piece
        if not self.is_sheet:
            # Pictures and the like have no tags that could be cut.
            self.rest = self.rest[:LONGEST_TAG]
        elif len(self.rest) > LONGEST_TAG:
            raise damaged()
        self._scan_xml(piece[:cut])

    def finish(self) -> None:
        """Look at what was left over, and refuse a sheet that reaches too far."""
        self._scan_xml(self.rest)
        if (
            self.row <= MAX_ROWS + SLACK
            and self.column <= MAX_COLUMNS
            and self.row * self.column <= MAX_CELLS + SLACK * MAX_COLUMNS
        ):
            return
        raise Refusal(
            format_lazy(
                _(
                    "A sheet extends to row {row} and column {column}, which is too large to read. Copy the "
                    "data you need to a new file."
                ),
                row=number_lazy(self.row),
                column=number_lazy(self.column),
            ),
            code="far-cells",
        )

    def _scan_xml(self, xml: bytes) -> None:
        if not self.is_sheet:
            return
        found = USUAL_CELL.findall(xml)
        if len(found) != xml.count(b"<c ") or any(sign in xml for sign in UNUSUAL):
            found = ADDRESSED_CELL.findall(xml)
            # A cell written in a way that is not understood here might be understood by the library.
            if len(found) != len(CELL.findall(xml)):
                raise damaged()
        columns, rows = set(), set()
        for letters, digits, closed in found:
            if not closed:
                columns.add(letters)
                rows.add(digits)
        self.row = max([self.row, *map(int, rows)])
        self.column = max([self.column, *map(column_number, columns)])


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
