"""Revoke the links to goals and plans in emails."""

from uuid import UUID

from django.db.models import F

from goals.models import ActionPlan, Goal, GoalAgreement


def revoke_links(match_id: UUID) -> int:
    """Make the links to agree, to check in and to confirm the plan stop working; return how many there are."""
    goals = Goal.objects.filter(match=match_id)
    return sum(
        rows.update(link_version=F("link_version") + 1)
        for rows in (
            GoalAgreement.objects.filter(goal__in=goals, asked_at__isnull=False),
            goals,
            ActionPlan.objects.filter(match=match_id),
        )
    )
