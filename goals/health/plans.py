"""How current an action plan is, and what it adds to the health of a match. Pure: no models, no queries.

One rule for home cards, the pages of the administrator, emails and health.
"""

from dataclasses import dataclass
from datetime import date

from goals.enums import PlanStatus
from programs.enums import Health
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import Signal


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """A plan is stale after the longer of days and meeting intervals, and due so many counted days before."""

    stale_days: int = 45
    stale_intervals: float = 1.5
    due_days: int = 7
    unchanged: int = 3

    def stale_after(self, meeting_interval_days: int) -> int:
        """Return how many counted days old a plan may become."""
        return max(self.stale_days, int(self.stale_intervals * meeting_interval_days))


DEFAULT_LIMITS = PlanLimits()


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


def freshness(
    revised_on: date | None,
    *,
    unchanged_in_a_row: int,
    meeting_interval_days: int,
    day: date,
    calendar: PausableCalendar,
    limits: PlanLimits = DEFAULT_LIMITS,
) -> Freshness:
    """Return how current a plan is on a day. Days of breaks, absences and pauses of the match do not count."""
    if revised_on is None:
        return Freshness(PlanStatus.NOT_BEGUN)
    limit = limits.stale_after(meeting_interval_days)
    age = calendar.elapsed(revised_on, day)
    status = PlanStatus.UP_TO_DATE
    if age > limit:
        status = PlanStatus.STALE
    elif age >= limit - limits.due_days:
        status = PlanStatus.DUE
    return Freshness(status, calendar.day_when(revised_on, limit), unchanged_in_a_row >= limits.unchanged)


def plan_signal(
    revised_on: date | None,
    *,
    unchanged_in_a_row: int,
    meeting_interval_days: int,
    day: date,
    calendar: PausableCalendar,
    limits: PlanLimits = DEFAULT_LIMITS,
) -> Signal | None:
    """Needs attention if the plan is stale, or unchanged too often in a row (three times); never at risk by itself."""
    if revised_on is None:
        return None
    found = freshness(
        revised_on,
        unchanged_in_a_row=unchanged_in_a_row,
        meeting_interval_days=meeting_interval_days,
        day=day,
        calendar=calendar,
        limits=limits,
    )
    values = {
        "revised_on": revised_on.isoformat(),
        "days": calendar.elapsed(revised_on, day),
        "elapsed": (day - revised_on).days,
    }
    if found.status == PlanStatus.STALE:
        since = calendar.day_when(revised_on, limits.stale_after(meeting_interval_days) + 1)
        return Signal("plan-stale", Health.ATTENTION, since, values)
    if found.is_unchanged_too_often:
        return Signal("plan-unchanged", Health.ATTENTION, revised_on, values | {"count": unchanged_in_a_row})
    return None
