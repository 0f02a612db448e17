import io
import struct
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from mentoring.imports import archives
from mentoring.imports.reading import read_file
from mentoring.imports.tables import Refusal, Row


def workbook(sheets: dict[str, list[list]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value)
    book.close()
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return out.getvalue()


def change(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return the workbook with something else in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entries = {entry: source.read(entry) for entry in source.namelist()}
    assert old in entries[name]
    entries[name] = entries[name].replace(old, new)
    return archive(entries)


def refusal(data: bytes, **named: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        read_file(data, **named)
    return caught.value.code, str(caught.value)


def test_values_are_the_strings_of_a_csv():
    data = workbook(
        {
            "Data": [
                ["text", "whole", "decimal", "day", "moment", "yes", "sum", "long"],
                [
                    "  Zoë\n2 ",
                    7.0,
                    0.1 + 0.2,
                    date(2024, 1, 5),
                    datetime(2024, 1, 5, 8, 30),
                    True,
                    "=1+1",
                    1e15,
                ],
                ["-", -3, 1e-7, datetime(2024, 1, 5), None, False, None, 12345678901234567],
            ]
        }
    )

    table = read_file(data)

    assert table.encoding == "xlsx"
    assert table.rows[0].cells == [
        "  Zoë\n2 ", "7", "0.3", "2024-01-05", "2024-01-05 08:30:00", "TRUE", "0",
        "1000000000000000",
    ]  # fmt: skip
    assert table.rows[1].cells == ["-", "-3", "0.0000001", "2024-01-05", "", "FALSE", "", "12345678901234600"]


def test_first_sheet_with_something_in_it_is_read_unless_one_is_named():
    data = workbook({"Cover": [], "People": [["ID"], ["E1"]], "Other": [["ID"], ["E2"]]})

    table = read_file(data)

    assert table.rows == [Row(2, ["E1"])]
    assert "“People”" in str(table.notes[0])
    assert read_file(data, sheet="Other").rows == [Row(2, ["E2"])]
    code, sentence = refusal(data, sheet="Nobody")
    assert code == "no-such-sheet"
    assert "Cover, People, Other" in sentence


def test_rows_have_the_numbers_that_the_spreadsheet_shows():
    data = workbook({"A": [[], ["Report of people"], [], ["", "ID", "Name"], [], ["", "E1", "Anna"]]})

    table = read_file(data)

    assert (table.header_row, [row.number for row in table.rows]) == (4, [6])


def test_formatting_far_below_the_table_is_no_cell():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "ID")
    sheet.write(1, 0, "E1")
    sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    book.close()

    assert read_file(out.getvalue()).rows == [Row(2, ["E1"])]


@pytest.mark.parametrize(
    "far",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c s="0" r="XFD1048576"><v>1</v></c>',
        b"<c r = 'xfd1048576' ><v>1</v></c>",
        b'<x:c xmlns:x="y" r="XFD1048576"><v>1</v></x:c>',
    ],
)
def test_cell_in_the_last_corner_is_refused_before_memory_is_allocated(far):
    data = change(workbook({"A": [["ID"]]}), "xl/worksheets/sheet1.xml", b"</row>", far + b"</row>")

    code, sentence = refusal(data)

    assert code == "far-cells"
    assert "1,048,576" in sentence


@pytest.mark.parametrize(
    "odd",
    [
        b'<c x=">" r="XFD1048576"><v>1</v></c>',
        b'<c x="<" r="XFD1048576"><v>1</v></c>',
        b'<c r="&#88;FD1048576"><v>1</v></c>',
        b"<c r=XFD1048576><v>1</v></c>",
        b"<c><v>1</v></c>",
    ],
)
def test_cell_without_a_readable_address_is_refused(odd):
    data = change(workbook({"A": [["ID"]]}), "xl/worksheets/sheet1.xml", b"</row>", odd + b"</row>")

    assert refusal(data)[0] == "damaged"


def test_far_cell_is_found_where_pieces_are_cut(monkeypatch):
    monkeypatch.setattr(archives, "PIECE", 7)
    data = workbook({"A": [["ID"], ["E1"]]})
    far = change(data, "xl/worksheets/sheet1.xml", b"</row>", b'<c r="XFD1048576"><v>1</v></c></row>')

    assert read_file(data).rows == [Row(2, ["E1"])]
    assert refusal(far)[0] == "far-cells"


def test_archive_that_unpacks_to_too_much_is_refused():
    code, sentence = refusal(archive({"xl/workbook.xml": b" " * (101 * 1024 * 1024)}))

    assert code == "unpacks-too-large"
    assert "100 MB" in sentence


def test_archive_with_a_false_size_is_refused():
    data = bytearray(archive({"xl/workbook.xml": b" " * (101 * 1024 * 1024)}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 1000)

    assert refusal(bytes(data))[0] == "unpacks-too-large"


def test_archive_with_too_high_compression_is_refused():
    assert refusal(archive({"xl/workbook.xml": b" " * (20 * 1024 * 1024)}))[0] == "unpacks-too-large"


def test_archive_of_too_many_entries_is_refused():
    entries = {f"xl/{number}.xml": b"" for number in range(2_000)}

    assert refusal(archive({"xl/workbook.xml": b"", **entries}))[0] == "unpacks-too-large"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook", "other-file", ".xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected",
            "password",
        ),
        (archive({"content.xml": b"", "mimetype": b""}), "other-file", "OpenDocument"),
        (archive({"xl/workbook.bin": b""}), "other-file", "binary"),
        (archive({"word/document.xml": b""}), "other-file", "not a spreadsheet"),
        (archive({"people.csv": b"ID\n"}), "other-file", "Unpack"),
        (archive({"xl/workbook.xml": b"<workbook"}), "damaged", "damaged"),
        (b"PK\x03\x04 and nothing more", "damaged", "damaged"),
        (workbook({"A": []}), "empty", "empty"),
        (workbook({"A": [["ID"]]})[:-30], "damaged", "damaged"),
        (workbook({"A": [["ID"]]}) + b"more", "damaged", "damaged"),
    ],
)
def test_other_file_is_refused_with_its_reason(data, code, words):
    found, sentence = refusal(data)

    assert found == code
    assert words in sentence


def test_encrypted_entry_is_refused():
    data = bytearray(workbook({"A": [["ID"]]}))
    directory = data.find(b"PK\x01\x02")
    data[directory + 8] |= 1

    assert refusal(bytes(data))[0] == "protected"
