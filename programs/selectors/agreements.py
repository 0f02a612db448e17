"""Which sides of which matches have accepted the agreement."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from programs.models import AgreementAcceptance, Match, MatchMessage
from programs.selectors.parties import Party

MESSAGES_SHOWN = 50


def acceptances_of(match: Match) -> dict[str, AgreementAcceptance]:
    """Return what each side has accepted, by role."""
    return {it.role: it for it in AgreementAcceptance.objects.filter(match=match)}


def accepted_roles(match_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Return the roles that have accepted, for many matches at once."""
    accepted: dict[UUID, set[str]] = {}
    for match_id, role in AgreementAcceptance.objects.filter(match__in=match_ids).values_list(
        "match_id", "role"
    ):
        accepted.setdefault(match_id, set()).add(role)
    return accepted


def messages_of(match: Match) -> list[MatchMessage]:
    """Return the messages between the two, newest first, without those taken back."""
    return list(
        MatchMessage.objects.filter(match=match, cancelled_at=None).order_by("-sent_at")[:MESSAGES_SHOWN]
    )


def wishes_of(party: Party) -> tuple[str, str]:
    """Return what the person and their partner want from the mentoring; "" where it is not stated. One query."""
    accepted = acceptances_of(party.match)
    mine, theirs = accepted.get(party.role), accepted.get(party.partner.role)
    return mine.wishes if mine else "", theirs.wishes if theirs else ""


def contacts_of_partners(parties: Sequence[Party]) -> dict[UUID, tuple[str, int]]:
    """Return how each party's partner wants to be reached and how fast they reply, by match id."""
    partner_role = {party.match.pk: party.partner.role for party in parties}
    found = AgreementAcceptance.objects.filter(match__in=partner_role)
    return {
        match_id: (contact, days)
        for match_id, role, contact, days in found.values_list(
            "match_id", "role", "contact", "reply_within_days"
        )
        if partner_role[match_id] == role
    }
