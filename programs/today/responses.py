"""Next steps about matches whose agreement somebody has not accepted, after a reminder."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.formats import date as show_date
from programs.enums import Health
from programs.extensions import TodayItem
from programs.health.evaluate import is_over
from programs.models import Program
from programs.selectors.parties import Party
from programs.selectors.responses import follow_up_day, waiting_for
from programs.today.todo import MOST

RANK = 32


class MatchesWithoutResponse:
    """One step for each match, with whom it waits for; none while one of them pauses. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        if is_over(program, today):
            return []
        by_match: dict[object, list[Party]] = {}
        for party in waiting_for(program, today=today, day_of=follow_up_day, until=today):
            if not (party.match.mentor.paused_on or party.match.mentee.paused_on):
                by_match.setdefault(party.match.pk, []).append(party)
        return [self._item(program, parties) for parties in list(by_match.values())[:MOST]]

    def _item(self, program: Program, parties: Sequence[Party]) -> TodayItem:
        match = parties[0].match
        arguments = {"slug": program.organization.slug, "program_id": program.pk, "match_id": match.pk}
        url = reverse("programs:match-detail", kwargs=arguments)
        since = show_date(match.started_on)
        if len(parties) > 1:
            fact = _("Neither has accepted the agreement since the introduction on %(day)s.") % {"day": since}
        else:
            name = parties[0].person.name
            fact = _("%(name)s has not accepted the agreement since the introduction on %(day)s.") % {
                "name": name,
                "day": since,
            }
        return TodayItem(
            rank=RANK,
            who=str(match),
            fact=fact,
            since=match.started_on,
            step=_("Open the match"),
            url=url,
            step_url=url,
            health=Health.ATTENTION,
        )
