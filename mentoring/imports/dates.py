"""Read dates as people and programs write them, and infer from a whole column what 03/04/2024 means."""

import calendar
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, clean, fault, spreadsheet_error
from mentoring.imports.date_words import month_of, weekday_of
from mentoring.imports.placeholders import ENDLESS_YEARS, FIRST_DAYS, NO_DATE, ZERO_DATE, is_nothing
from mentoring.ui import formats

ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
BASIC = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d\d)")
SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})|(\d{1,2})/(\d{1,2})/(\d\d)")
SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}")
SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?[. -]+(?:de )?([^\W\d_]{3,})[., -]+(?:de )?(\d{4}|\d\d)")
MONTH_FIRST = re.compile(r"([^\W\d_]{3,})[. ]+(\d{1,2})(?:st|nd|rd|th)?[., ]+(\d{4})")
WEEKDAY = re.compile(r"([^\W\d_]{2,10})[.,]{0,2} ?(?=\S*\d|[^\W\d_]{3,})")
ZONE = r"(?: ?(?:Z|[A-Z]{3,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})(?:\[\w+/\w+\])?)?"
TIME_OF_DAY = re.compile(
    r"(?:[T ]|, )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: Uhr)?" + ZONE + r"$"
    r"|(?:(?<=\d{4})|(?<=\d{4}-\d\d-\d\d))[T ]\d{1,2}[.h]\d{2}(?: Uhr)?" + ZONE + r"$"
)
# Day 0 of a spreadsheet, which counts a 29 February 1900; later days are correct.
SERIAL_EPOCH = date(1899, 12, 30)
# Longer than the longest way to write a date and a time.
MAX_LENGTH = 60
FIRST_YEAR, LAST_YEAR = 1900, 2200
# The last two-digit year of this century, as POSIX has it.
THIS_CENTURY = 68
# The ratio of dates in one order to dates in the other; below it, the column is mixed.
CLEAR_MAJORITY = 10
# "(mm/dd/yyyy)" or "TT.MM.JJJJ" in a heading.
DAY_HINT = re.compile(r"\b([dtj]{1,2})[/. -]?(m{1,2})[/. -]?([yja]{2,4})\b", re.IGNORECASE)
MONTH_HINT = re.compile(r"\b(m{1,2})[/. -]?([dtj]{1,2})[/. -]?([yja]{2,4})\b", re.IGNORECASE)


class DateOrder(Enum):
    """What 03/04/2024 means in a column: 3 April, March 4, or ambiguous."""

    ISO = "iso"
    DMY = "dmy"
    MDY = "mdy"
    AMBIGUOUS = "ambiguous"


def order_in_heading(heading: str) -> DateOrder | None:
    """Return the order that a heading names, such as "Hire Date (mm/dd/yyyy)"."""
    if DAY_HINT.search(heading):
        return DateOrder.DMY
    return DateOrder.MDY if MONTH_HINT.search(heading) else None


def date_order(values: Iterable[str]) -> DateOrder:
    """Return the order of a whole column, so that the person is asked once, and only when asking helps.

    DMY or MDY when some date can be read in one order only (27/03/2024). AMBIGUOUS when dates with slashes
    are the rule and each could be either. ISO when there are none, when they are the exception among dates
    that say their order, or when the column mixes both: then each unclear cell is a fault of its own.
    """
    day_first, month_first, unclear, plain = _counts(values)
    if day_first > month_first * CLEAR_MAJORITY:
        return DateOrder.DMY
    if month_first > day_first * CLEAR_MAJORITY:
        return DateOrder.MDY
    if unclear > plain and not day_first and not month_first:
        return DateOrder.AMBIGUOUS
    return DateOrder.ISO


def order_elsewhere(columns: Iterable[Iterable[str]]) -> DateOrder | None:
    """Return the order of a file's dates, for a column that does not tell; None when the columns disagree."""
    day_first = month_first = 0
    for values in columns:
        counts = _counts(values)
        day_first, month_first = day_first + counts[0], month_first + counts[1]
    if bool(day_first) is bool(month_first):
        return None
    return DateOrder.DMY if day_first else DateOrder.MDY


def _counts(values: Iterable[str]) -> tuple[int, int, int, int]:
    """Return how many dates have the day first, the month first, could have either, and say their order."""
    day_first = month_first = unclear = plain = 0
    for value, count in Counter(values).items():
        text = day_part(value)
        parts = _slashed_parts(text)
        if parts is None:
            plain += count if text and _plain_parts(text) else 0
            continue
        first, second, _year = parts
        if first > 12 >= second:
            day_first += count
        elif second > 12 >= first:
            month_first += count
        elif first != second and first <= 12:
            unclear += count
    return day_first, month_first, unclear, plain


def parse_date(cell: str, *, order: DateOrder = DateOrder.ISO) -> date | CellFault | None:
    """Return the day, None for a blank cell and for what means "no date". A time of day behind it is left out."""
    if len(cell) == 10 and cell[4] == cell[7] == "-" and cell.isascii():
        # Nearly every cell of a large file; takes half the time.
        try:
            day = date.fromisoformat(cell)
        except ValueError:
            pass
        else:
            return _within_years(cell, day)
    text = day_part(cell) if cell else ""
    if not text or is_nothing(text, NO_DATE) or ZERO_DATE.fullmatch(text):
        return None
    serial = SERIAL.fullmatch(text)
    if serial:
        return SERIAL_EPOCH + timedelta(days=int(serial[1]))
    slashed = _slashed_parts(text)
    if slashed:
        return _slashed(cell, *slashed, order)
    parts = _plain_parts(text)
    if parts:
        return _day(cell, *parts)
    weekday = WEEKDAY.match(text)
    if weekday and weekday_of(weekday[1]) is not None and (rest := text[weekday.end() :]) != text:
        return _on_weekday(cell, parse_date(rest, order=order), weekday[1])
    if problem := spreadsheet_error(text):
        return problem
    if SHORT_YEAR.fullmatch(text):
        return fault(cell, _("Enter the year with four digits, such as 2026-11-02."), "date-short-year")
    return fault(cell, _("Enter a date such as 2026-11-02."), "date")


def day_part(cell: str) -> str:
    """Return the cell's text without a time of day."""
    return TIME_OF_DAY.sub("", clean(cell)[:MAX_LENGTH])


def _plain_parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a date that says its own order, whether or not there is such a day."""
    if match := ISO.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := BASIC.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := DOTTED.fullmatch(text):
        return _year(match[3]), int(match[2]), int(match[1])
    if (match := DAY_FIRST.fullmatch(text)) and (month := month_of(match[2])):
        return _year(match[3]), month, int(match[1])
    if (match := MONTH_FIRST.fullmatch(text)) and (month := month_of(match[1])):
        return int(match[3]), month, int(match[2])
    return None


def _slashed_parts(text: str) -> tuple[int, int, int] | None:
    """Return the first two numbers and the year of a date that does not say its order."""
    match = SLASHED.fullmatch(text)
    if not match:
        return None
    if match[1]:
        return int(match[1]), int(match[3]), int(match[4])
    return int(match[5]), int(match[6]), _year(match[7])


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= THIS_CENTURY else 1900)


def _slashed(cell: str, first: int, second: int, year: int, order: DateOrder) -> date | CellFault | None:
    # Where only one of the two can be a month, the date says its order, whatever the others say.
    if order is DateOrder.DMY and second <= 12:
        return _day(cell, year, second, first)
    if order is DateOrder.MDY and first <= 12:
        return _day(cell, year, first, second)
    if first > 12 or first == second:
        return _day(cell, year, second, first)
    if second > 12:
        return _day(cell, year, first, second)
    if year in ENDLESS_YEARS:
        return None
    return fault(
        cell,
        format_lazy(
            _("Day and month are ambiguous: this may be {one} or {other}. Enter one of these."),
            one=f"{year:04}-{second:02}-{first:02}",
            other=f"{year:04}-{first:02}-{second:02}",
        ),
        "date-unclear",
    )


def _day(cell: str, year: int, month: int, day: int) -> date | CellFault | None:
    if year in ENDLESS_YEARS or (year, month, day) in FIRST_DAYS:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _out_of_range(cell)
    if not 1 <= month <= 12:
        return fault(
            cell,
            format_lazy(_("Month {month} does not exist. Enter a date such as 2026-11-02."), month=month),
            "date-impossible",
        )
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return fault(
            cell,
            format_lazy(
                _("Day {day} does not exist: month {month} of {year} has {last} days."),
                day=day,
                month=month,
                year=year,
                last=last,
            ),
            "date-impossible",
        )
    return date(year, month, day)


def _on_weekday(cell: str, day: date | CellFault | None, word: str) -> date | CellFault | None:
    """Refuse a date whose weekday is another one: one of the two is wrong."""
    if not isinstance(day, date) or weekday_of(word) == day.weekday():
        return day
    return fault(
        cell,
        format_lazy(
            _("The weekday does not fit: this date is a {weekday}. Correct one of them."),
            weekday=formats.weekday_lazy(day),
        ),
        "date-weekday",
    )


def _within_years(cell: str, day: date) -> date | CellFault | None:
    if FIRST_YEAR < day.year <= LAST_YEAR:
        return day
    return _day(cell, day.year, day.month, day.day)


def _out_of_range(cell: str) -> CellFault:
    return fault(
        cell,
        format_lazy(_("Enter a year between {first} and {last}."), first=FIRST_YEAR, last=LAST_YEAR),
        "date-out-of-range",
    )
