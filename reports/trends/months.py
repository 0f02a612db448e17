"""Complete calendar months of a program."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month by its first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @property
    def next(self) -> "Month":
        return Month.of(self.first + timedelta(days=31))

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)


def complete_months(starts_on: date, ends_on: date | None, *, today: date) -> list[Month]:
    """Return the calendar months that lie in the program and are over, the oldest first.

    The month in which the program begins or ends is left out unless it is complete: half a month has fewer sessions.
    """
    month = Month.of(starts_on)
    if month.first < starts_on:
        month = month.next
    until = today - timedelta(days=1) if ends_on is None else min(ends_on, today - timedelta(days=1))
    found = []
    while month.last <= until:
        found.append(month)
        month = month.next
    return found
