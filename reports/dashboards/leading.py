"""Leading indicators: what can be seen in the first six months, before there are outcomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.calendar_months import add_months
from mentoring.statistics import MINIMUM_GROUP
from reports.dashboards.match_facts import MatchDays, MatchFacts
from reports.kpis.measurements import Measurement, share_of

MONTHS = 6


@dataclass(frozen=True)
class ProgramMonth:
    """A month of a program, counted from its first day."""

    number: int
    first: date
    last: date


@dataclass(frozen=True)
class Indicator:
    """A share of matches by month. None: the month is not over, or no match was under way."""

    key: str
    label: str | Promise
    values: Sequence[Measurement | None]


Reached = Callable[[MatchDays, ProgramMonth], bool]
INDICATORS: Sequence[tuple[str, str | Promise, Reached]] = (
    (
        "met",
        _("Matches that met"),
        lambda match, month: any(month.first <= day <= month.last for day in match.held_on),
    ),
    (
        "goal",
        _("Matches with an agreed goal"),
        lambda match, month: match.goal_on is not None and match.goal_on <= month.last,
    ),
    (
        "plan",
        _("Matches with an action plan"),
        lambda match, month: match.plan_on is not None and match.plan_on <= month.last,
    ),
)


def program_months(starts_on: date) -> list[ProgramMonth]:
    """Return the first six months of a program."""
    return [
        ProgramMonth(n, add_months(starts_on, n - 1), add_months(starts_on, n) - timedelta(days=1))
        for n in range(1, MONTHS + 1)
    ]


def leading_indicators(facts: MatchFacts, *, today: date) -> list[Indicator]:
    """Return the indicators of the months that are over, of the matches that were under way all month. No query."""
    months = program_months(facts.program.starts_on)
    return [
        Indicator(key, label, [_value(facts, month, is_reached, today) for month in months])
        for key, label, is_reached in INDICATORS
    ]


def _value(facts: MatchFacts, month: ProgramMonth, is_reached: Reached, today: date) -> Measurement | None:
    if month.last >= today:
        return None
    # In the first month most matches begin after its first day.
    begun = month.last if month.number == 1 else month.first
    matches = [it for it in facts if it.was_under_way(begun, month.last)]
    if not matches:
        return None
    if len(matches) < MINIMUM_GROUP:
        return Measurement(None, as_of=month.last)
    return share_of(sum(is_reached(it, month) for it in matches), len(matches), as_of=month.last)
