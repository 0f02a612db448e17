"""The next step about approved matches whose people have not been introduced."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.formats import number
from programs.enums import MatchState, ProgramState
from programs.extensions import TodayItem
from programs.models import Match, Program

# Before the applications to decide: people have been matched and do not know it.
RANK = 24


def to_introduce(program: Program) -> QuerySet[Match]:
    """Return the approved matches that are neither introduced nor scheduled."""
    return Match.objects.filter(program=program, state=MatchState.APPROVED, introduction=None)


class IntroductionsToSend:
    """One step for all approved matches that are neither introduced nor scheduled. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        if program.state == ProgramState.CLOSED:
            return []
        count = to_introduce(program).count()
        if not count:
            return []
        arguments = {"slug": program.organization.slug, "program_id": program.pk}
        url = reverse("programs:introductions", kwargs=arguments)
        who = ngettext("%(num)s approved match to introduce", "%(num)s approved matches to introduce", count)
        return [
            TodayItem(
                rank=RANK,
                who=who % {"num": number(count)},
                fact=_("Mentor and mentee have not been told yet."),
                since=None,
                step=_("Preview introductions"),
                url=url,
                step_url=url,
            )
        ]
