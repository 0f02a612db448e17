"""The result of reading a file: a table with a header, or a refusal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, dropwhile, islice
from typing import NamedTuple, TypeAlias

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.ui.formats import number_lazy

# Text for users; lazy, because the language is known only when it is shown.
Sentence: TypeAlias = "str | Promise"

# How many fields a row of headings has.
Fits: TypeAlias = Callable[[Sequence[str]], int]

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
# Limits the memory of the rows: 20 MB of two-letter cells would be half a gigabyte of Python strings.
MAX_CELLS = 6_000_000
# Reports put a title, a date and a blank line above their header; nobody puts more than this.
HEADER_SEARCH = 50
# A record with fewer known headings may be anything else.
LEAST_HEADINGS = 2
# So many cells of a column show what is in it.
SAMPLES = 200
# So many records are looked at together.
BATCH = 500


class Refusal(ValueError):
    """Why a whole file cannot be read, as a sentence, and as a `code` for the API."""

    def __init__(self, sentence: Sentence, *, code: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code

    def __str__(self) -> str:
        return str(self.sentence)


class Row(NamedTuple):
    """One row: its number in the spreadsheet, a cell for each column, and surplus cells."""

    number: int
    cells: list[str]
    extra: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A sheet of a workbook."""

    name: str
    is_hidden: bool = False


class JoinedColumn(NamedTuple):
    """A column of full names that is made from two of the file, for the field of a person.

    `is_last_sure` is false for a heading such as "Name", whose cells may be full names.
    """

    field: str
    first: int
    last: int
    is_last_sure: bool = True


@dataclass(slots=True)
class Table:
    """A file as text. Rows with `extra` cells are faulty, because the columns of their cells are uncertain.

    `hidden_rows` are the numbers of rows that the workbook hides; `serial_shift` are the days to add to numbers
    that are dates. `is_encoding_sure` is false when another encoding would read the bytes as well. `joined` has the
    columns after those of the file, by their place.
    """

    header: list[str]
    rows: list[Row]
    encoding: str
    delimiter: str
    header_row: int
    notes: list[Sentence] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    sheet: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    serial_shift: int = 0
    is_encoding_sure: bool = True
    joined: dict[int, JoinedColumn] = field(default_factory=dict)

    def samples(self, at: int) -> list[str]:
        """Return the first cells of a column that are not blank."""
        filled = (row.cells[at] for row in self.rows if row.cells[at].strip())
        return list(islice(filled, SAMPLES))


def build_table(
    records: Iterable[list[str]], *, encoding: str, delimiter: str, fits: Fits | None = None
) -> Table:
    """Return the table that these records are: find the header, number the rows, fill short ones with blanks.

    The first record is row 1. Records may be consumed lazily; the lists become the cells of the rows.
    """
    numbered = dropwhile(lambda record: _is_empty(record[1]), enumerate(records, start=1))
    start = list(islice(numbered, HEADER_SEARCH))
    at = find_header([cells for _number, cells in start], fits)
    header_row, first = start[at]
    both = _in_two_rows(first, start[at + 1][1], fits) if fits and at + 1 < len(start) else None
    if both:
        at, first = at + 1, both
    refuse_long_cells(header_row, first)
    header = [cell.strip() for cell in first]
    while header and not header[-1]:
        header.pop()
    if len(header) > MAX_COLUMNS:
        raise Refusal(
            format_lazy(
                _("The file has {found} columns; at most {limit} can be read. Remove those you do not need."),
                found=len(header),
                limit=MAX_COLUMNS,
            ),
            code="too-many-columns",
        )
    rows = list(_rows(chain(start[at + 1 :], numbered), len(header)))
    table = Table(header, rows, encoding, delimiter, header_row)
    if both:
        table.notes.append(
            format_lazy(
                _("The column names are in rows {first} and {second}."),
                first=header_row,
                second=header_row + 1,
            )
        )
    elif header_row > 1:
        table.notes.append(format_lazy(_("The column names are in row {row}."), row=header_row))
    _keep_nameless_columns(table, width=len(first))
    return table


def _is_empty(cells: list[str]) -> bool:
    return not "".join(cells).strip()


def find_header(start: list[list[str]], fits: Fits | None = None) -> int:
    """Return which of these records names the columns: the first that fills most of the usual width.

    Titles above a header fill one cell or two, even where the program that wrote them padded the line with
    delimiters. The usual width is the commonest one, so one row with a stray cell does not count. When none of
    its cells is a known heading, another record with several is the header.
    """
    filled = [sum(1 for cell in cells if cell and not cell.isspace()) for cells in start]
    if not any(filled):
        raise Refusal(_("The file is empty."), code="empty")
    widths = [len(cells) for cells, count in zip(start, filled, strict=True) if count]
    usual = max(sorted(set(widths), reverse=True), key=widths.count)
    wanted = min(usual, max(filled)) * 0.6
    first = next(at for at, count in enumerate(filled) if count >= wanted)
    if fits is None or fits(start[first]):
        return first
    known = [
        fits(cells) if count >= LEAST_HEADINGS else 0 for cells, count in zip(start, filled, strict=True)
    ]
    best = max(known)
    return known.index(best) if best >= LEAST_HEADINGS else first


def _in_two_rows(first: list[str], second: list[str], fits: Fits) -> list[str] | None:
    """Return the headings of two rows in one: below a wide "Name" there may be "First name" and "Last name"."""
    filled = [cell for cell in second if cell.strip()]
    if len(filled) < LEAST_HEADINGS:
        return None
    width = max(len(first), len(second))
    above, below = (cells + [""] * (width - len(cells)) for cells in (first, second))
    if not any(a.strip() and not b.strip() for a, b in zip(above, below, strict=True)):
        return None
    both = [b if b.strip() else a for a, b in zip(above, below, strict=True)]
    return both if fits(second) == len(filled) and fits(both) > fits(first) else None


def _rows(numbered: Iterable[tuple[int, list[str]]], width: int) -> Iterator[Row]:
    """Yield the rows that are not empty. Most files have hundreds in a row with which nothing is the matter."""
    left, spare = min(MAX_ROWS, MAX_CELLS // width), MAX_CELLS
    numbered = iter(numbered)
    while batch := list(islice(numbered, BATCH)):
        numbers, records = zip(*batch, strict=True)
        texts = list(map("".join, records))
        left -= sum(1 for text in texts if text and not text.isspace())
        if left < 0:
            raise _too_many_rows(width)
        is_usual = all(texts) and not any(map(str.isspace, texts)) and max(map(len, texts)) <= MAX_CELL
        if is_usual and set(map(len, records)) == {width}:
            yield from map(Row, numbers, records)
            continue
        for number, cells, text in zip(numbers, records, texts, strict=True):
            if not text or text.isspace():
                continue
            if len(text) > MAX_CELL:
                refuse_long_cells(number, cells)
            row = _row(number, cells, width)
            spare -= len(row.extra)
            if spare < 0:
                raise Refusal(_("The rows have far more cells than the header."), code="ragged")
            yield row


def _row(number: int, cells: list[str], width: int) -> Row:
    """Return the row with a cell for each column: blanks fill a short one, a long one keeps what lies beyond."""
    if len(cells) <= width:
        cells.extend([""] * (width - len(cells)))
        return Row(number, cells)
    extra = tuple(cells[width:])
    del cells[width:]
    return Row(number, cells, extra if "".join(extra).strip() else ())


def refuse_long_cells(number: int, cells: list[str]) -> None:
    """Refuse a record with a cell that no one has typed: most often a quotation mark was never closed."""
    if max(map(len, cells)) > MAX_CELL:
        raise Refusal(
            format_lazy(
                _(
                    "A cell in row {row} has more than {limit} characters. A closing quotation mark may be "
                    "missing."
                ),
                row=number,
                limit=number_lazy(MAX_CELL),
            ),
            code="long-cell",
        )


def _too_many_rows(width: int) -> Refusal:
    if width * MAX_ROWS <= MAX_CELLS:
        sentence = _("The file has more than {limit} rows. Split it into several files.")
    else:
        sentence = _(
            "With this many columns, at most {limit} rows can be read. Remove columns, or split the file."
        )
    limit = number_lazy(min(MAX_ROWS, MAX_CELLS // width))
    return Refusal(format_lazy(sentence, limit=limit), code="too-many-rows")


def _keep_nameless_columns(table: Table, *, width: int) -> None:
    """Tell a column of remarks whose name is missing from a stray cell: only the second makes its row faulty.

    A stray cell is rare. A column that many rows fill, inside the width that the header line itself has, is
    the habit of whoever keeps the file; its cells are left out, which a note says.
    """
    named = len(table.header)
    strays = [
        at for at, row in enumerate(table.rows) if row.extra and not "".join(row.extra[width - named :])
    ]
    if width == named or len(strays) * 10 <= len(table.rows):
        return
    for at in strays:
        table.rows[at] = table.rows[at]._replace(extra=())
    table.notes.append(
        format_lazy(_("Columns after “{name}” have no name and are skipped."), name=table.header[-1])
    )


def damaged() -> Refusal:
    """Return the refusal of a workbook that its own format does not allow."""
    return Refusal(
        _("The file is damaged and cannot be opened. Save it again as XLSX or CSV."), code="damaged"
    )
