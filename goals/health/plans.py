"""How current an action plan is, and what it adds to the health of a match. Pure: no models, no queries.

One rule for home cards, the pages of the administrator, emails and health.
"""

from dataclasses import dataclass
from datetime import date

from goals.enums import PlanStatus
from programs.enums import Health
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import Signal

STALE_AFTER_DAYS, STALE_AFTER_INTERVALS = 45, 1.5
# So many counted days before a plan goes stale, it is due.
DUE_BEFORE_DAYS = 7
UNCHANGED_FLAGGED_FROM = 3


@dataclass(frozen=True, slots=True)
class Freshness:
    """`due_on` is the last day on which the plan is not stale; breaks and absences move it."""

    status: str
    due_on: date | None = None
    is_unchanged_too_often: bool = False

    @property
    def label(self) -> str:
        return str(PlanStatus(self.status).label)

    @property
    def needs_update(self) -> bool:
        return self.status in (PlanStatus.DUE, PlanStatus.STALE) or self.is_unchanged_too_often


def stale_after(meeting_interval_days: int) -> int:
    """Return how many counted days old a plan may become: 45, or 1.5 times the meeting interval if that is longer."""
    return max(STALE_AFTER_DAYS, int(STALE_AFTER_INTERVALS * meeting_interval_days))


def freshness(
    revised_on: date | None,
    *,
    unchanged_in_a_row: int,
    meeting_interval_days: int,
    day: date,
    calendar: PausableCalendar,
) -> Freshness:
    """Return how current a plan is on a day. Days of breaks, absences and pauses of the match do not count."""
    if revised_on is None:
        return Freshness(PlanStatus.NOT_BEGUN)
    limit = stale_after(meeting_interval_days)
    age = calendar.elapsed(revised_on, day)
    status = PlanStatus.UP_TO_DATE
    if age > limit:
        status = PlanStatus.STALE
    elif age >= limit - DUE_BEFORE_DAYS:
        status = PlanStatus.DUE
    return Freshness(
        status, calendar.day_when(revised_on, limit), unchanged_in_a_row >= UNCHANGED_FLAGGED_FROM
    )


def plan_signal(
    revised_on: date | None,
    *,
    unchanged_in_a_row: int,
    meeting_interval_days: int,
    day: date,
    calendar: PausableCalendar,
) -> Signal | None:
    """Needs attention if the plan is stale, or unchanged three times in a row; never at risk by itself."""
    if revised_on is None:
        return None
    found = freshness(
        revised_on,
        unchanged_in_a_row=unchanged_in_a_row,
        meeting_interval_days=meeting_interval_days,
        day=day,
        calendar=calendar,
    )
    values = {
        "revised_on": revised_on.isoformat(),
        "days": calendar.elapsed(revised_on, day),
        "elapsed": (day - revised_on).days,
    }
    if found.status == PlanStatus.STALE:
        since = calendar.day_when(revised_on, stale_after(meeting_interval_days) + 1)
        return Signal("plan-stale", Health.ATTENTION, since, values)
    if found.is_unchanged_too_often:
        return Signal("plan-unchanged", Health.ATTENTION, revised_on, values | {"count": unchanged_in_a_row})
    return None
