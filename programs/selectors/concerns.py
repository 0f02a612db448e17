"""Who reads concerns, and the concerns of a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.lists import format_list
from django.db.models import QuerySet

from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership
from mentoring.ui.formats import current_locale
from programs.models import Concern, Match
from programs.selectors.parties import Party

SATURDAY = 5


@dataclass(frozen=True)
class ConcernReaders:
    """The named person and the deputy, and by when they answer."""

    reader: Membership
    deputy: Membership | None
    respond_by: date

    @property
    def names(self) -> str:
        people = [str(it.user) for it in (self.reader, self.deputy) if it]
        return format_list(people, locale=current_locale())


def concern_readers(party: Party, *, today: date) -> ConcernReaders | None:
    """Return who reads a concern of this side: those named by the program, else owners and administrators.

    Never one of the two people of the match. None where nobody is left.
    """
    match, program = party.match, party.match.program
    both = {match.mentor.person.membership_id, match.mentee.person.membership_id}
    active = Membership.objects.active().select_related("user").exclude(pk__in=[pk for pk in both if pk])
    named = [pk for pk in (program.concern_contact_id, program.concern_deputy_id) if pk]
    by_id = {it.pk: it for it in active.filter(pk__in=named)}
    found = [by_id[pk] for pk in named if pk in by_id]
    if not found:
        found = list(active.with_role(Role.OWNER, Role.ADMINISTRATOR).order_by("joined_at", "id")[:2])
    if not found:
        return None
    deputy = found[1] if len(found) > 1 else None
    return ConcernReaders(found[0], deputy, working_day_after(today, program.concern_response_days))


def concerns_without_readers(owner: Membership) -> Sequence[Concern]:
    """Return the concerns that nobody is responsible for, oldest first; none of a match of the owner. One query."""
    found = Concern.objects.without_readers().of_others(owner).select_related("match__program")
    return list(found.order_by("raised_at", "pk")[:100])


def owners_to_tell() -> Sequence[tuple[Concern, Membership]]:
    """Return the concerns that nobody is responsible for, each with every owner who can name somebody. Two queries.

    Not the owners who are mentor or mentee of the match.
    """
    found = Concern.objects.without_readers().select_related(
        "match__program", "match__mentor__person", "match__mentee__person"
    )
    concerns = list(found.order_by("raised_at", "pk"))
    if not concerns:
        return []
    owners = list(Membership.objects.active().with_role(Role.OWNER).select_related("user").order_by("pk"))
    return [
        (concern, owner) for concern in concerns for owner in owners if not _is_of_match(owner, concern.match)
    ]


def _is_of_match(membership: Membership, match: Match) -> bool:
    return membership.pk in (match.mentor.person.membership_id, match.mentee.person.membership_id)


def possible_readers(match: Match) -> QuerySet[Membership]:
    """Return the members who can be named for concerns about a match: who runs something, and is not in the match."""
    both = (match.mentor.person.membership_id, match.mentee.person.membership_id)
    members = Membership.objects.active().exclude(role=Role.PARTICIPANT)
    return (
        members.exclude(pk__in=[pk for pk in both if pk]).select_related("user").order_by("user__name", "id")
    )


def working_day_after(day: date, days: int) -> date:
    """Return the day that is so many days from Monday to Friday after `day`."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day


def concerns_for(membership: Membership) -> Sequence[Concern]:
    """Return the concerns that this member reads, open ones first, then the newest. One query."""
    found = Concern.objects.named(membership)
    people = found.select_related(
        "match__program", "match__mentor__person", "match__mentee__person", "author__person"
    )
    return list(people.order_by("answered_at", "-raised_at")[:100])
