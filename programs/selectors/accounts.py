"""Who of a program's participants has an account, who is invited, and who can be invited or reminded."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import BooleanField, CharField
from django.utils.translation import gettext as _

from mentoring.mail.headers import checked_address
from mentoring.mail.models import Suppression
from mentoring.mail.recipients import Recipient
from mentoring.members.enums import InviteState
from mentoring.members.models import MemberInvite
from mentoring.people.models import Person
from mentoring.tenancy.enums import MembershipState
from programs.enums import AccountState, ParticipantState
from programs.models import Participant, Program

REMINDER_INTERVAL = timedelta(days=7)
OPEN_INVITES = (InviteState.PENDING, InviteState.EXPIRED)


@dataclass(frozen=True)
class AccountSummary:
    """The number of participants by account state, and of people who can be invited or reminded."""

    by_state: dict[str, int]
    invitable: int
    remindable: int

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def active(self) -> int:
        return self.by_state.get(AccountState.ACTIVE, 0)


@dataclass(frozen=True)
class Invitee:
    """A person who takes part in a program, with the account state, and the latest invitation if it is open."""

    person: Person
    state: str
    is_accepted: bool
    invite_id: UUID | None
    sent_at: datetime | None

    @property
    def recipient(self) -> Recipient:
        person = self.person
        return Recipient(person.email_norm or "", person.name, person.language, person.time_zone)

    def is_gone(self, today: date) -> bool:
        return bool(self.person.has_left(today))


def with_accounts(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Annotate `account_state`, and `invite_sent_at` and `invite_expires_at` of the latest invitation."""
    latest = MemberInvite.objects.filter(email=OuterRef("person__email_norm")).order_by("-invited_at", "id")
    suppressed = Suppression.objects.filter(email_norm=OuterRef("person__email_norm"))
    return participants.annotate(
        invite_id=Subquery(latest.values("id")[:1]),
        invite_state=Subquery(latest.values("state")[:1]),
        invite_sent_at=Subquery(latest.values("sent_at")[:1]),
        invite_expires_at=Subquery(latest.values("expires_at")[:1]),
    ).annotate(
        account_state=Case(
            When(person__membership__state=MembershipState.ACTIVE, then=Value(AccountState.ACTIVE.value)),
            When(person__membership__isnull=False, then=Value(AccountState.ENDED.value)),
            When(person__email_norm__isnull=True, then=Value(AccountState.NO_ADDRESS.value)),
            When(Exists(suppressed), then=Value(AccountState.UNDELIVERABLE.value)),
            When(invite_state__in=OPEN_INVITES, then=Value(AccountState.INVITED.value)),
            default=Value(AccountState.NONE.value),
            output_field=CharField(),
        )
    )


def account_summary(program: Program, *, at: datetime, today: date) -> AccountSummary:
    """Count the program's participants by account state. One query."""
    found = with_accounts(Participant.objects.filter(program=program)).annotate(
        can_get_email=Case(
            When(
                Q(person__left_on__gt=today) | Q(person__left_on__isnull=True, person__is_departed=False),
                state=ParticipantState.ACCEPTED,
                then=Value(True),
            ),
            default=Value(False),
            output_field=BooleanField(),
        ),
        is_recent=Case(
            When(invite_sent_at__gt=at - REMINDER_INTERVAL, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
    )
    rows = found.values("account_state", "can_get_email", "is_recent").annotate(
        rows=Count("id"), people=Count("person", distinct=True)
    )
    by_state: dict[str, int] = {}
    invitable = remindable = 0
    for row in rows.order_by():
        state = row["account_state"]
        by_state[state] = by_state.get(state, 0) + row["rows"]
        if row["can_get_email"] and state == AccountState.NONE:
            invitable += row["people"]
        if row["can_get_email"] and state == AccountState.INVITED and not row["is_recent"]:
            remindable += row["people"]
    return AccountSummary(by_state, invitable, remindable)


def invitees_of(program: Program, *, person_ids: Collection[UUID] | None = None) -> list[Invitee]:
    """Return the people who take part in the program, or those of them given by id, by name. One query."""
    found = with_accounts(Participant.objects.filter(program=program)).select_related("person")
    if person_ids is not None:
        found = found.filter(person__in=person_ids)
    people: dict[UUID, Invitee] = {}
    for row in found.order_by("person__name_norm", "id"):
        is_open = row.account_state == AccountState.INVITED
        known = people.get(row.person_id)
        people[row.person_id] = Invitee(
            row.person,
            row.account_state,
            # In two roles, one accepted is enough.
            row.state == ParticipantState.ACCEPTED or bool(known and known.is_accepted),
            row.invite_id if is_open else None,
            row.invite_sent_at if is_open else None,
        )
    return list(people.values())


@dataclass(frozen=True)
class InvitationPlan:
    """Who gets an email, and who does not, by reason."""

    included: list[Invitee]
    excluded: dict[str, list[Invitee]]


def invitation_plan(
    program: Program, *, at: datetime, today: date, person_ids: Collection[UUID] | None = None
) -> InvitationPlan:
    """Return whom an invitation of the program's participants reaches. One query."""

    def reason(it: Invitee) -> str:
        if it.state == AccountState.INVITED:
            return _("Invited already")
        return _no_email_reason(it, today)

    return _plan(invitees_of(program, person_ids=person_ids), reason)


def reminder_plan(
    program: Program, *, at: datetime, today: date, person_ids: Collection[UUID] | None = None
) -> InvitationPlan:
    """Return whom a reminder reaches: those who were invited at least 7 days ago. One query."""

    def reason(it: Invitee) -> str:
        if it.state == AccountState.NONE:
            return _("Not invited yet")
        if it.sent_at and it.sent_at > at - REMINDER_INTERVAL:
            return _("Invited or reminded within the last 7 days")
        return _no_email_reason(it, today)

    return _plan(invitees_of(program, person_ids=person_ids), reason)


def _no_email_reason(it: Invitee, today: date) -> str:
    if it.state == AccountState.ACTIVE:
        return _("Has an account already")
    if it.state == AccountState.ENDED:
        return _("Access was ended; it can be restored on the page Members")
    if it.is_gone(today):
        return _("No longer works here")
    if not it.is_accepted:
        return _("Not accepted as a participant")
    if it.state == AccountState.NO_ADDRESS:
        return _("No email address in the directory")
    if it.state == AccountState.UNDELIVERABLE:
        return _("Email to this address is not deliverable")
    try:
        checked_address(it.person.email)
    except ValidationError:
        return _("Invalid email address in the directory")
    return ""


def _plan(people: list[Invitee], reason: Callable[[Invitee], str]) -> InvitationPlan:
    included: list[Invitee] = []
    excluded: dict[str, list[Invitee]] = {}
    for it in people:
        why = reason(it)
        if why:
            excluded.setdefault(why, []).append(it)
        else:
            included.append(it)
    return InvitationPlan(included, excluded)
