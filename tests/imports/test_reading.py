import csv
import io

import pytest

from mentoring.imports import tables
from mentoring.imports.reading import read_file, read_text
from mentoring.imports.tables import Refusal, Row
from tests.data import SAMPLE

UMLAUTS = "Name;Abteilung\r\nZoë Müller;Büro\r\nŠárka Œuvre;Žďár\r\n"


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        read_file(data)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_encoding_of_a_short_file_is_detected(codec, told):
    text = UMLAUTS.replace("ďá", "dá")

    table = read_file(text.encode(codec))

    assert table.encoding == told
    assert table.header == ["Name", "Abteilung"]
    assert table.rows == [Row(2, ["Zoë Müller", "Büro"]), Row(3, ["Šárka Œuvre", "Ždár"])]


def test_utf_16_big_endian_with_mark_is_read():
    assert read_file(b"\xfe\xff" + UMLAUTS.encode("utf-16-be")).rows[1].cells == ["Šárka Œuvre", "Žďár"]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_asian_names_without_mark_is_read(codec):
    assert read_file("名前\t部署\r\n田中花子\t営業\r\n".encode(codec)).rows == [Row(2, ["田中花子", "営業"])]


@pytest.mark.parametrize("name", ["José", "Jürgen Groß", "Chloé", "Søren", "naïve ’quote’ – dash"])
def test_one_accent_is_enough_to_detect_windows_1252(name):
    table = read_file(f"Name\n{name}\n".encode("cp1252"))

    assert table.rows[0].cells == [name]
    assert "Windows-1252" in str(table.notes[0])


def test_stray_nul_does_not_make_a_file_utf_16():
    assert read_file(b"Name,Team\nA\x00nna,Sales\nBo,Sales\nCy,Sales\n").rows[0].cells == [
        "A\x00nna",
        "Sales",
    ]


def test_byte_that_contradicts_the_byte_order_mark_is_refused_with_its_line():
    code, sentence = refusal(b"\xef\xbb\xbfName\nAnna\nJos\xe9\n")

    assert code == "not-text"
    assert "Line 3" in sentence
    assert "UTF-8" in sentence


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_detected_and_quoting_respected(delimiter):
    rows = [["Name", "Why"], ["Raman, Priya", "a;b;c"], ["Ade; Olu", "x,y|z\tw"], ['"Kat"', "one\ntwo"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)

    table = read_file(out.getvalue().encode())

    assert table.delimiter == delimiter
    assert [table.header, *(row.cells for row in table.rows)] == rows


def test_comma_inside_cells_does_not_beat_the_semicolon_between_them():
    table = read_file(b"Name;Team;Pay day\nRaman, Priya;Ops, EMEA;1,5\nAde, Olu;Sales, US;2,5\n")

    assert table.delimiter == ";"


def test_semicolons_in_a_topic_list_do_not_beat_commas():
    table = read_file(b"id,role,topics\nE1,mentor,a; b; c\nE2,mentor,a; b; c\n")

    assert table.delimiter == ","


def test_one_column_is_a_table():
    assert read_file(b"E-mail\na@example.org\nb@example.org\n").header == ["E-mail"]


def test_first_line_that_names_the_separator_is_followed_and_not_counted():
    table = read_file(b"sep=|\r\nName|Team\r\nA,B|C,D\r\n")

    assert (table.header, table.rows) == (["Name", "Team"], [Row(2, ["A,B", "C,D"])])


def test_header_below_title_and_blank_lines_is_found():
    table = read_file(
        b"Directory of Example Ltd\r\nAs of;2026-11-02\r\n\r\nID;Name;Team;City\r\nE1;Anna;Ops;Cork\r\n"
    )

    assert table.header == ["ID", "Name", "Team", "City"]
    assert table.header_row == 4
    assert table.rows == [Row(5, ["E1", "Anna", "Ops", "Cork"])]
    assert "row 4" in str(table.notes[0])


def test_title_that_was_padded_with_delimiters_is_not_the_header():
    assert read_file(b"Directory,,,\n,,,\nID,Name,Team,City\nE1,Anna,Ops,Cork\n").header_row == 3


def test_row_number_is_that_of_the_spreadsheet():
    data = b'ID,Note\nE1,"one\ntwo\nthree"\n\n,\nE2,x\n'

    assert [row.number for row in read_file(data).rows] == [2, 5]


def test_old_line_ends_are_read():
    assert [row.number for row in read_file(b"ID,Note\rE1,x\rE2,y\r").rows] == [2, 3]


def test_short_row_is_filled_and_long_row_is_faulty():
    table = read_file(b"a,b,c\n1\n1,2,3,4\n1,2,3,,\n1,2,3\n")

    assert table.rows == [
        Row(2, ["1", "", ""]),
        Row(3, ["1", "2", "3"], ("4",)),
        Row(4, ["1", "2", "3"]),
        Row(5, ["1", "2", "3"]),
    ]


def test_remarks_in_a_column_without_name_do_not_make_rows_faulty():
    table = read_file(b"a,b,\n1,2,call back\n3,4,\n5,6,on leave\n")

    assert [row.extra for row in table.rows] == [(), (), ()]
    assert "“b”" in str(table.notes[-1])


def test_stray_cell_in_a_wide_sheet_is_faulty():
    table = read_file(b"a,b,\n" + b"1,2,\n" * 20 + b"3,4,extra\n")

    assert [row.number for row in table.rows if row.extra] == [22]


def test_dirty_directory_keeps_every_row_with_its_number():
    table = read_file((SAMPLE / "dirty_directory.csv").read_bytes())

    numbers = [row.number for row in table.rows]
    assert numbers == [*range(2, 18), *range(19, 122)]
    assert [row for row in table.rows if row.extra] == [
        Row(19, ["X13", "Too", "Many", "x13@example.org", "Sales", "", "2024-01-05"], ("extra",))
    ]


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "rows"),
    [
        ("workday_directory.csv", "utf-8-sig", ",", 1200),
        ("bamboohr_directory.csv", "utf-8", ",", 295),
        ("personio_directory.csv", "cp1252", ";", 503),
        ("cohort_1/participants.csv", "utf-8", ",", 120),
        ("cohort_1/goals.csv", "utf-8", ",", 288),
        ("cohort_1/sessions.csv", "utf-8", ",", 336),
        ("hr_events.csv", "utf-8", ",", 343),
        ("ratings_before.csv", "utf-8", ",", 985),
    ],
)
def test_sample_file_is_read_whole(name, encoding, delimiter, rows):
    table = read_file((SAMPLE / name).read_bytes())

    assert (table.encoding, table.delimiter, len(table.rows)) == (encoding, delimiter, rows)
    assert (table.header_row, [row for row in table.rows if row.extra]) == (1, [])


def test_pasted_text_is_read_like_a_file():
    table = read_text("Name\tTeam\r\nZoë\tSales, EMEA\r\n")

    assert (table.delimiter, table.rows) == ("\t", [Row(2, ["Zoë", "Sales, EMEA"])])


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "empty"),
        (b"\n \n,,\n", "empty", "empty"),
        (b"%PDF-1.7 ...", "other-file", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "other-file", "image"),
        (b"\x1f\x8b\x08", "other-file", "compressed"),
        (b"\x01\x02\x03\x04, and so on", "not-text", "not a table"),
        (b"\xff\xfea", "not-text", "UTF-16"),
        (b"\x81\x8d\x8f", "not-text", "Line 1"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "open-quote", "row 3"),
        (b"a,b\n1,2\n" + b"x" * 10_001 + b",2\n", "long-cell", "row 3"),
        (b'a,b\n"' + b"x,\n" * 60_000, "long-cell", "row 2"),
        (b"x" * 10_001, "long-cell", "row 1"),
        (b",".join([b"c"] * 201), "too-many-columns", "201"),
        (b"a\n" + b"1\n" * 200_001, "too-many-rows", "200,000"),
        (b"x" * (20 * 1024 * 1024 + 1), "too-large", "20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unreadable_file_is_refused_with_a_reason(data, code, words):
    found, sentence = refusal(data)

    assert found == code
    assert words in sentence


def test_largest_allowed_file_is_read():
    assert len(read_file(b"a\n" + b"1\n" * 200_000).rows) == 200_000
    assert len(read_file(b",".join([b"c"] * 200)).header) == 200
    assert len(read_file(b"a\n" + b"x" * 10_000).rows[0].cells[0]) == 10_000


def test_rows_times_columns_are_bounded(monkeypatch):
    monkeypatch.setattr(tables, "MAX_CELLS", 20)

    assert len(read_file(b"a,b\n" + b"1,2\n" * 10).rows) == 10
    assert refusal(b"a,b\n" + b"1,2\n" * 11)[0] == "too-many-rows"
    assert refusal(b"a,b\n1,2\n1,2\n1,2" + b",3" * 21)[0] == "ragged"


def test_too_much_pasted_text_is_refused():
    with pytest.raises(Refusal) as caught:
        read_text("ä" * (11 * 1024 * 1024))

    assert caught.value.code == "too-large"
    assert "Upload" in str(caught.value)


def cells_of(data: bytes) -> list[list[str]]:
    table = read_file(data)
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_escaped_quotation_marks_are_read(codec, delimiter):
    text = "\r\n".join(
        [
            '"id"{}"name"{}"remark"',
            r'"1"{}"Zoë \"Zo\" Müller"{}"She said \"hi\", then; left"',
            r'"2"{}"Ann \"; \" Lee"{}"C:\temp\\"',
            '"3"{}"Bo ""B"" Coe"{}plain\\text',
            "",
        ]
    ).replace("{}", delimiter)
    assert cells_of(text.encode(codec)) == [
        ["id", "name", "remark"],
        ["1", 'Zoë "Zo" Müller', 'She said "hi", then; left'],
        ["2", 'Ann "; " Lee', "C:\\temp\\"],
        ["3", 'Bo "B" Coe', "plain\\text"],
    ]


def test_escaped_quotation_marks_below_a_title_and_a_separator_line_are_read():
    assert cells_of(b'sep=;\nExport of users\n\n"id";"name"\n"1";"\\"A; B\\""\n\n') == [
        ["id", "name"],
        ["1", '"A; B"'],
    ]


def test_escaped_quotation_mark_with_delimiters_beside_it_is_read():
    # Read without escapes, no quotation mark is misplaced: the number of cells alone tells.
    assert cells_of(rb'id,remark' b"\n" rb'1,"a \",\" b"' b"\n2,c\n") == [
        ["id", "remark"], ["1", 'a "," b'], ["2", "c"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        'id,folder,name\n1,"C:\\temp\\",Ann\n2,"D:\\","Bo"\n',
        'id,folder\n1,"C:\\temp\\"\n2,"C:\\temp\\"\n',
        'folder,id\n"C:\\temp\\",1\n"C:\\",2\n',
        'id,folder,name\n1,"C:\\temp\\","Ann ""A"" Lee"\n2,"say \\""x\\""","Bo"\n',
        'id,folder\n1,"C:\\temp\\"\n2,"D:\\",stray\n',
        'id,folder\n1,C:\\"temp\\"\n',
    ],
)
def test_backslash_that_ends_a_cell_escapes_nothing(text):
    wanted = [cells for cells in csv.reader(io.StringIO(text)) if cells]
    table = read_file(text.encode())
    found = [table.header, *([*row.cells, *row.extra] for row in table.rows)]
    assert found == wanted


@pytest.mark.parametrize("rest", ['2,"Bo",stray\n', '2,"Bo",stray\n' * 3, '2,"Bo \\"B\\" Coe\n', '2,"Bo"B\n'])
def test_file_that_neither_reading_fits_is_read_as_before(rest):
    assert cells_of(f'id,name\n1,"Ann \\"A\\" Lee"\n{rest}'.encode())[1] == ["1", 'Ann \\A\\" Lee"']
