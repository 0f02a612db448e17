"""When mentees will be reminded of goals that have not moved, and mentors of their plans, as things stand."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from goals.selectors.plan_reminders import PLAN_REMINDER, not_reminded_of, reminders_to_come
from goals.selectors.quiet_goals import QUIET_GOAL, QuietGoal, days_of_quiet, not_reminded
from programs.extensions import PlannedSends
from programs.health.evaluate import is_over
from programs.models import Program


class GoalForecast:
    """One email on the first day on which a goal is quiet, unless it was sent or waits already. Five queries."""

    kinds = (QUIET_GOAL,)

    def planned(self, program: Program, *, first: date, last: date, today: date) -> Sequence[PlannedSends]:
        if is_over(program, today):
            return []
        days = {QuietGoal(goal, since): day for goal, since, day in days_of_quiet(program, today=today)}
        # What is overdue comes as soon as it may.
        counts = Counter(max(days[quiet], first) for quiet in not_reminded(list(days)))
        return [PlannedSends(day, QUIET_GOAL, count) for day, count in sorted(counts.items()) if day <= last]


class PlanForecast:
    """The days on which plans are due and go stale; one email a day to each mentor. Five queries."""

    kinds = (PLAN_REMINDER,)

    def planned(self, program: Program, *, first: date, last: date, today: date) -> Sequence[PlannedSends]:
        if is_over(program, today):
            return []
        days = dict(reminders_to_come(program, today=today))
        # What is overdue comes as soon as it may.
        emails = {(max(days[it], first), it.mentor.person.pk) for it in not_reminded_of(list(days))}
        counts = Counter(day for day, _mentor in emails)
        return [
            PlannedSends(day, PLAN_REMINDER, count) for day, count in sorted(counts.items()) if day <= last
        ]
