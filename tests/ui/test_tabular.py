import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from mentoring.ui.tabular import Table, csv_response, csv_text, neutralize


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u200b=1",
        "\ufeff@x",
        "＝1",
        "\r=1",
        "\n=1",
        "\u00a0=1",
        "+49 30 123",
    ],
)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text):
    assert neutralize(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", ["-3.5", "+49", "7", "plain", "a=b", "", "naïve @ home", "-0,25", "'=1", " Anna", 5, -5, 2.5]
)
def test_other_values_are_unchanged(value):
    assert neutralize(value) == value


def test_none_is_an_empty_cell():
    assert neutralize(None) == ""


def test_csv_survives_commas_quotes_and_lines():
    rows = [["a, b", 'say "x"'], ["two\nlines", "ümlaut"]]
    text = csv_text(["One", "=Two"], rows)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [["One", "'=Two"], *rows]


def test_the_file_name_is_plain():
    assert csv_response('a"\r\nX: y', "")["Content-Disposition"] == 'attachment; filename="a-x-y.csv"'


def test_workbook_writes_text_as_text_and_dates_as_dates():
    table = Table(["=head", "day", "n"], [["=1+1", date(2026, 9, 1), 3], ["https://example.org", None, 0.5]])
    sheet = load_workbook(io.BytesIO(table.xlsx("A/B: [outcomes] of a program with a long name"))).active
    assert sheet.title == "A B   outcomes  of a program wi"
    assert [[cell.value for cell in row] for row in sheet] == [
        ["'=head", "day", "n"],
        ["'=1+1", datetime(2026, 9, 1), 3],
        ["https://example.org", None, 0.5],
    ]
    assert all(cell.hyperlink is None and cell.data_type != "f" for row in sheet for cell in row)
