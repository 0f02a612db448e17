"""Goals met and check-ins by program and day, for the daily counts of programs."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count

from goals.models import CheckIn, Goal


class GoalCounter:
    def count(self, program_id: UUID, first: date, last: date) -> Mapping[date, Mapping[str, int]]:
        counts: dict[date, dict[str, int]] = defaultdict(dict)
        check_ins = CheckIn.objects.filter(program=program_id, checked_on__range=(first, last))
        for day, n in check_ins.values_list("checked_on").annotate(n=Count("id")):
            counts[day]["check_ins"] = n
        met = Goal.objects.filter(match__program=program_id, met_on__range=(first, last))
        for day, n in met.values_list("met_on").annotate(n=Count("id")):
            counts[day]["goals_met"] = n
        return counts
