"""Registers what goals say of health with programs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from goals.enums import GoalState
from goals.health import GoalFacts, goal_agreed, progress
from goals.models import Goal, Milestone
from programs.evaluation import Judged
from programs.health import Signal
from programs.models import Program

AGREED = [GoalState.AGREED, GoalState.ACHIEVED]


class GoalHealth:
    """Three queries for any number of matches."""

    def signals(self, program: Program, matches: Sequence[Judged]) -> Mapping[UUID, Sequence[Signal]]:
        ids = [match.id for match in matches]
        agreed = dict(
            Goal.objects.filter(match__program=program, match__in=ids, state__in=AGREED)
            .values_list("match_id")
            .annotate(n=Count("id"))
        )
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
            facts = GoalFacts(agreed.get(match.id, 0), overdue.get(match.id, ()), stuck.get(match.id))
            f = match.facts
            if f.is_paused:
                continue
            signals = [
                goal_agreed(
                    facts, started_on=f.started_on, held_count=f.held_count, day=f.day, clock=f.clock
                ),
                progress(facts, day=f.day),
            ]
            if present := [signal for signal in signals if signal is not None]:
                found[match.id] = present
        return found
