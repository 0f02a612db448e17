"""Read the cells of one column by the field that it is."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import TypeAlias

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.amounts import Percent, parse_count, parse_minutes, parse_rating
from mentoring.imports.cells import (
    CellFault,
    Email,
    missing,
    parse_boolean,
    parse_email,
    parse_name,
    parse_text,
    parse_time,
    parse_time_zone,
)
from mentoring.imports.choices import UnknownWord, parse_choice
from mentoring.imports.dates import DateOrder, date_order, order_in_heading, parse_date
from mentoring.imports.fields import DATES, Field
from mentoring.imports.identifiers import parse_id
from mentoring.imports.moments import Moment, parse_deadline, parse_moment
from mentoring.imports.numbers import decimal_mark, parse_decimal, parse_integer
from mentoring.imports.placeholders import NO_PERSON, NOTHING

HARDLY_REPEATING = frozenset({"id", "email"})
Value: TypeAlias = str | Email | Moment | UnknownWord | date | time | Decimal | int | bool | None


def reader_for(
    field: Field,
    column: Iterable[str],
    *,
    order: DateOrder | None = None,
    mark: str | None = None,
    heading: str = "",
    is_required: bool | None = None,
) -> Callable[[str], Value | CellFault]:
    """Return the function that reads the cells of this column.

    `column` has all its cells: they decide what 03/04/2024 and 1,234 mean, unless a person has said so by
    `order`, the `heading` does, or the caller knows the decimal `mark` (a workbook's numbers have a point).
    """
    parse = _parser(field, column, order or order_in_heading(heading), mark)
    if not (field.required if is_required is None else is_required):
        return parse

    def read(cell: str) -> Value | CellFault:
        value = parse(cell)
        return _missing(field) if value in (None, "") else value

    return read


def read_column(
    field: Field,
    column: Sequence[str],
    *,
    order: DateOrder | None = None,
    mark: str | None = None,
    heading: str = "",
    is_required: bool | None = None,
) -> list[Value | CellFault]:
    """Return the value or the fault of each cell, as reader_for reads them.

    Each different cell is read once: departments, managers and dates repeat thousands of times.
    """
    read = reader_for(field, column, order=order, mark=mark, heading=heading, is_required=is_required)
    return list(map(read if field.kind in HARDLY_REPEATING else _ReadOnce(read).__getitem__, column))


class _ReadOnce(dict[str, Value | CellFault]):
    """The values of cells, read when they are first asked for."""

    def __init__(self, read: Callable[[str], Value | CellFault]) -> None:
        self.read = read

    def __missing__(self, cell: str) -> Value | CellFault:
        value = self[cell] = self.read(cell)
        return value


def _parser(
    field: Field, column: Iterable[str], order: DateOrder | None, mark: str | None
) -> Callable[[str], Value | CellFault]:
    if field.kind in DATES:
        column_order, parse = order or date_order(column), DATE_PARSERS[field.kind]
        return lambda cell: parse(cell, order=column_order)
    if field.kind == "decimal":
        column_mark, limit = mark or decimal_mark(column), field.limit
        least = None if limit is None else -limit
        return lambda cell: parse_decimal(cell, mark=column_mark, least=least, most=limit)
    if field.kind == "percent":
        return Percent(column)
    if field.kind == "choice" and field.choices is not None:
        choices = field.choices
        return lambda cell: parse_choice(cell, choices)
    if field.kind == "id":
        return lambda cell: parse_id(cell, max_length=field.max_length)
    if field.kind in {"name", "person"}:
        nothing = NO_PERSON if field.kind == "person" else NOTHING if not field.is_literal else frozenset()
        return lambda cell: parse_name(cell, max_length=field.max_length, nothing=nothing)
    if field.kind == "text":
        return lambda cell: parse_text(cell, max_length=field.max_length, keeps_lines=True)
    return PARSERS[field.kind]


DATE_PARSERS: dict[str, Callable[..., Value | CellFault]] = {
    "date": parse_date,
    "moment": parse_moment,
    "deadline": parse_deadline,
}
PARSERS: dict[str, Callable[[str], Value | CellFault]] = {
    "email": parse_email,
    "integer": parse_integer,
    "count": parse_count,
    "minutes": parse_minutes,
    "rating": parse_rating,
    "boolean": parse_boolean,
    "time": parse_time,
    "time_zone": parse_time_zone,
}


def _missing(field: Field) -> CellFault:
    if field.kind == "email":
        return missing(_("Enter an email address."))
    return missing(format_lazy(_("This cell is blank, but “{field}” is required."), field=field.label))
