"""Read an uploaded file or pasted text into a table."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.delimiters import (
    SAMPLE_CHARACTERS,
    detect_delimiter,
    has_escaped_quotes,
    is_regular,
    read_records,
)
from mentoring.imports.encodings import ENCODINGS, LEGACY, chosen_encoding, detect_encoding
from mentoring.imports.tables import MAX_BYTES, MAX_CELL, Fits, Refusal, Table, build_table
from mentoring.imports.workbooks import is_workbook, read_workbook
from mentoring.ui.formats import number_lazy

# Follows the last line. When it turns up inside a cell, a quotation mark before it was never closed.
END = "\x00end"
# A first line by which spreadsheet programs tell each other the delimiter; they do not show it as a row.
SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)

# Never part of a column name; binary files have them in their first line.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_file(data: bytes, *, sheet: str = "", encoding: str = "", fits: Fits | None = None) -> Table:
    """Return the table in an uploaded file: CSV or TSV in any usual encoding, or XLSX. Refuse others.

    `sheet` and `encoding` are a person's choices. `fits` tells the sheet whose headings fit best.
    """
    if len(data) > MAX_BYTES:
        raise Refusal(
            format_lazy(
                _("The file is larger than {limit} MB. Remove columns you do not need, or split it."),
                limit=MAX_BYTES // 1024 // 1024,
            ),
            code="too-large",
        )
    if is_workbook(data):
        return read_workbook(data, sheet=sheet, fits=fits)
    codec = chosen_encoding(data, encoding) if encoding else detect_encoding(data)
    table = _read_delimited(data, codec, fits)
    table.is_encoding_sure = codec not in LEGACY
    return table


def read_text(text: str, *, fits: Fits | None = None) -> Table:
    """Return the table in text that was pasted from a spreadsheet, with the refusals of an uploaded file."""
    # Half a surrogate pair cannot be encoded; it becomes a question mark, which is what the browser showed.
    data = text.encode("utf-8", "replace")
    if len(data) > MAX_BYTES:
        raise Refusal(_("This is too much to paste. Upload it as a file instead."), code="too-large")
    return _read_delimited(data, "utf-8-sig", fits)


def _read_delimited(data: bytes, encoding: str, fits: Fits | None) -> Table:
    # Decoded as it is read: the whole text would be another copy, up to four times as large as the bytes.
    lines = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    sample = lines.read(SAMPLE_CHARACTERS)
    is_whole = len(sample) < SAMPLE_CHARACTERS
    told = SEPARATOR_LINE.match(sample)

    def detected(*, is_escaped: bool = False) -> str:
        return told[1] if told else detect_delimiter(sample, is_whole=is_whole, is_escaped=is_escaped)

    def from_start() -> io.TextIOWrapper:
        lines.seek(0)
        if told:
            lines.readline()
        return lines

    delimiter, is_escaped = detected(), False
    if has_escaped_quotes(data, encoding) and not is_regular(from_start(), delimiter):
        other = detected(is_escaped=True)
        if is_regular(from_start(), other, is_escaped=True):
            delimiter, is_escaped = other, True
    records = _records(from_start(), delimiter, is_escaped)
    table = build_table(records, encoding=encoding, delimiter=delimiter, fits=fits)
    if CONTROL.search("".join(table.header)):
        raise Refusal(_("This is not a table. Save it as CSV or XLSX and choose that file."), code="not-text")
    if encoding in LEGACY:
        table.notes.append(
            format_lazy(
                _("The file was read as {encoding}. Check that names with accents look right."),
                encoding=ENCODINGS[encoding],
            )
        )
    return table


def _records(lines: Iterable[str], delimiter: str, is_escaped: bool) -> Iterator[list[str]]:
    """Yield the cells of each record, blank lines as [], and refuse a quotation mark that is never closed."""
    # Handed on one record late, so that the one with END in it, always the last, can be looked at.
    late: list[str] | None = None
    number = 0
    try:
        for cells in read_records(chain(lines, [END]), delimiter, is_escaped=is_escaped):
            number += 1
            if late is not None:
                yield late
            late = cells
    except csv.Error as error:
        raise Refusal(
            format_lazy(
                _(
                    "A cell in row {row} has more than {limit} characters. A closing quotation mark may be "
                    "missing."
                ),
                row=number + 1,
                limit=number_lazy(MAX_CELL),
            ),
            code="long-cell",
        ) from error
    if late != [END]:
        raise Refusal(
            format_lazy(
                _(
                    "A closing quotation mark is missing in row {row}, so its cells continue into the rows "
                    "below."
                ),
                row=number,
            ),
            code="open-quote",
        )
