"""The next step on Today about plans that have not been begun. Stale plans are signals of health."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.enums import PlanStatus
from goals.models import ActionPlan
from goals.selectors.plans import BEGUN_AFTER_DAYS
from mentoring.ui.formats import number
from programs.enums import MatchState
from programs.extensions import TodayItem
from programs.models import Match, Program

# After what is at risk or needs attention.
RANK = 40


class PlansToBegin:
    """One step for all mentors who have not begun a plan, in programs in which others have. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        plans = ActionPlan.objects.filter(revision__gt=0)
        in_use = plans.filter(match__program=program)
        found = (
            Match.objects.filter(
                Exists(in_use),
                ~Exists(plans.filter(match=OuterRef("pk"))),
                program=program,
                sessions_known_until=None,
                started_on__lt=today - timedelta(days=BEGUN_AFTER_DAYS),
            )
            .filter(state=MatchState.ACTIVE)
            .with_current_people(today)
            .aggregate(mentors=Count("mentor", distinct=True), since=Min("started_on"))
        )
        mentors = found["mentors"]
        if not mentors:
            return []
        arguments = {"slug": program.organization.slug, "program_id": program.pk}
        page = reverse("goals:plan-list", kwargs=arguments)
        query = urlencode({"group": "plans-not-begun", "audience": "mentors", "start": "plan-begin"})
        fact = ngettext(
            "%(num)s mentor has not begun an action plan",
            "%(num)s mentors have not begun an action plan",
            mentors,
        ) % {"num": number(mentors)}
        return [
            TodayItem(
                RANK,
                fact,
                _("More than two weeks after the introduction"),
                found["since"],
                _("Write to all of them"),
                f"{page}?status={PlanStatus.NOT_BEGUN}",
                f"{reverse('programs:announcement-create', kwargs=arguments)}?{query}",
            )
        ]
