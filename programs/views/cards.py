"""The card of each match on the home page of a mentor or a mentee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.ui.formats import date as show_date
from mentoring.ui.formats import datetime as show_datetime
from programs.extensions import PARTY_ROWS, PARTY_STEPS, PartyRow, PartyStep
from programs.selectors.parties import Party
from programs.selectors.sessions import PlannedSessions, planned_sessions


@dataclass(frozen=True)
class MatchCard:
    party: Party
    url: str
    step: PartyStep | None
    rows: Sequence[PartyRow]


def cards_of(parties: Sequence[Party], request: HttpRequest) -> list[MatchCard]:
    """Return a card for each match: its next step, the most urgent that any provider found, and its lines.

    Matches that need something come first, then those with nothing to do, then those that have ended. The number of
    queries does not depend on the number of matches.
    """
    now, current = timezone.now(), [party for party in parties if party.is_current]
    steps: dict[object, PartyStep] = {}
    rows: dict[object, list[PartyRow]] = {}
    for party in parties:
        party.match.program.organization = request.organization
    for step_provider in PARTY_STEPS if current else ():
        for match_id, step in step_provider.steps(current, now=now).items():
            if match_id not in steps or step.rank < steps[match_id].rank:
                steps[match_id] = step
    for row_provider in PARTY_ROWS if current else ():
        for match_id, found in row_provider.rows(current, now=now).items():
            rows.setdefault(match_id, []).extend(found)
    cards = [
        MatchCard(
            party,
            reverse(
                "programs:my-match", kwargs={"slug": request.organization.slug, "match_id": party.match.pk}
            ),
            steps.get(party.match.pk),
            rows.get(party.match.pk, ()),
        )
        for party in parties
    ]
    return sorted(cards, key=_urgency)


def _urgency(card: MatchCard) -> tuple[bool, bool, int]:
    if card.step is None:
        return not card.party.is_current, True, 0
    return not card.party.is_current, card.step.is_calm, card.step.rank


class SessionRows:
    """When the two meet next and when they last met. One query, for planned sessions."""

    def rows(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Sequence[PartyRow]]:
        today = parties[0].match.program.organization.local_date(now)
        planned = planned_sessions([party.match.pk for party in parties], today=today)
        return {
            party.match.pk: [_session_row(party, planned.get(party.match.pk, PlannedSessions()))]
            for party in parties
        }


def _session_row(party: Party, planned: PlannedSessions) -> PartyRow:
    match, unconfirmed = party.match, planned.unconfirmed_on
    slug = match.program.organization.slug
    url = reverse("programs:my-match", kwargs={"slug": slug, "match_id": match.pk}) + "#sessions"
    if unconfirmed and not planned.next_on:
        return PartyRow(_("Last session"), show_date(unconfirmed), _("Not confirmed yet."), url, "calendar")
    if unconfirmed:
        remark = _("The session on %(day)s is not confirmed yet.") % {"day": show_date(unconfirmed)}
    elif match.last_held_on:
        remark = _("You last met on %(day)s.") % {"day": show_date(match.last_held_on)}
    else:
        remark = _("You have not met yet.")
    if planned.next_at:
        when = show_datetime(planned.next_at)
    else:
        when = show_date(planned.next_on) if planned.next_on else _("None scheduled")
    return PartyRow(_("Next session"), when, remark, url, "calendar")
