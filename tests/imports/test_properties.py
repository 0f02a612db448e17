"""Anything may be uploaded: nothing but a table or a refusal with a sentence ever comes back."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentoring.imports.cells import CellFault, Email, clean, parse_email, parse_text
from mentoring.imports.choices import Choices, UnknownWord, parse_choice
from mentoring.imports.columns import map_columns
from mentoring.imports.dates import DateOrder, date_order, parse_date
from mentoring.imports.numbers import decimal_mark, parse_decimal, parse_integer
from mentoring.imports.reading import read_file, read_text
from mentoring.imports.tables import Refusal, Table
from mentoring.imports.values import reader_for
from mentoring.people.directory_columns import DIRECTORY_FIELDS
from mentoring.ui.tabular import FORMULA_STARTS, PLAIN_NUMBER, neutralize
from tests.examples import examples
from tests.imports.test_workbooks import workbook

# No deadline: how long one example takes says more about the machine than about the code.
anything = settings(max_examples=examples(150))

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
# A cell as people write it: something to see, in letters that Windows-1252 has too, with every delimiter.
CELLS = st.text(st.sampled_from("aZ09äéß€’ ,;|\t\"'\n-=/"), max_size=12)
NAMES = st.text(st.sampled_from("abcXYZäöü ,;|\"'-"), min_size=1, max_size=10).filter(
    lambda name: name.strip() == name
)
BYTES_OF_FILES = st.lists(
    st.sampled_from(
        [
            b",",
            b";",
            b"\t",
            b"|",
            b'"',
            b"\n",
            b"\r\n",
            b"\r",
            b"\x00",
            b"a",
            b"\xe4",
            b"\xc3\xa4",
            b"\xff\xfe",
            b"sep=",
            b"  ",
        ]
    ),
    max_size=60,
).map(b"".join)


def assert_table_or_refusal(read, *given_to_it) -> Table | None:
    try:
        table = read(*given_to_it)
    except Refusal as refusal:
        assert str(refusal).endswith(".")
        assert refusal.code
        return None
    assert isinstance(table, Table)
    assert table.header[-1:] != [""]
    assert all(len(row.cells) == len(table.header) for row in table.rows)
    assert all(isinstance(cell, str) for row in table.rows for cell in row.cells)
    numbers = [table.header_row, *(row.number for row in table.rows)]
    assert numbers == sorted(set(numbers))
    return table


@anything
@given(st.one_of(st.binary(max_size=300), BYTES_OF_FILES))
@example(b'"')
@example(b'a\n"\n')
@example(b"\xff\xfe\x00")
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes_are_a_table_or_refused(data):
    table = assert_table_or_refusal(read_file, data)
    if table:
        map_columns(table.header, DIRECTORY_FIELDS)


@anything
@given(st.text(max_size=200))
def test_any_pasted_text_is_a_table_or_refused(text):
    assert_table_or_refusal(read_text, text)


@anything
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_damaged_workbook_is_a_table_or_refused(at, damage):
    data = bytearray(WORKBOOK)
    at %= len(data)
    data[at : at + len(damage)] = damage

    assert_table_or_refusal(read_file, bytes(data))


@anything
@given(st.integers(0, 5_000), st.binary(max_size=12), st.integers(0, 12))
def test_workbook_with_a_damaged_sheet_is_a_table_or_refused(at, damage, length):
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source:
        entries = {name: bytearray(source.read(name)) for name in source.namelist()}
    sheet = entries["xl/worksheets/sheet1.xml"]
    at %= len(sheet)
    sheet[at : at + length] = damage
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in entries.items():
            target.writestr(name, bytes(content))

    assert_table_or_refusal(read_file, out.getvalue())


WORKBOOK = workbook({"A": [["ID", "Name", "Day"], ["E1", "Zoë", date(2024, 1, 5)], ["E2", "Olu", 3.5]]})


def write(rows: list[list[str]], delimiter: str, codec: str, line_end: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode(codec)


@anything
@given(
    st.lists(NAMES, min_size=2, max_size=6),
    st.data(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_table_comes_back_from_any_delimiter_and_encoding(header, data, delimiter, codec, line_end):
    # Every cell is filled, as the first column of a real file is: what a table of blanks was nobody can tell.
    filled = CELLS.map(lambda cell: f"x{cell}")
    rows = data.draw(
        st.lists(st.lists(filled, min_size=len(header), max_size=len(header)), min_size=1, max_size=5)
    )
    told = assert_table_or_refusal(
        read_file,
        f"sep={delimiter}{line_end}".encode(codec) + write_more(header, rows, delimiter, codec, line_end),
    )

    assert told is not None
    assert told.header == header
    assert [row.cells for row in told.rows] == rows


def write_more(header, rows, delimiter, codec, line_end) -> bytes:
    """Return the table as bytes that follow others: without a second byte order mark."""
    text = write([header, *rows], delimiter, "utf-8", line_end).decode()
    return text.encode({"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(codec, codec))


PLAIN_CELLS = st.text(st.sampled_from("aZ09äéß €’"), min_size=1, max_size=12).filter(str.strip)


@anything
@given(
    st.lists(PLAIN_CELLS.map(str.strip), min_size=2, max_size=6),
    st.data(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    st.integers(0, 3),
)
def test_encoding_delimiter_and_header_are_detected(header, data, delimiter, codec, blank):
    rows = data.draw(
        st.lists(st.lists(PLAIN_CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=5)
    )

    table = assert_table_or_refusal(
        read_file, write([[]] * blank + [header, *rows], delimiter, codec, "\r\n")
    )

    assert table is not None
    assert (table.header, [row.cells for row in table.rows]) == (header, rows)
    assert (table.delimiter, table.header_row) == (delimiter, blank + 1)


@anything
@given(st.lists(st.one_of(st.just([]), st.lists(CELLS, min_size=3, max_size=3)), max_size=12))
def test_row_numbers_are_those_of_the_spreadsheet(rows):
    table = read_file(
        write([["sep=,"]], "\t", "utf-8", "\n") + write([["a", "b", "c"], *rows], ",", "utf-8", "\n")
    )

    expected = {number: row for number, row in enumerate(rows, start=2) if "".join(row).strip()}
    assert {row.number: row.cells for row in table.rows} == expected


@anything
@given(st.lists(st.lists(st.one_of(CELLS, TEXT), min_size=1, max_size=4), max_size=6))
def test_no_exported_cell_begins_a_formula(rows):
    exported = [[neutralize(cell) for cell in row] for row in rows]

    for cell in (cell for row in exported for cell in row):
        seen = cell.lstrip()
        assert (
            not seen.startswith(FORMULA_STARTS)
            or PLAIN_NUMBER.fullmatch(cell)
            or PLAIN_NUMBER.fullmatch(seen)
        )
    assert [[cell.removeprefix("'") for cell in row] for row in exported] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


@anything
@given(
    st.one_of(CELLS, TEXT, st.text(max_size=50)),
    st.sampled_from(DateOrder),
    st.sampled_from([None, ".", ","]),
)
def test_any_cell_is_a_value_or_a_fault(cell, order, mark):
    choices = Choices({"held": ("done",), "missed": ()})
    for value, kinds in (
        (parse_text(cell, is_name=True), str),
        (parse_email(cell), Email),
        (parse_date(cell, order=order), date),
        (parse_decimal(cell, mark=mark), Decimal),
        (parse_integer(cell), int),
        (parse_choice(cell, choices), (str, UnknownWord)),
    ):
        assert value is None or isinstance(
            value, (CellFault, *(kinds if isinstance(kinds, tuple) else (kinds,)))
        )
        if isinstance(value, CellFault):
            assert str(value.expected).endswith((".", "?"))
            assert value.code
            assert len(value.found) <= 80


@anything
@given(st.one_of(CELLS, TEXT))
def test_cleaning_twice_is_cleaning_once(cell):
    assert clean(clean(cell)) == clean(cell)


@anything
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_comes_back_from_every_way_to_write_it(day):
    for form, order in (
        ("%Y-%m-%d", DateOrder.ISO),
        ("%d.%m.%Y", DateOrder.ISO),
        ("%d/%m/%Y", DateOrder.DMY),
        ("%m/%d/%Y", DateOrder.MDY),
        ("%d %b %Y", DateOrder.ISO),
    ):
        assert parse_date(day.strftime(form), order=order) == day


@anything
@given(
    st.lists(st.dates(date(1950, 1, 1), date(2090, 1, 1)), min_size=1),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]),
)
def test_date_order_of_a_column_is_never_wrong(days, form):
    cells = [day.strftime(form) for day in days]

    order = date_order(cells)

    wrong = DateOrder.MDY if form.startswith("%d") else DateOrder.DMY
    assert order is not wrong
    for day, cell in zip(days, cells, strict=True):
        assert parse_date(cell, order=order) == day or parse_date(cell, order=order).code == "date-unclear"


@anything
@given(
    st.decimals(-(10**6), 10**6, places=2),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("", "."), ("’", ".")]),
)
def test_every_number_comes_back_from_every_way_to_write_it(number, marks):
    grouping, point = marks
    cell = f"{number:,.2f}".replace(",", "g").replace(".", point).replace("g", grouping)

    assert parse_decimal(cell) == number
    assert decimal_mark([cell]) == point


@anything
@given(st.sampled_from(DIRECTORY_FIELDS), st.lists(st.one_of(CELLS, TEXT), max_size=8))
def test_any_column_of_any_field_is_values_or_faults(field, cells):
    read = reader_for(field, cells)

    for cell in cells:
        value = read(cell)
        assert not isinstance(value, CellFault) or (value.code and str(value.expected))


@anything
@given(
    st.lists(st.one_of(TEXT, st.sampled_from([w for f in DIRECTORY_FIELDS for w in f.synonyms])), max_size=12)
)
def test_any_header_is_mapped_one_to_one(header):
    mapping = map_columns(header, DIRECTORY_FIELDS)

    taken = [column.field for column in mapping.columns if column.field]
    assert len(taken) == len(set(taken))
    assert [column.index for column in mapping.columns] == list(range(len(header)))
    assert {column.index for column in mapping.refused} == {
        c.index for c in mapping.columns if c.how == "refused"
    }
    again = map_columns(header, DIRECTORY_FIELDS, mapping.memory())
    assert set(again.indexes) <= set(mapping.indexes)
