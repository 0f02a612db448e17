import csv
import io

import pytest

from mentoring.ui.tabular import csv_response, csv_text, neutralize


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
def test_everything_else_stays(value):
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
