"""The sessions of a match over its whole term, as places in percent. Pure: rows in, places out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programs.enums import SessionState
from programs.models import Session

# How a session is drawn. A planned one that is over has not been confirmed.
HELD, GONE, OPEN, PLANNED = "held", "gone", "open", "planned"
MOST_EXPECTED = 60
# Names of months: so many fit, so far in percent from both ends, where the first and the last day are named.
MOST_MONTHS, ROOM = 4, 18


@dataclass(frozen=True)
class Mark:
    kind: str
    day: date
    place: float


@dataclass(frozen=True)
class Strip:
    """`absent` are (place, width); `months` are the first days of months that have room for their name."""

    first: date
    last: date
    marks: Sequence[Mark]
    expected: Sequence[float]
    absent: Sequence[tuple[float, float]]
    months: Sequence[tuple[date, float]]
    today: float | None

    def count(self, kind: str) -> int:
        return sum(mark.kind == kind for mark in self.marks)

    def days(self, kind: str) -> list[date]:
        return [mark.day for mark in self.marks if mark.kind == kind]


def session_strip(
    sessions: Iterable[Session],
    *,
    started_on: date,
    ends_on: date | None,
    interval_days: int,
    absences: Iterable[tuple[date, date]],
    today: date,
) -> Strip:
    """Return where everything lies between the introduction and the end, or what is known of it."""
    rows = sorted(sessions, key=lambda session: session.happens_on)
    days = [session.happens_on for session in rows]
    first = min([started_on, *days])
    last = max(
        [ends_on or today + timedelta(days=interval_days), first + timedelta(days=interval_days), *days]
    )
    length = (last - first).days

    def place(day: date) -> float:
        return round(100 * (day - first).days / length, 2)

    marks = [Mark(kind_of(session, today), session.happens_on, place(session.happens_on)) for session in rows]
    steps = range(interval_days, (last - started_on).days + 1, interval_days)
    expected = [place(started_on + timedelta(days=n)) for n in steps][:MOST_EXPECTED]
    absent = [
        (place(max(begin, first)), round(place(min(end, last)) - place(max(begin, first)), 2))
        for begin, end in absences
        if begin <= last and end >= first
    ]
    months = [(month, place(month)) for month in _months(first, last)]
    shown = [(month, at) for month, at in months if ROOM < at < 100 - ROOM]
    return Strip(
        first,
        last,
        marks,
        expected,
        absent,
        months=shown[:: -(-len(shown) // MOST_MONTHS) or 1],
        today=place(today) if first <= today <= last else None,
    )


def kind_of(session: Session, today: date) -> str:
    if session.state == SessionState.HELD:
        return HELD
    if session.state == SessionState.PLANNED:
        return OPEN if session.happens_on < today else PLANNED
    return GONE


def _months(first: date, last: date) -> list[date]:
    month, found = date(first.year, first.month, 1), []
    while month <= last:
        if month > first:
            found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found
