"""A calendar that skips breaks and absences. Pure: dates in, dates and numbers of days out."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate


class PausableCalendar:
    """Count the days that are not paused. `pauses` are (first day, last day), in any order; they may overlap."""

    def __init__(self, pauses: Iterable[tuple[date, date]] = ()) -> None:
        merged: list[tuple[date, date]] = []
        for first, last in sorted(pauses):
            if merged and first <= merged[-1][1] + timedelta(days=1):
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        self._firsts = [first for first, _ in merged]
        self._lasts = [last for _, last in merged]
        lengths = [(last - first).days + 1 for first, last in merged]
        # Number of paused days before the n-th pause.
        self._before = [0, *accumulate(lengths)]

    def _paused_until(self, day: date) -> int:
        """Return the number of paused days up to and including `day`."""
        n = bisect_right(self._firsts, day)
        if n == 0:
            return 0
        return self._before[n - 1] + (min(day, self._lasts[n - 1]) - self._firsts[n - 1]).days + 1

    def elapsed(self, since: date, until: date) -> int:
        """Return the number of counted days after `since` up to and including `until`; 0 if `until` is earlier."""
        if until <= since:
            return 0
        return (until - since).days - (self._paused_until(until) - self._paused_until(since))

    def day_when(self, since: date, days: int) -> date:
        """Return the first day on which `days` counted days have passed since `since`."""
        day = since + timedelta(days=days)
        while (short := days - self.elapsed(since, day)) > 0:
            day += timedelta(days=short)
        return day

    def is_paused(self, day: date) -> bool:
        n = bisect_right(self._firsts, day)
        return n > 0 and day <= self._lasts[n - 1]
