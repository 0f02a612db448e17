"""The next step about applications that have not been decided."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.formats import date as show_date
from mentoring.ui.formats import number
from programs.enums import ApplicationState, ProgramState
from programs.extensions import TodayItem
from programs.models import Application, Program

# With the wishes for another match: people are waiting for an answer.
RANK = 25


class ApplicationsToDecide:
    """One step for all applications that are to be decided. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        if program.state == ProgramState.CLOSED:
            return []
        submitted = Application.objects.filter(program=program, state=ApplicationState.SUBMITTED)
        found = submitted.aggregate(count=Count("id"), first=Min("submitted_at"))
        if not found["count"]:
            return []
        since = program.organization.local_date(found["first"])
        place = reverse(
            "programs:application-list",
            kwargs={"slug": program.organization.slug, "program_id": program.pk},
        )
        url = f"{place}?state={ApplicationState.SUBMITTED}"
        who = ngettext("%(num)s application to decide", "%(num)s applications to decide", found["count"]) % {
            "num": number(found["count"])
        }
        return [
            TodayItem(
                rank=RANK,
                who=who,
                fact=_("The oldest was sent on %(day)s.") % {"day": show_date(since)},
                since=since,
                step=_("Decide"),
                url=url,
                step_url=url,
            )
        ]
