from datetime import date

import pytest

from mentoring.imports.cells import CellFault
from mentoring.imports.dates import DateOrder, date_order, parse_date
from mentoring.imports.reading import read_file
from tests.data import SAMPLE

FIFTH = date(2024, 1, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-05", " 2024-1-5 ", "2024/01/05", "2024.01.05", "20240105", "05.01.2024",
        "5.1.2024", "5. 1. 2024",
        "5 January 2024", "05-Jan-2024", "Jan 5, 2024", "January 05 2024", "5. Januar 2024",
        "45296", "45296.75",
        "2024-01-05T08:30:00Z", "2024-01-05 08:30", "2024-01-05 08:30:00.000+01:00", "05.01.2024 8:30",
        "2024-01-05\u00a0",
    ],
)  # fmt: skip
def test_date_is_read_however_it_is_written(cell):
    assert parse_date(cell) == FIFTH


def test_german_months_are_read():
    assert [parse_date(f"3. {month} 2024").month for month in ("März", "Mai", "Okt.", "Dezember")] == [
        3,
        5,
        10,
        12,
    ]


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("03/04/2024", DateOrder.DMY, date(2024, 4, 3)),
        ("03/04/2024", DateOrder.MDY, date(2024, 3, 4)),
        ("03-04-2024", DateOrder.DMY, date(2024, 4, 3)),
        ("27/03/2024", DateOrder.ISO, date(2024, 3, 27)),
        ("03/27/2024", DateOrder.ISO, date(2024, 3, 27)),
        ("03/27/2024", DateOrder.DMY, date(2024, 3, 27)),
        ("03/04/24", DateOrder.DMY, date(2024, 4, 3)),
        ("3-Apr-21", DateOrder.ISO, date(2021, 4, 3)),
        ("3-Apr-71", DateOrder.ISO, date(1971, 4, 3)),
        ("03.04.21", DateOrder.ISO, date(2021, 4, 3)),
        ("3 de abril de 2021", DateOrder.ISO, date(2021, 4, 3)),
        ("3 juillet 2021", DateOrder.ISO, date(2021, 7, 3)),
        ("1er août 2021", DateOrder.ISO, date(2021, 8, 1)),
        ("Samstag, 3. April 2021", DateOrder.ISO, date(2021, 4, 3)),
        ("samedi 3 avril 2021", DateOrder.ISO, date(2021, 4, 3)),
        ("2026/01/08 9:14:03 AM MEZ", DateOrder.ISO, date(2026, 1, 8)),
        ("31.12.9999", DateOrder.ISO, None),
        ("Present", DateOrder.ISO, None),
        ("00/00/0000", DateOrder.ISO, None),
        ("03/03/2024", DateOrder.AMBIGUOUS, date(2024, 3, 3)),
        ("03.04.2024", DateOrder.MDY, date(2024, 4, 3)),
        ("", DateOrder.DMY, None),
        ("–", DateOrder.DMY, None),
    ],
)
def test_date_with_slashes_follows_the_order(cell, order, day):
    assert parse_date(cell, order=order) == day


@pytest.mark.parametrize(
    ("cell", "order", "code", "words"),
    [
        (
            "2024-02-31",
            DateOrder.ISO,
            "date-impossible",
            "Day 31 does not exist: month 2 of 2024 has 29 days",
        ),
        ("2023-02-29", DateOrder.ISO, "date-impossible", "28 days"),
        ("31.11.2024", DateOrder.ISO, "date-impossible", "Day 31 does not exist: month 11"),
        ("2024-13-01", DateOrder.ISO, "date-impossible", "Month 13 does not exist"),
        ("32/27/2024", DateOrder.DMY, "date-impossible", "Month 27 does not exist"),
        ("00/00/2024", DateOrder.ISO, "date-impossible", "Month 0 does not exist"),
        ("03/04/2024", DateOrder.ISO, "date-unclear", "2024-04-03 or 2024-03-04"),
        ("03/04/2024", DateOrder.AMBIGUOUS, "date-unclear", "Day and month are ambiguous"),
        ("03-04-24", DateOrder.DMY, "date-short-year", "four digits"),
        ("0024-01-05", DateOrder.ISO, "date-out-of-range", "between 1900 and 2200"),
        ("05.01.3024", DateOrder.ISO, "date-out-of-range", "between 1900 and 2200"),
        ("soon", DateOrder.ISO, "date", "such as 2026-11-02"),
        ("2024", DateOrder.ISO, "date", "such as 2026-11-02"),
        ("5 Foo 2024", DateOrder.ISO, "date", "such as 2026-11-02"),
        ("2024-W01-5", DateOrder.ISO, "date", "such as 2026-11-02"),
    ],
)
def test_invalid_date_is_a_fault_with_a_reason(cell, order, code, words):
    fault = parse_date(cell, order=order)

    assert isinstance(fault, CellFault)
    assert (fault.found, fault.code) == (cell, code)
    assert words in str(fault.expected)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ([], DateOrder.ISO),
        (["2024-01-05", "", "31.12.2024"], DateOrder.ISO),
        (["03/27/2023", "07/08/2024", ""], DateOrder.MDY),
        (["27/03/2023", "07/08/2024"], DateOrder.DMY),
        (["03/04/2024", "05/06/2024"], DateOrder.AMBIGUOUS),
        (["03/03/2024"], DateOrder.ISO),
        (["2024-01-05", "2024-01-06", "03/04/2024"], DateOrder.ISO),
        (["03/04/2024", "05/06/2024", "2024-01-06"], DateOrder.AMBIGUOUS),
        (["27/03/2024", "03/27/2024", "03/04/2024"], DateOrder.ISO),
        (["27/03/2024"] * 30 + ["03/27/2024"], DateOrder.DMY),
        (["Mar 5, 2024", "03/04/2024"], DateOrder.ISO),
        (["03/04/2024 8:30", "05/06/2024 9:00"], DateOrder.AMBIGUOUS),
    ],
)
def test_order_is_decided_from_the_whole_column(column, order):
    assert date_order(column) is order


@pytest.mark.parametrize(
    ("name", "column", "order"),
    [
        ("workday_directory.csv", "Original Hire Date", DateOrder.ISO),
        ("personio_directory.csv", "Eintrittsdatum", DateOrder.ISO),
        ("bamboohr_directory.csv", "Hire Date", DateOrder.MDY),
        ("dirty_directory.csv", "Start date", DateOrder.ISO),
    ],
)
def test_dates_of_sample_directories_are_all_read(name, column, order):
    table = read_file((SAMPLE / name).read_bytes())
    at = table.header.index(column)
    cells = [row.cells[at] for row in table.rows]

    assert date_order(cells) is order
    faulty = [cell for cell in cells if isinstance(parse_date(cell, order=order), CellFault)]
    assert faulty == (["2024-02-31", "03/04/2024"] if name == "dirty_directory.csv" else [])


def test_three_ways_to_write_a_directory_give_the_same_days():
    days = {}
    for name, column in (
        ("workday_directory.csv", "Original Hire Date"),
        ("personio_directory.csv", "Eintrittsdatum"),
        ("bamboohr_directory.csv", "Hire Date"),
    ):
        table = read_file((SAMPLE / name).read_bytes())
        at = table.header.index(column)
        order = date_order(row.cells[at] for row in table.rows)
        days[name] = {row.cells[0]: parse_date(row.cells[at], order=order) for row in table.rows}

    for name in ("personio_directory.csv", "bamboohr_directory.csv"):
        assert days[name].items() <= days["workday_directory.csv"].items()
