"""The people of a comparison: their attributes on the index date and their outcomes since."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from mentoring.calendar_months import add_months

UNKNOWN = "?"
# Shared, because most people of a large directory have no values.
NOTHING: Mapping[str, float] = MappingProxyType({})
# Years of service on the index date; the last band is open.
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

    `index_on` is a participant's own first day, or the one a colleague takes over from a participant; None where it
    is the cohort's. `followed` is the months from it to the data cut. `exit_month` is None for someone still employed
    at the data cut. `exit_counts` is False where the program does not count that kind of exit: a curve then follows
    the person until that day. `readings` are the latest KPI values from before the start, `during` and `after` those
    of later phases.
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
    index_on: date | None = None
    followed: float | None = None
    # Objected to being compared: see objections.py.
    has_objected: bool = False

    @property
    def tenure_band(self) -> str:
        """Return the band of years of service on the index date."""
        if self.tenure_months is None:
            return UNKNOWN
        return next(name for limit, name in TENURE_BANDS if self.tenure_months < limit)


@dataclass(frozen=True)
class Cohort:
    """Hold the participants of one program in one role, and everybody who could be compared with them.

    Intention to treat: `participants` are all who applied or were accepted, matched or not, dropped out or not.
    Each is followed from their own first day. `others` are colleagues, each with the first day of a participant,
    employed on that day and in no program then. Who joined one later stays among them (leaving them out for what
    they did later would favor the program) and is counted in `contaminated`. `index_on` is the earliest first day;
    `primary_months` the period that was fixed before the first calculation.
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
    excluded_other_program: int = 0
    is_over: bool = True
    promotions_seen: bool = True
    only_resignations: bool = False
    readings_until: date | None = None
    primary_months: int = 12
    index_until: date | None = None
    undated_start: int = 0
    too_recent: int = 0
    is_random: bool = False
    # Whom participants are compared with: colleagues outside the program, or applicants without a match.
    compares_with: str = "colleagues"

    @property
    def values_until(self) -> date:
        """Return the day up to which KPI values are known; they come in files of their own."""
        return self.readings_until or self.known_until

    @property
    def followed(self) -> float:
        """Return the months from the earliest first day to the data cut."""
        return months_between(self.index_on, self.known_until)

    def with_first_days(self) -> "Cohort":
        """Return the cohort with a first day for everybody: the cohort's, where a person has none."""

        def dated(people: tuple[Employee, ...]) -> tuple[Employee, ...]:
            if all(person.followed is not None for person in people):
                return people
            return tuple(replace(person, index_on=self.index_on, followed=self.followed) for person in people)

        return replace(self, participants=dated(self.participants), others=dated(self.others))


def months_between(first: date, second: date) -> float:
    """Return calendar months from one day to another: whole where the day of the month is the same."""
    months = (second.year - first.year) * 12 + second.month - first.month
    anchor = add_months(first, months)
    if anchor > second:
        months -= 1
        anchor = add_months(first, months)
    following = add_months(first, months + 1)
    return months + (second - anchor).days / (following - anchor).days


def followed_for(people: Sequence[Employee], months: float) -> list[Employee]:
    """Return the people who were followed for at least so many months."""
    return [person for person in people if (person.followed or 0.0) >= months]


def level_order(levels: Sequence[str]) -> dict[str, float] | None:
    """Return the number in each level ("L3", "Grade 4"), or None where a level has none: then there is no order."""
    found = {level: re.search(r"\d+(?:\.\d+)?", level) for level in levels}
    if not found or any(match is None for match in found.values()):
        return None
    return {level: float(match[0]) for level, match in found.items() if match}


def eligible_colleagues(participants: Sequence[Employee], others: Sequence[Employee]) -> tuple[Employee, ...]:
    """Return the others on a level that a participant has."""
    levels = {person.level for person in participants}
    return tuple(person for person in others if person.level in levels)
