"""Read the cells of one column by the field that it is."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import TypeAlias

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import (
    CellFault,
    Email,
    missing,
    parse_boolean,
    parse_choice,
    parse_email,
    parse_text,
    parse_time,
    parse_time_zone,
)
from mentoring.imports.columns import Field
from mentoring.imports.dates import DateOrder, date_order, parse_date
from mentoring.imports.numbers import decimal_mark, parse_decimal, parse_integer

Value: TypeAlias = str | Email | date | time | Decimal | int | bool | None


def reader_for(
    field: Field, column: Iterable[str], *, order: DateOrder | None = None, mark: str | None = None
) -> Callable[[str], Value | CellFault]:
    """Return the function that reads the cells of this column.

    `column` has all its cells: they decide what 03/04/2024 and 1,234 mean, unless a person has said so by
    `order`, or the caller knows the decimal `mark` (a workbook's numbers have a point).
    """
    parse = _parser(field, column, order, mark)

    def read(cell: str) -> Value | CellFault:
        value = parse(cell)
        return _missing(field) if field.required and value in (None, "") else value

    return read


def read_column(
    field: Field, column: Sequence[str], *, order: DateOrder | None = None, mark: str | None = None
) -> list[Value | CellFault]:
    """Return the value or the fault of each cell, as reader_for reads them.

    Each different cell is read once: departments, managers and dates repeat thousands of times.
    """
    read = reader_for(field, column, order=order, mark=mark)
    values: dict[str, Value | CellFault]
    if field.kind == "name":
        # One plain word is itself, without asking: that is half of the cells of a large file.
        values = {
            cell: cell if cell.isascii() and cell.isalnum() and len(cell) <= field.max_length else read(cell)
            for cell in set(column)
        }
    else:
        values = {cell: read(cell) for cell in set(column)}
    return [values[cell] for cell in column]


def _parser(
    field: Field, column: Iterable[str], order: DateOrder | None, mark: str | None
) -> Callable[[str], Value | CellFault]:
    if field.kind == "date":
        column_order = order or date_order(column)
        return lambda cell: parse_date(cell, order=column_order)
    if field.kind == "decimal":
        column_mark = mark or decimal_mark(column)
        return lambda cell: parse_decimal(cell, mark=column_mark)
    if field.kind == "choice" and field.choices is not None:
        choices = field.choices
        return lambda cell: parse_choice(cell, choices)
    if field.kind == "name":
        return lambda cell: parse_text(cell, max_length=field.max_length, is_name=True)
    if field.kind == "text":
        return lambda cell: parse_text(cell, max_length=field.max_length, keeps_lines=True)
    return PARSERS[field.kind]


PARSERS: dict[str, Callable[[str], Value | CellFault]] = {
    "email": parse_email,
    "integer": parse_integer,
    "boolean": parse_boolean,
    "time": parse_time,
    "time_zone": parse_time_zone,
}


def _missing(field: Field) -> CellFault:
    if field.kind == "email":
        return missing(_("Enter an email address."))
    return missing(format_lazy(_("This cell is blank, but “{field}” is required."), field=field.label))
