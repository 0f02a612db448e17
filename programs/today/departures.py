"""Next steps about mentors who have left and still have a match."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.formats import date as show_date
from programs.enums import Health, ParticipantState
from programs.extensions import TodayItem
from programs.health.evaluate import is_over
from programs.models import Match, Program
from programs.querysets import departed
from programs.today.todo import MOST

# Before everything else: the mentee has nobody.
RANK = 5


class DepartedMentors:
    """Matches that go on although their mentor has left the organization or the program. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        if is_over(program, today):
            return []
        gone = departed("mentor__person__", today) | Q(mentor__state=ParticipantState.LEFT)
        matches = Match.objects.filter(gone, program=program).under_way().with_people()
        return [
            self._item(program, it, today) for it in matches.order_by("mentor__person__left_on", "id")[:MOST]
        ]

    def _item(self, program: Program, match: Match, today: date) -> TodayItem:
        arguments = {"slug": program.organization.slug, "program_id": program.pk, "match_id": match.pk}
        mentor = match.mentor.person
        name = {"name": mentor.name}
        if not mentor.has_left(today):
            fact, since = _("%(name)s has left the program.") % name, None
        elif mentor.left_on:
            since = mentor.left_on
            fact = _("%(name)s left on %(day)s.") % {**name, "day": show_date(since)}
        else:
            fact, since = _("%(name)s no longer works here.") % name, None
        return TodayItem(
            rank=RANK,
            who=str(match),
            fact=fact,
            since=since,
            step=_("Choose another mentor"),
            url=reverse("programs:match-detail", kwargs=arguments),
            step_url=reverse("programs:rematch", kwargs=arguments),
            health=Health.AT_RISK,
        )
