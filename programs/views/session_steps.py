"""The next step "Plan a session" on the card of a match that has none planned."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.formats import date as show_date
from programs.enums import MatchState
from programs.extensions import PartyStep
from programs.selectors.parties import Party

# Goals and plans that wait for this person come first.
RANK = 65


class SessionSteps:
    """Asks two who have not met yet, or not for as long as they agreed to meet. No query."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]:
        today = parties[0].match.program.organization.local_date(now)
        return {party.match.pk: _step(party) for party in parties if _needs_session(party, today)}


def _needs_session(party: Party, today: date) -> bool:
    match = party.match
    if match.state != MatchState.ACTIVE or (match.next_planned_on and match.next_planned_on >= today):
        return False
    interval = timedelta(days=match.program.meeting_interval_days)
    return match.last_held_on is None or match.last_held_on + interval <= today


def _step(party: Party) -> PartyStep:
    match, name = party.match, party.partner.person.name
    if match.last_held_on:
        heading = _("Plan your next session")
        text = _("You last met on %(day)s.") % {"day": show_date(match.last_held_on)}
    else:
        heading = _("Plan your first session")
        text = _("Suggest a day to %(name)s. Half an hour is enough to start.") % {"name": name}
    slug = match.program.organization.slug
    url = reverse("programs:my-session-plan", kwargs={"slug": slug, "match_id": match.pk})
    return PartyStep(RANK, heading, text, _("Plan session"), url)
