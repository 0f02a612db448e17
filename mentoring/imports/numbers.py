"""Read numbers with a decimal comma or point, inferred from the whole column."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, clean, fault, spreadsheet_error
from mentoring.imports.placeholders import is_nothing

SHAPE = re.compile(r"([+-]?)([0-9][0-9.,]*|[.,][0-9]+)")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
# Thousands may also be set apart by blanks (already single here) or apostrophes.
APART = re.compile(r"(?<=[0-9])[ '’](?=[0-9]{3}(?:[^0-9]|$))")
MAX_DIGITS = 15
OTHER_MARK = {".": ",", ",": "."}


def decimal_mark(values: Iterable[str]) -> str | None:
    """Return the mark before the decimals of this column, None when no cell tells it.

    "3.5" and "1,234.5" tell a point; "1,234" alone may be a thousand or a little over one.
    """
    votes = {".": 0, ",": 0}
    for value in values:
        mark = _own_mark(APART.sub("", clean(value)).rstrip("% "))
        if mark:
            votes[mark] += 1
    if bool(votes["."]) is bool(votes[","]):
        return None
    return "." if votes["."] else ","


def _own_mark(text: str) -> str | None:
    """Return the decimal mark that this number alone gives away."""
    body = text.lstrip("+-")
    last = max(body.rfind("."), body.rfind(","))
    if last < 0 or not SHAPE.fullmatch(text):
        return None
    mark = body[last]
    if OTHER_MARK[mark] in body:
        return mark
    if body.count(mark) > 1:
        return OTHER_MARK[mark]
    return None if GROUPED.fullmatch(body) else mark


def parse_decimal(
    cell: str,
    *,
    mark: str | None = None,
    least: Decimal | int | None = None,
    most: Decimal | int | None = None,
) -> Decimal | CellFault | None:
    """Return the number, None for a blank cell. `mark` is what decimal_mark said of the column.

    A percent sign behind the number is left out: 32 % is 32.
    """
    whole_text = clean(cell)
    if not whole_text or is_nothing(whole_text):
        return None
    text = APART.sub("", whole_text).rstrip("% ")
    match = SHAPE.fullmatch(text.replace("\u2212", "-"))
    if not match:
        return _not_a_number(cell)
    sign, body = match.groups()
    mark = _own_mark(body) or mark
    if mark is None and ("." in body or "," in body):
        return fault(
            cell,
            format_lazy(
                _("This may be {large} or {small}. Enter one of these."),
                large=re.sub("[.,]", "", body),
                small=f"{body.replace(',', '.')}0",
            ),
            "number-unclear",
        )
    whole, _mark, decimals = body.rpartition(mark) if mark and mark in body else (body, "", "")
    grouping = OTHER_MARK.get(mark or ".", ",")
    if (
        grouping in decimals
        or (grouping in whole and not GROUPED.fullmatch(whole))
        or (mark and mark in whole)
    ):
        return _not_a_number(cell)
    digits = whole.replace(grouping, "") or "0"
    if len(digits) + len(decimals) > MAX_DIGITS:
        return fault(cell, _("This number has too many digits."), "number-too-long")
    return _within(cell, Decimal(f"{sign}{digits}{'.' if decimals else ''}{decimals}"), least, most)


def parse_integer(cell: str, *, least: int | None = None, most: int | None = None) -> int | CellFault | None:
    """Return the whole number, None for a blank cell. 3.0 is one, 3.5 is not."""
    # In a column of whole numbers a mark before three digits can only set thousands apart.
    text = clean(cell)
    grouped = GROUPED.fullmatch(text.lstrip("+-"))
    number = parse_decimal(text.replace(grouped[1], "") if grouped else cell)
    if number is None or isinstance(number, CellFault):
        return number
    if number != number.to_integral_value():
        return fault(cell, _("Enter a whole number, without decimals."), "integer")
    within = _within(cell, number, least, most)
    return within if isinstance(within, CellFault) else int(within)


def _not_a_number(cell: str) -> CellFault:
    if problem := spreadsheet_error(clean(cell)):
        return problem
    return fault(cell, _("Enter a number in digits."), "number")


def _within(
    cell: str, number: Decimal, least: Decimal | int | None, most: Decimal | int | None
) -> Decimal | CellFault:
    if least is not None and number < least:
        return fault(
            cell, format_lazy(_("The smallest number allowed is {least}."), least=least), "too-small"
        )
    if most is not None and number > most:
        return fault(cell, format_lazy(_("The largest number allowed is {most}."), most=most), "too-large")
    return number
