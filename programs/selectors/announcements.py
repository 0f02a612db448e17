"""To whom an announcement goes, and what each person's email says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from mentoring.mail.recipients import Recipient, ReplyTo
from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import Membership
from programs.announcement_text import fill_in
from programs.enums import Audience, MatchState
from programs.models import Announcement, Match, Participant, Program
from programs.selectors.matches import MatchFilters, listed_matches
from programs.selectors.parties import Party, parties_in

ROLES = {Audience.MENTORS: {"mentor"}, Audience.MENTEES: {"mentee"}, Audience.BOTH: {"mentor", "mentee"}}


@dataclass(frozen=True)
class Addressee:
    """One person and the partners whom their email names."""

    participant_id: UUID
    recipient: Recipient
    values: Mapping[str, str]

    def subject_of(self, announcement: Announcement) -> str:
        return fill_in(announcement.subject, self.values)

    def body_of(self, announcement: Announcement) -> str:
        return fill_in(announcement.body, self.values)


def addressees_of(matches: Iterable[Match], audience: str) -> list[Addressee]:
    """Return the people of these matches, by name, each once: a mentor of six mentees gets one email.

    The matches have their program and people loaded.
    """
    partners: dict[Participant, list[Party]] = {}
    for match in matches:
        for party in parties_in(match):
            if party.role in ROLES[Audience(audience)]:
                partners.setdefault(party.participant, []).append(party)
    found = [_addressee(participant, parties) for participant, parties in partners.items()]
    return sorted(found, key=lambda it: (it.values["name"].casefold(), str(it.participant_id)))


def matches_to_write_to(
    program: Program, filters: MatchFilters, *, match_id: str = "", among: Collection[UUID] | None = None
) -> list[Match]:
    """Return the current matches of a selection, or the one that is named, with their people. One query.

    With `among`, only these matches are in the selection.
    """
    matches = listed_matches(program, filters).filter(state__in=[MatchState.ACTIVE, MatchState.PAUSED])
    if among is not None:
        matches = matches.filter(pk__in=among)
    if match_id:
        try:
            matches = matches.filter(pk=UUID(match_id))
        except ValueError:
            return []
    return list(matches.select_related("program", "mentor__person", "mentee__person"))


def addressees_by_id(announcement: Announcement, participant_ids: Iterable[UUID]) -> dict[UUID, Addressee]:
    """Return the addressees among these participants of the program, as they are now. One query."""
    ids = set(participant_ids)
    matches = Match.objects.filter(
        program=announcement.program_id, state__in=[MatchState.ACTIVE, MatchState.PAUSED]
    )
    loaded = matches.select_related("program", "mentor__person", "mentee__person")
    found = addressees_of(loaded, announcement.audience)
    return {it.participant_id: it for it in found if it.participant_id in ids}


def program_contact(program: Program) -> ReplyTo | None:
    """Return who answers for a program: its contact, else its longest-serving owner or administrator."""
    active = Membership.objects.filter(state=MembershipState.ACTIVE).select_related("user")
    contact = active.filter(pk=program.contact_id).first() if program.contact_id else None
    contact = contact or active.filter(role=Role.ADMINISTRATOR).order_by("joined_at", "id").first()
    contact = contact or active.filter(role=Role.OWNER).order_by("joined_at", "id").first()
    return ReplyTo(contact.user.email, contact.user.name) if contact else None


def _addressee(participant: Participant, parties: list[Party]) -> Addressee:
    person = participant.person
    names = sorted(party.partner.person.name for party in parties)
    values = {
        "first_name": person.first_name or person.name,
        "name": person.name,
        "partner_names": ", ".join(names),
        "program": parties[0].match.program.name,
    }
    return Addressee(participant.pk, parties[0].recipient, values)
