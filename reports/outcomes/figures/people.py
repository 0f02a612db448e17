"""The people whom a comparison is about, as they were on the index date and what has happened to them since."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

UNKNOWN = "?"
# One for all: most of a large directory has no values at all.
NOTHING: Mapping[str, float] = MappingProxyType({})
# Years of service at the index date; the last band is open.
TENURE_BANDS = (
    (12, "under 1"),
    (36, "1 to 3"),
    (60, "3 to 5"),
    (120, "5 to 10"),
    (float("inf"), "10 and more"),
)


@dataclass(frozen=True, slots=True)
class Employee:
    """Hold one person as of the index date; months count from that day on.

    `exit_month` is None for someone still employed at the data cut. `exit_counts` is False where the program
    counts another kind of leaving: a curve then follows that person until that day and no further. `readings` are
    the KPI values from before the start, the latest of each; `later` those after it.
    """

    key: str
    level: str = ""
    department: str = ""
    location: str = ""
    tenure_months: float | None = None
    exit_month: float | None = None
    exit_counts: bool = True
    promotion_month: float | None = None
    readings: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    during: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    after: Mapping[str, float] = field(default_factory=lambda: NOTHING)

    @property
    def tenure_band(self) -> str:
        """Return the band of years of service on the index date."""
        if self.tenure_months is None:
            return UNKNOWN
        return next(name for limit, name in TENURE_BANDS if self.tenure_months < limit)


@dataclass(frozen=True)
class Cohort:
    """Hold everyone who took part in one program in one role, and everyone who could have been compared.

    Intention to treat: `participants` has everybody who applied or was accepted, matched or not, staying or not.
    `others` were employed on the same day and took part in nothing; who joined something later stays among them
    (leaving them out because of what they did later would favor the program) and is counted in `contaminated`.
    """

    program: str
    name: str
    role: str
    index_on: date
    known_until: date
    participants: tuple[Employee, ...]
    others: tuple[Employee, ...]
    contaminated: int = 0
    never_matched: int = 0
    not_employed: int = 0
    left_undated: int = 0
    later_attributes: int = 0
    elsewhere: int = 0
    is_over: bool = True
    promotions_seen: bool = True
    only_resignations: bool = False
    readings_until: date | None = None

    @property
    def values_until(self) -> date:
        """Return the day up to which KPI values are known: they come in files of their own."""
        return self.readings_until or self.known_until

    @property
    def followed(self) -> float:
        """Return the months from the index date to the data cut."""
        return months_between(self.index_on, self.known_until)


def months_between(first: date, second: date) -> float:
    """Return calendar months from one day to another: whole where the day of the month is the same."""
    months = (second.year - first.year) * 12 + second.month - first.month
    anchor = add_months(first, months)
    if anchor > second:
        months -= 1
        anchor = add_months(first, months)
    following = add_months(first, months + 1)
    return months + (second - anchor).days / (following - anchor).days


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def level_order(levels: Sequence[str]) -> dict[str, float] | None:
    """Return each level's number where every level has one ("L3", "Grade 4"), or None: then they have no order."""
    found = {level: re.search(r"\d+(?:\.\d+)?", level) for level in levels}
    if not found or any(match is None for match in found.values()):
        return None
    return {level: float(match[0]) for level, match in found.items() if match}


def eligible(participants: Sequence[Employee], others: Sequence[Employee]) -> tuple[Employee, ...]:
    """Return the others on a level on which somebody takes part."""
    levels = {person.level for person in participants}
    return tuple(person for person in others if person.level in levels)
