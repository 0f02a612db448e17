"""Update goals from their check-ins, and matches from their goals."""

from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from goals.enums import Attainment, GoalState
from goals.models import CheckIn, Goal
from programs.models import Match


def refresh_goals(program_id: UUID | None) -> None:
    """Set progress and last check-in of the program's goals from the latest check-in; at 100 % a goal is met."""
    latest = CheckIn.objects.filter(goal=OuterRef("pk")).order_by(
        "-checked_on", F("created_at").desc(nulls_last=True)
    )
    goals = Goal.objects.filter(pk__in=Goal.objects.filter(match__program=program_id).values("pk"))
    goals.update(
        progress_percent=Coalesce(Subquery(latest.values("progress_percent")[:1]), 0),
        last_check_in_on=Subquery(latest.values("checked_on")[:1]),
        is_stuck=Coalesce(Subquery(latest.values("is_stuck")[:1]), False),
    )
    # A file knows progress only: at 100 % the goal is met.
    goals.filter(Q(state=GoalState.AGREED), progress_percent=100).update(
        state=GoalState.MET, met_on=F("last_check_in_on"), attainment=Attainment.MET
    )
    count_goals(program_id)


def count_goals(program_id: UUID | None, *, match_ids: list[UUID] | None = None) -> None:
    """Set the number of agreed and met goals on the program's matches (or on `match_ids`)."""
    of_match = Goal.objects.filter(match=OuterRef("pk")).order_by().values("match")
    agreed = of_match.filter(state__in=[GoalState.AGREED, GoalState.MET])
    matches = Match.objects.filter(program=program_id)
    if match_ids is not None:
        matches = matches.filter(pk__in=match_ids)
    matches.update(
        goals_agreed=Coalesce(Subquery(agreed.annotate(n=Count("id")).values("n")), 0),
        goals_met=Coalesce(
            Subquery(of_match.filter(state=GoalState.MET).annotate(n=Count("id")).values("n")), 0
        ),
    )
