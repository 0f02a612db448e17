"""Detect the delimiter of a text file, and whether a backslash escapes its quotation marks."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from mentoring.imports.tables import HEADER_SEARCH, find_header

DELIMITERS = ",;\t|"
SAMPLE_CHARACTERS = 64 * 1024
SAMPLE_RECORDS = 100
# In UTF-16 there is a NUL between the two, whichever end comes first.
ESCAPED_QUOTES = {True: b'\\\x00"', False: b'\\"'}
# MySQL escapes backslashes too, other programs only quotation marks: before anything else, a backslash is one.
BACKSLASH = re.compile(r'\\(["\\]?)')


def read_records(
    lines: Iterable[str], delimiter: str, *, is_escaped: bool = False, is_strict: bool = False
) -> Iterator[list[str]]:
    """Yield the cells of each record, blank lines as []. Strictly, a misplaced quotation mark is a csv.Error."""
    if not is_escaped:
        return csv.reader(lines, delimiter=delimiter, strict=is_strict)
    escaped = (BACKSLASH.sub(_escaped, line) for line in lines)
    return csv.reader(escaped, delimiter=delimiter, escapechar="\\", strict=is_strict)


def _escaped(backslash: re.Match[str]) -> str:
    return backslash[0] if backslash[1] else r"\\"


def has_escaped_quotes(data: bytes, encoding: str) -> bool:
    """Return whether a backslash stands before a quotation mark: as an escape, or as the end of a cell."""
    return ESCAPED_QUOTES[encoding.startswith("utf-16")] in data


def is_regular(lines: Iterable[str], delimiter: str, *, is_escaped: bool = False) -> bool:
    """Return whether no quotation mark is misplaced and all records have as many cells as the header.

    Only titles above the header may have others. What is regular with escapes alone was written with them: where a
    backslash merely ends a cell, an escape would join it to the next, up to a quotation mark amid that one.
    """
    records = read_records(lines, delimiter, is_escaped=is_escaped, is_strict=True)
    filled = (cells for cells in records if "".join(cells).strip())
    try:
        start = list(islice(filled, HEADER_SEARCH))
        header = find_header(start) if start else 0
        widths = {len(cells) for cells in start[header:]}
        return len(widths) == 1 and all(len(cells) in widths for cells in filled)
    except csv.Error:
        return False


def detect_delimiter(sample: str, *, is_whole: bool, is_escaped: bool = False) -> str:
    """Return the delimiter by which most records of the beginning of a file have the same number of cells.

    Quoting is respected, so a comma inside quotes counts for nothing. Where two split the records equally
    well the one with more cells wins, then the order of DELIMITERS. A comma for a file with one column.
    """
    return max(DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter, is_whole, is_escaped))


def _consistency(sample: str, delimiter: str, is_whole: bool, is_escaped: bool) -> tuple[float, int]:
    widths: list[int] = []
    for cells in read_records(io.StringIO(sample, newline=""), delimiter, is_escaped=is_escaped):
        if "".join(cells).strip():
            widths.append(len(cells))
        if len(widths) > SAMPLE_RECORDS:
            break
    if not is_whole and len(widths) > 1:
        # The last record is cut off somewhere.
        widths.pop()
    split = [width for width in widths if width > 1]
    if not split:
        return (0, 0)
    usual = max(sorted(set(split), reverse=True), key=split.count)
    return (split.count(usual) / len(widths), usual)
