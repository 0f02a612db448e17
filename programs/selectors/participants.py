"""Participants of a program, and the programs of a person."""

from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentoring.tenancy.models import Membership
from programs.enums import ParticipantRole
from programs.models import Match, Participant, Program
from programs.querysets import programs_of
from programs.selectors.accounts import with_accounts
from programs.selectors.briefings import with_briefing, with_briefing_state


def participants_of(
    program: Program,
    *,
    today: date,
    role: str = "",
    name: str = "",
    account: str = "",
    briefing: str = "",
) -> QuerySet[Participant]:
    """Return the program's participants with their state, account state, number of current matches and briefing.

    They are filtered by role, account state, whether they have read the briefing, and the start of a word of their
    name.
    """
    participants = Participant.objects.filter(program=program).with_current_state(today)
    found = with_briefing(with_accounts(participants)).select_related("person")
    if briefing:
        found = with_briefing_state(found, briefing)
    if account:
        found = found.filter(account_state=account)
    if role:
        found = found.filter(role=role)
    if name:
        found = found.matching_name(name)
    return with_match_count(found)


def with_match_count(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Annotate `match_count`, the number of a participant's current matches.

    By subqueries: a join would have to group all participants before the page is cut off.
    """
    current = Match.objects.under_way().order_by()
    counts = [
        Coalesce(
            Subquery(
                current.filter(**{side: OuterRef("pk")}).values(side).annotate(n=Count("id")).values("n")
            ),
            0,
        )
        for side in ParticipantRole.values
    ]
    return participants.annotate(match_count=counts[0] + counts[1])


def with_taken_places(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Annotate `taken_places`, how many of a mentor's places matches and drafts take."""
    matches = Match.objects.taking_places().order_by().filter(mentor=OuterRef("pk"))
    taken = matches.values("mentor").annotate(n=Count("id")).values("n")
    return participants.annotate(taken_places=Coalesce(Subquery(taken), 0))


def programs_of_person(person_id: UUID, *, membership: Membership, today: date) -> list[Participant]:
    """Return the participations of a person in programs that the member may see, newest first."""
    visible = Participant.objects.visible_to(membership).filter(person=person_id)
    found = visible.select_related("program").with_current_state(today)
    return list(found.order_by("-program__starts_on", "id"))


def people_of(membership: Membership) -> QuerySet:
    """Return the ids of the people in the programs that the member is assigned to, for a subquery."""
    return Participant.objects.filter(program__in=programs_of(membership)).values("person")
