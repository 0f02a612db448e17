"""The next step on Today about objectives that are due for review."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Objective
from mentoring.ui.formats import number
from programs.extensions import TodayItem
from programs.models import Program

# After what is about matches.
RANK = 60


class ReviewsDue:
    """One step for all reviews that are due. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        due = list(
            Objective.objects.filter(program=program)
            .review_due(today)
            .order_by("next_review_on", "id")
            .values_list("pk", "next_review_on")
        )
        if not due:
            return []
        first, since = due[0]
        arguments = {"slug": program.organization.slug, "program_id": program.pk}
        fact = ngettext(
            "%(num)s objective is due for review", "%(num)s objectives are due for review", len(due)
        ) % {"num": number(len(due))}
        return [
            TodayItem(
                RANK,
                fact,
                _("Keep it, raise its target, replace it or drop it"),
                since,
                _("Review objective"),
                reverse("goals:objectives", kwargs=arguments),
                reverse("goals:objective-review", kwargs={**arguments, "objective_id": first}),
            )
        ]
