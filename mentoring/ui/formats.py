"""Format dates, numbers and durations in the language of the page. All functions are template filters."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from babel import Locale, dates, numbers
from babel.lists import format_list
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, ngettext

Number = int | float | Decimal
MINUS = "\N{MINUS SIGN}"


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def current_locale() -> Locale:
    return _locale(get_language() or "en")


def date(value: dt.date | None, style: str = "medium") -> str:
    """Return a date. "day" has no year and "short" none if it is this year; "medium", "long" and "full" have one.

    A datetime is shown in the current time zone. None is an en dash.
    """
    if value is None:
        return "–"
    if isinstance(value, dt.datetime):
        value = _local(value).date()
    if style == "short":
        style = "day" if value.year == timezone.localdate().year else "medium"
    return _formatted_date(value, style, get_language() or "en")


# Cached: the rows of a list share few dates, and Babel parses the pattern each time.
@lru_cache(maxsize=4096)
def _formatted_date(value: dt.date, style: str, language: str) -> str:
    if style == "day":
        return dates.format_skeleton("MMMd", value, locale=_locale(language))
    return dates.format_date(value, style, locale=_locale(language))


def month(value: dt.date) -> str:
    """Return "October 2026"."""
    return dates.format_skeleton("yMMMM", value, locale=current_locale())


def weekday_and_date(value: dt.date) -> str:
    """Return "Wednesday, Nov 25"."""
    return gettext("%(weekday)s, %(date)s") % {"weekday": weekday(value), "date": date(value, "short")}


def weekday(value: dt.date) -> str:
    return str(dates.format_date(value, "EEEE", locale=current_locale()))


def datetime(value: dt.datetime | None, style: str = "medium") -> str:
    """Return date and time to the minute, in the current time zone; "short" omits this year."""
    if value is None:
        return "–"
    return gettext("%(date)s at %(time)s") % {"date": date(value, style), "time": time(value)}


def time(value: dt.datetime | None) -> str:
    if value is None:
        return "–"
    return dates.format_time(
        _local(value), "short", locale=current_locale(), tzinfo=timezone.get_current_timezone()
    )


def relative_day(value: dt.date | None, today: dt.date) -> str:
    """Return "today", "yesterday", "in 3 days", or the date beyond two weeks."""
    if value is None:
        return "–"
    if isinstance(value, dt.datetime):
        value = _local(value).date()
    days = (value - today).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days == -1:
        return gettext("yesterday")
    if 1 < days <= 14:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    if -14 <= days < -1:
        return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}
    return date(value, "short" if value.year == today.year else "medium")


def number(value: Number | None, digits: int = 0) -> str:
    """Return a number with grouping and at most this many decimals; None is an en dash."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return numbers.format_decimal(value, format=pattern, locale=current_locale()).replace("-", MINUS)


# For messages that are created before the language is known.
number_lazy = lazy(number, str)
weekday_lazy = lazy(weekday, str)


def percent(value: Number | None, digits: int = 0) -> str:
    """Return a percentage (0.9 is 90 percent); None is an en dash."""
    if value is None:
        return "–"
    pattern = numbers_pattern(digits)
    return numbers.format_percent(value, format=pattern, locale=current_locale()).replace("-", MINUS)


def listing(names: Sequence[str]) -> str:
    """Return names as one text, such as "A, B and C"."""
    return format_list(list(names), locale=current_locale())


def numbers_pattern(digits: int) -> str:
    """Return the percent pattern of the language ("#,##0 %" in German) with this many decimals."""
    pattern = current_locale().percent_formats[None].pattern
    return pattern.replace("#,##0", "#,##0." + "0" * digits) if digits else pattern


def minutes(value: int | None) -> str:
    """Return a duration in minutes as text: 90 is "1 h 30 min"."""
    if value is None:
        return "–"
    hours, rest = divmod(abs(value), 60)
    sign = MINUS if value < 0 else ""
    if not hours:
        return sign + gettext("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return sign + gettext("%(hours)s h") % {"hours": number(hours)}
    return sign + gettext("%(hours)s h %(minutes)s min") % {"hours": number(hours), "minutes": rest}


def money(value: int | None, currency: str, *, digits: int = 0) -> str:
    """Return an amount in minor units (cents) as text, by default rounded to whole units."""
    if value is None:
        return "–"
    precision = numbers.get_currency_precision(currency)
    amount = round(Decimal(value) / 10**precision, digits)
    pattern = (
        current_locale()
        .currency_formats["standard"]
        .pattern.replace("0.00", "0." + "0" * digits if digits else "0")
    )
    text = numbers.format_currency(
        amount, currency, format=pattern, locale=current_locale(), currency_digits=False
    )
    return text.replace("-", MINUS)


def _local(value: dt.datetime) -> dt.datetime:
    return value if value.tzinfo is None else value.astimezone(timezone.get_current_timezone())


FILTERS: dict[str, Callable[..., Any]] = {
    "date": date,
    "datetime": datetime,
    "time": time,
    "relative_day": relative_day,
    "number": number,
    "percent": percent,
    "minutes": minutes,
    "money": money,
}
