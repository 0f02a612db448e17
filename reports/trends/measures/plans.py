"""Action plans: the share of plans that were updated in a month, and of actions that were done in time."""

from collections.abc import Sequence

from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from goals.models import PlanAction, PlanRevision
from mentoring.statistics import Rate
from programs.models import Program
from reports.trends.measures.matches import matches_by_month
from reports.trends.months import Month
from reports.trends.series import Point, Series


def plan_trends(program: Program, months: Sequence[Month]) -> list[Series]:
    """Return updates and actions of the plans by month. Four queries."""
    revisions = PlanRevision.objects.filter(plan__match__program=program)
    rows = (
        revisions.annotate(month=TruncMonth("saved_on"))
        .order_by()
        .values_list("month", "plan__match_id")
        .distinct()
    )
    updated = {(Month.of(month), match) for month, match in rows}
    begun: dict = {}
    for month, match in updated:
        begun[match] = min(month, begun.get(match, month))
    plans = []
    for month, matches in matches_by_month(program, months).items():
        with_plan = [match for match in matches if match in begun and begun[match] < month]
        plans.append(
            Point(month.last, Rate(sum((month, match) in updated for match in with_plan), len(with_plan)))
        )
    due: dict[Month, list[bool]] = {month: [] for month in months}
    actions = PlanAction.objects.filter(plan__match__program=program, due_on__isnull=False)
    for due_on, done_on in actions.values_list("due_on", "done_on"):
        month = Month.of(due_on)
        if month in due:
            due[month].append(done_on is not None and done_on <= month.last)
    return [
        Series(
            "plans.updated",
            _("Action plans"),
            _("Plans updated or confirmed"),
            _(
                "Of all matches that were under way for the whole month and had a plan before, the share whose plan "
                "was updated or confirmed."
            ),
            plans,
        ),
        Series(
            "plans.done",
            _("Action plans"),
            _("Actions done on time"),
            _("Of all actions that were due in the month, the share that was done by its end."),
            [Point(month.last, Rate(sum(found), len(found))) for month, found in due.items()],
        ),
    ]
