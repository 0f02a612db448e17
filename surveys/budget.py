"""How often one person may be invited to surveys, over all programs of the organization. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

# The windows in which invitations are counted; the day itself is the last day of each.
MONTH, YEAR = timedelta(days=30), timedelta(days=365)
# With so many people or more, a pulse asks halves in turn.
HALVES_FROM = 40


@dataclass(frozen=True)
class Limits:
    """So many days between two invitations, so many invitations in 30 days, and so many in 365."""

    gap_days: int = 14
    per_month: int = 1
    per_year: int = 6


DEFAULT_LIMITS = Limits()
# The most contact that an organization may allow, and the least that leaves it with surveys.
LEAST_GAP, MOST_GAP = 7, 90
MOST_PER_MONTH = 2
MOST_PER_YEAR = 12


def first_free_day(contacts: Iterable[date], limits: Limits, day: date) -> date:
    """Return the first day, not before `day`, on which one more invitation keeps all limits.

    `contacts` are the days of the person's invitations; days to come are start and end surveys that are known.
    """
    known = sorted(contacts)
    gap = timedelta(days=limits.gap_days)
    while True:
        free = day
        for contact in known:
            if abs(contact - free) < gap:
                free = contact + gap
        for window, most in ((MONTH, limits.per_month), (YEAR, limits.per_year)):
            inside = [contact for contact in known if free - window < contact <= free]
            if len(inside) >= most:
                free = inside[-most] + window
        if free == day:
            return day
        day = free


def half_of(survey_id: UUID, person_id: UUID) -> int:
    """Return which random half of a survey's people somebody belongs to, 0 or 1: always the same one."""
    return sha256(survey_id.bytes + person_id.bytes).digest()[0] % 2
