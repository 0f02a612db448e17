"""The rules of goals for the health of a match. Pure: no models, no queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from programs.enums import Health
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import Signal

SESSIONS_WITHOUT_GOAL, DAYS_WITHOUT_GOAL = 3, 60  # by default


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """The input of the rules for one match. `overdue` are the due days of milestones that are not done."""

    agreed: int = 0
    overdue: Sequence[date] = ()
    stuck_since: date | None = None


def goal_agreed(
    facts: GoalFacts,
    *,
    started_on: date,
    held_count: int,
    day: date,
    calendar: PausableCalendar,
    sessions: int = SESSIONS_WITHOUT_GOAL,
    days: int = DAYS_WITHOUT_GOAL,
) -> Signal | None:
    """Needs attention if no goal is agreed after so many sessions (3) or days (60); never at risk by itself."""
    if facts.agreed:
        return None
    age = calendar.elapsed(started_on, day)
    if held_count < sessions and age <= days:
        return None
    since = min(day, calendar.day_when(started_on, days + 1)) if age > days else day
    values = {
        "held": held_count,
        "sessions": sessions,
        "days": age,
        "elapsed": (day - started_on).days,
        "started_on": started_on.isoformat(),
    }
    return Signal(
        "no-goal",
        Health.ATTENTION,
        since,
        values,
        is_beginning_unknown=held_count >= sessions,
    )


def progress(facts: GoalFacts, *, day: date) -> Signal | None:
    """Needs attention if a milestone is overdue or the mentee is stuck. No steady pace is expected."""
    overdue = [due for due in facts.overdue if due < day]
    if overdue:
        first = min(overdue)
        return Signal(
            "milestone-overdue", Health.ATTENTION, first, {"count": len(overdue), "due_on": first.isoformat()}
        )
    if facts.stuck_since:
        return Signal("stuck", Health.ATTENTION, facts.stuck_since, {"on": facts.stuck_since.isoformat()})
    return None
