"""Check-ins and action plans as signs of life of a match."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from goals.models import ActionPlan, CheckIn


def latest_check_ins(match_ids: Sequence[UUID]) -> Mapping[UUID, date]:
    rows = CheckIn.objects.filter(goal__match__in=match_ids).values_list("goal__match")
    return dict(rows.annotate(latest=Max("checked_on")))


def latest_revisions(match_ids: Sequence[UUID]) -> Mapping[UUID, date]:
    rows = ActionPlan.objects.filter(match__in=match_ids, revised_on__isnull=False)
    return dict(rows.values_list("match", "revised_on"))
