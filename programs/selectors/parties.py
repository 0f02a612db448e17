"""Parties: a person and their side of a match. Pages, API and links for people without an account all use them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mentoring.mail.recipients import Recipient
from mentoring.people.models import Person
from mentoring.tenancy.models import Membership
from programs.enums import MatchState, ParticipantRole
from programs.models import Match, Participant


@dataclass(frozen=True)
class Party:
    """A person and their side of a match. The match has both participants and people, and its program, loaded."""

    match: Match
    role: str

    @property
    def is_mentor(self) -> bool:
        return self.role == ParticipantRole.MENTOR

    @property
    def participant(self) -> Participant:
        return self.match.mentor if self.is_mentor else self.match.mentee

    @property
    def person(self) -> Person:
        return self.participant.person

    @property
    def partner(self) -> Party:
        return Party(self.match, ParticipantRole.MENTEE if self.is_mentor else ParticipantRole.MENTOR)

    @property
    def is_current(self) -> bool:
        """Whether the match goes on: active or paused."""
        return self.match.state in (MatchState.ACTIVE, MatchState.PAUSED)

    @property
    def recipient(self) -> Recipient:
        person = self.person
        return Recipient(person.email, person.name, person.language, person.time_zone)


def parties_of(membership: Membership) -> list[Party]:
    """Return the member's sides of all matches that were introduced, current ones first, newest first. One query."""
    side = Q(mentor__person__membership=membership) | Q(mentee__person__membership=membership)
    return _in_order(
        Party(match, _role(match.mentor.person.membership_id == membership.pk))
        for match in _introduced().filter(side)
    )


def parties_of_participant(participant: Participant) -> list[Party]:
    """Return the participant's sides of all matches that were introduced. One query."""
    side = Q(mentor=participant) | Q(mentee=participant)
    return _in_order(
        Party(match, _role(match.mentor_id == participant.pk)) for match in _introduced().filter(side)
    )


def party_in(match_id: UUID, membership: Membership) -> Party | None:
    """Return the member's side of a match, or None when they have none. One query."""
    side = Q(mentor__person__membership=membership) | Q(mentee__person__membership=membership)
    match = _introduced().filter(side, pk=match_id).first()
    return None if match is None else Party(match, _role(match.mentor.person.membership_id == membership.pk))


def parties_in(match: Match) -> tuple[Party, Party]:
    """Return both sides of a match whose people are loaded: the mentor's, then the mentee's."""
    return Party(match, ParticipantRole.MENTOR), Party(match, ParticipantRole.MENTEE)


def _introduced() -> QuerySet[Match]:
    return Match.objects.introduced().select_related("program", "mentor__person", "mentee__person")


def _role(is_mentor: bool) -> str:
    return ParticipantRole.MENTOR if is_mentor else ParticipantRole.MENTEE


def _in_order(parties: Iterable[Party]) -> list[Party]:
    newest = sorted(parties, key=lambda party: (party.match.started_on, party.match.pk), reverse=True)
    return sorted(newest, key=lambda party: not party.is_current)
