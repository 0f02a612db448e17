from decimal import Decimal

import pytest

from mentoring.imports.cells import CellFault
from mentoring.imports.numbers import decimal_mark, parse_decimal, parse_integer


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("3.5", "3.5"), ("3,5", "3.5"), ("-3,25", "-3.25"), ("+7", "7"),
        ("1,234.5", "1234.5"), ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"), ("1 234,5", "1234.5"), ("1\u00a0234,5", "1234.5"), ("1’234.5", "1234.5"),
        ("0.125", "0.125"), (".5", "0.5"), (",5", "0.5"), ("32%", "32"),
        ("32,5 %", "32.5"), ("1234567,891", "1234567.891"),
    ],
)  # fmt: skip
def test_decimal_is_read_with_comma_or_point(cell, number):
    assert parse_decimal(cell) == Decimal(number)


@pytest.mark.parametrize(("mark", "number"), [(".", "1234"), (",", "1.234")])
def test_one_mark_before_three_digits_follows_the_column(mark, number):
    assert parse_decimal("1,234", mark=mark) == Decimal(number)


def test_one_mark_before_three_digits_alone_is_unclear():
    fault = parse_decimal("1.234")

    assert isinstance(fault, CellFault)
    assert fault.code == "number-unclear"
    assert "This may be 1234 or 1.2340." in str(fault.expected)
    assert [parse_decimal("1234"), parse_decimal("1.2340")] == [Decimal("1234"), Decimal("1.234")]


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1,234", "3.5"], "."), (["1.234", "3,5"], ","), (["1,234.5"], "."), (["1.234.567"], ","),
        (["1,234", "7"], None), (["3.5", "3,5"], None), ([], None),
    ],
)  # fmt: skip
def test_mark_is_decided_from_the_whole_column(column, mark):
    assert decimal_mark(column) == mark


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("many", "number"), ("1.2,3.4", "number"), ("1,23,4.5", "number"), ("--3", "number"), ("%", "number"),
        ("1e5", "number"), ("NaN", "number"), ("1" * 16, "number-too-long"),
    ],
)  # fmt: skip
def test_invalid_number_is_a_fault(cell, code):
    fault = parse_decimal(cell)

    assert isinstance(fault, CellFault)
    assert fault.code == code


def test_integer_is_whole_and_within():
    assert [parse_integer(cell) for cell in ("3", "3.0", "-2", "1,234", "1.234.567", "", " 60 ")] == [
        3, 3, -2, 1234, 1234567, None, 60,
    ]  # fmt: skip
    assert parse_integer("3.5").code == "integer"
    assert parse_integer("0", least=1).code == "too-small"
    assert "10" in str(parse_integer("11", most=10).expected)
    assert parse_integer("x").code == "number"


def test_decimal_outside_its_limits_is_a_fault():
    assert parse_decimal("10,5", most=10).code == "too-large"
    assert parse_decimal("-0.5", least=0).code == "too-small"
