"""Who gets introductions: one email per person, with all of their partners."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mentoring.mail.recipients import Recipient
from programs.enums import MatchState
from programs.models import Introduction, Match, Participant, Program
from programs.selectors.accounts import Invitee, invitation_plan
from programs.selectors.drafts import Draft, assess
from programs.selectors.parties import Party, parties_in
from programs.suggestions import Suggestion


@dataclass(frozen=True)
class Partner:
    """The other side of a match, and what both have in common."""

    party: Party
    fit: Suggestion


@dataclass(frozen=True)
class Introduced:
    """One person and the partners to whom they are introduced."""

    participant: Participant
    recipient: Recipient
    is_mentor: bool
    partners: tuple[Partner, ...]


def introduced_people(drafts: Sequence[Draft]) -> list[Introduced]:
    """Return both sides of the matches, each person once, mentees first and by name."""
    found: dict[UUID, list[tuple[Party, Partner]]] = {}
    for draft in drafts:
        for party in parties_in(draft.match):
            partner = Partner(party.partner, draft.fit)
            found.setdefault(party.participant.pk, []).append((party, partner))
    people = [
        Introduced(
            sides[0][0].participant,
            sides[0][0].recipient,
            sides[0][0].is_mentor,
            tuple(sorted((partner for _party, partner in sides), key=lambda it: it.party.person.name_norm)),
        )
        for sides in found.values()
    ]
    return sorted(people, key=lambda it: (it.is_mentor, it.participant.person.name_norm, it.participant.pk))


def invited_with_introduction(
    program: Program, person_ids: Collection[UUID], *, at: datetime, today: date
) -> list[Invitee]:
    """Return those of these people whose introduction is an invitation as well; nobody in a test run. One query."""
    if program.is_test_run:
        return []
    return invitation_plan(program, at=at, today=today, person_ids=person_ids).included


def introduced_by(introduction: Introduction, *, today: date) -> dict[UUID, Introduced]:
    """Return those who were introduced, by the id of the participant, as they are now."""
    matches = Match.objects.filter(
        introduction=introduction, state__in=[MatchState.ACTIVE, MatchState.PAUSED]
    ).with_people()
    drafts = assess(introduction.program, list(matches), today=today)
    return {it.participant.pk: it for it in introduced_people(drafts)}


def latest_introductions(program: Program, *, most: int = 10) -> list[Introduction]:
    """Return introductions that are planned or were sent, newest first. One query."""
    found = Introduction.objects.filter(program=program, cancelled_at=None).select_related("made_by__user")
    return list(found.order_by("-planned_for", "-sent_at", "-id")[:most])
