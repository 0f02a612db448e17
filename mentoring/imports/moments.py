"""Read a day with a time and a time zone, and a day by which something is due."""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mentoring.imports.cells import CellFault, clean, parse_time
from mentoring.imports.date_words import month_of
from mentoring.imports.dates import FIRST_YEAR, LAST_YEAR, MAX_LENGTH, TIME_OF_DAY, DateOrder, parse_date

OFFSET = re.compile(r"(?: ?(?:UTC|GMT))?([+-])(\d{1,2})(?::?(\d{2}))?(?:\[.*\])?$")
NAMED_ZONE = re.compile(r" ?([A-Z]{1,5})(?:\[.*\])?$")
# Of more than one meaning only those that HR systems of these languages write.
ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2,
    "EEST": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
CLOCK_SIGNS = re.compile(r"^[T, ]+|(:\d{2})[.,]\d+")
MIDNIGHT = re.compile(r"[T ]24[:.]00(?::00)?$")
# Of a half-year ("H") the last day is that of its second quarter.
QUARTER = re.compile(
    r"(?:Q|T|Quarter |Quartal )(?P<a>[1-4])[ /,'’-]*(?P<year>\d{4}|\d\d)|(?P<year2>\d{4})[ /-]*Q(?P<b>[1-4])"
    r"|(?P<c>[1-4])(?:\.|er|e|º)? ?(?:Q|T|Quartal|Quarter|trimestre) ?(?P<year3>\d{4}|\d\d)"
    r"|H(?P<half>[12])[ /-]*(?P<year4>\d{4})|(?P<half2>[12])\. ?Halbjahr (?P<year5>\d{4})",
    re.IGNORECASE,
)
NAMED_MONTH = re.compile(r"([^\W\d_]{3,20})\.?(?: de)?[ -](\d{4})")
# "by the end of Q4 2026"
BY = re.compile(r"(?:(?:by|until|bis|the|end of|end|ende|fin de|fin|eoy|à|finales de) )+", re.IGNORECASE)
MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})")
YEAR = re.compile(r"(?:19|20|21)\d\d")


class Moment(NamedTuple):
    """A day, its time where the cell has one, and the zone where the cell names one."""

    day: date
    at: time | None = None
    zone: tzinfo | None = None

    def local(self, own: str, default: str) -> tuple[date, time | None]:
        """Return day and time in the zone `own`; a time without a zone is one of `default`."""
        if self.at is None or (self.zone is None and default == own):
            return self.day, self.at
        zone = self.zone or ZoneInfo(default)
        moment = datetime.combine(self.day, self.at, tzinfo=zone).astimezone(ZoneInfo(own))
        return moment.date(), moment.time()


def parse_moment(cell: str, *, order: DateOrder = DateOrder.ISO) -> Moment | CellFault | None:
    """Return the day, with its time and zone where the cell has them; None for a blank cell."""
    text = clean(cell)[:MAX_LENGTH]
    late = MIDNIGHT.search(text)
    if late:
        day = parse_date(text[: late.start()], order=order)
        return Moment(day + timedelta(days=1), time()) if isinstance(day, date) else day
    day = parse_date(cell, order=order)
    if day is None or isinstance(day, CellFault):
        return day
    behind = TIME_OF_DAY.search(text)
    if not behind:
        return Moment(day)
    clock = behind[0].replace(" Uhr", "")
    zone: tzinfo | None = None
    if offset := OFFSET.search(clock):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes < 24 * 60:
            zone = timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
        clock = clock[: offset.start()]
    elif (named := NAMED_ZONE.search(clock)) and named[1] in ZONES:
        zone = _zone(ZONES[named[1]])
        clock = clock[: named.start()]
    at = parse_time(CLOCK_SIGNS.sub(r"\1", clock).strip())
    return at if isinstance(at, CellFault) else Moment(day, at, zone)


@lru_cache(maxsize=32)
def _zone(hours: int) -> tzinfo:
    return timezone(timedelta(hours=hours)) if hours else UTC


def parse_deadline(cell: str, *, order: DateOrder = DateOrder.ISO) -> date | CellFault | None:
    """Return the day by which something is due; of a quarter, a month or a year it is the last."""
    text = clean(cell)[:MAX_LENGTH]
    before = BY.match(text)
    text = text[before.end() :] if before else text
    year, month = _year_and_month(text)
    if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR:
        return date(year, month, calendar.monthrange(year, month)[1])
    day = parse_date(text, order=order)
    return day if isinstance(day, date) else parse_date(cell, order=order)


def _year_and_month(text: str) -> tuple[int, int]:
    """Return the last month of a quarter, a half-year or a year, or the month that the text names; else (0, 0)."""
    if quarter := QUARTER.fullmatch(text):
        parts = {name: digits for name, digits in quarter.groupdict().items() if digits}
        year = next(digits for name, digits in parts.items() if name.startswith("year"))
        length = 6 if "half" in parts or "half2" in parts else 3
        number = next(int(digits) for name, digits in parts.items() if not name.startswith("year"))
        return int(year) if len(year) > 2 else 2000 + int(year), number * length
    if named := NAMED_MONTH.fullmatch(text):
        return int(named[2]), month_of(named[1]) or 0
    if month := MONTH.fullmatch(text):
        return (int(month[2]), int(month[1])) if month[1] else (int(month[3]), int(month[4]))
    return (int(text), 12) if YEAR.fullmatch(text) else (0, 0)
