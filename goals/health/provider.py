"""The signals of goals for the health of matches."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from goals.enums import GoalState
from goals.health.rules import GoalFacts, goal_agreed, progress
from goals.models import Goal, Milestone
from goals.program_settings import GOAL_DAYS, GOAL_SESSIONS
from programs.extensions import EvaluatedMatch
from programs.health.rules import Signal
from programs.models import Program


class GoalHealth:
    """Signals of missing, overdue and stuck goals. Two queries for any number of matches."""

    def explain(self, program: Program) -> list[str]:
        return [
            _("A match needs attention when no goal is agreed after %(sessions)s sessions or %(days)s days.")
            % {"sessions": GOAL_SESSIONS.of(program), "days": GOAL_DAYS.of(program)},
            _("A match needs attention when a milestone is overdue, or the mentee reported being stuck."),
        ]

    def signals(self, program: Program, matches: Sequence[EvaluatedMatch]) -> Mapping[UUID, Sequence[Signal]]:
        ids = [match.id for match in matches]
        overdue: dict[UUID, list[date]] = defaultdict(list)
        late = Milestone.objects.filter(
            goal__match__in=ids, goal__state=GoalState.AGREED, done_on__isnull=True
        )
        for match, due in late.filter(due_on__isnull=False).values_list("goal__match_id", "due_on"):
            overdue[match].append(due)
        stuck = dict(
            Goal.objects.filter(Q(is_stuck=True), match__in=ids, state=GoalState.AGREED).values_list(
                "match_id", "last_check_in_on"
            )
        )
        found: dict[UUID, list[Signal]] = {}
        for match in matches:
            facts = GoalFacts(match.goals_agreed, overdue.get(match.id, ()), stuck.get(match.id))
            f = match.facts
            if f.is_paused:
                continue
            signals = [
                goal_agreed(
                    facts,
                    started_on=f.started_on,
                    held_count=f.held_count,
                    day=f.day,
                    calendar=f.calendar,
                    sessions=GOAL_SESSIONS.of(program),
                    days=GOAL_DAYS.of(program),
                ),
                progress(facts, day=f.day),
            ]
            if present := [signal for signal in signals if signal is not None]:
                found[match.id] = present
        return found
