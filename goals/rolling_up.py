"""What a goal shows of its check-ins."""

from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from goals.enums import GoalState
from goals.models import CheckIn, Goal


def refresh_goals(program_id: UUID | None) -> None:
    """Set progress and last check-in of the program's goals from the latest one; a goal at 100 is achieved."""
    latest = CheckIn.objects.filter(goal=OuterRef("pk")).order_by("-checked_on")
    goals = Goal.objects.filter(pk__in=Goal.objects.filter(match__program=program_id).values("pk"))
    goals.update(
        progress_percent=Coalesce(Subquery(latest.values("progress_percent")[:1]), 0),
        last_check_in_on=Subquery(latest.values("checked_on")[:1]),
        is_stuck=Coalesce(Subquery(latest.values("is_stuck")[:1]), False),
    )
    goals.filter(Q(state=GoalState.AGREED), progress_percent=100).update(
        state=GoalState.ACHIEVED, achieved_on=F("last_check_in_on")
    )
