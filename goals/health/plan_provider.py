"""The signals of action plans for the health of matches."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from goals.health.plans import plan_signal
from goals.models import ActionPlan
from goals.program_settings import plan_limits
from programs.extensions import EvaluatedMatch
from programs.health.rules import Signal
from programs.models import Program


class PlanHealth:
    """Signals of stale and unchanged plans. One query for any number of matches."""

    def explain(self, program: Program) -> list[str]:
        limits = plan_limits(program)
        return [
            _(
                "A match needs attention when its action plan is older than %(days)s days, or was confirmed "
                "%(times)s times in a row without a change."
            )
            % {"days": limits.stale_after(program.meeting_interval_days), "times": limits.unchanged}
        ]

    def signals(self, program: Program, matches: Sequence[EvaluatedMatch]) -> Mapping[UUID, Sequence[Signal]]:
        plans = ActionPlan.objects.filter(match__in=[match.id for match in matches], revision__gt=0)
        copied = {
            match_id: (revised_on, unchanged)
            for match_id, revised_on, unchanged in plans.values_list(
                "match_id", "revised_on", "unchanged_in_a_row"
            )
        }
        found: dict[UUID, list[Signal]] = {}
        limits = plan_limits(program)
        for match in matches:
            if match.id not in copied or match.facts.is_paused:
                continue
            revised_on, unchanged = copied[match.id]
            signal = plan_signal(
                revised_on,
                unchanged_in_a_row=unchanged,
                meeting_interval_days=program.meeting_interval_days,
                day=match.facts.day,
                calendar=match.facts.calendar,
                limits=limits,
            )
            if signal is not None:
                found[match.id] = [signal]
        return found
