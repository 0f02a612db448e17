"""Invite and remind people whose addresses come from the organization's own directory, many at once.

They do not count towards the daily limit of a confirmed organization, which is for addresses that somebody typed in. An
upper app names the kind of message, whose context it reads itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from mentoring.mail.actions import BulkItem, cancel_messages, queue_bulk
from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.members.actions.invite_limits import overloaded_addresses, refuse_too_many_from_directory
from mentoring.members.actions.invites import withdraw_batch
from mentoring.members.emails import directory_invite_key
from mentoring.members.enums import InviteState
from mentoring.members.models import INVITE_LIFE, MemberInvite
from mentoring.members.rules import can_assign_role
from mentoring.members.selectors import refused_addresses
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id

REMINDER_INTERVAL = timedelta(days=7)
BATCH_SIZE = 1000


@dataclass(frozen=True)
class InviteBatch:
    """Invitations sent, and possibly undone, together."""

    id: UUID
    count: int


@transaction.atomic
def invite_from_directory(
    recipients: Sequence[Recipient], *, kind: str, scope_id: UUID, by: Actor, at: datetime
) -> InviteBatch:
    """Invite people as participants, by emails of `kind` that go out after two minutes.

    Left out are addresses (normalized) of members and of pending invitations, and those that have received too many
    invitations today. Refuses when nobody is left. The number of queries does not depend on the number of people.
    """
    _refuse_role(by)
    invited = _make_invites(recipients, by=by, at=at)
    if not invited:
        raise ValidationError(_("Nobody is left to invite."))
    batch_id = _queue(invited, kind, scope_id, by=by)
    MemberInvite.objects.filter(pk__in=[invite.pk for invite, _recipient in invited]).update(
        batch_id=batch_id
    )
    return InviteBatch(batch_id, len(invited))


@transaction.atomic
def invite_with_other_email(
    recipients: Sequence[Recipient], *, batch_id: UUID, by: Actor, at: datetime
) -> int:
    """Invite people as participants by the link in an email of that batch, which says more than an invitation.

    Those who cannot be invited are left out, as in invite_from_directory; a member who may not invite invites nobody.
    """
    return len(_make_invites(recipients, batch_id=batch_id, by=by, at=at)) if _may_invite(by) else 0


@transaction.atomic
def remind_from_directory(
    recipients: Mapping[UUID, Recipient], *, kind: str, scope_id: UUID, by: Actor, at: datetime
) -> InviteBatch:
    """Send open invitations (by id) again, valid for another 14 days.

    Invitations sent within the last 7 days are left out, as are those answered since. Refuses when none is left.
    """
    _refuse_role(by)
    # Locked in primary-key order. Race: one of them is accepted, or reminded by a colleague, at the same time.
    found = MemberInvite.objects.filter(
        pk__in=list(recipients),
        state__in=[InviteState.PENDING, InviteState.EXPIRED],
        role=Role.PARTICIPANT,
        sent_at__lte=at - REMINDER_INTERVAL,
    )
    invites = list(found.order_by("id").select_for_update())
    if not invites:
        raise ValidationError(_("Nobody is left to remind. People are reminded once in 7 days at most."))
    refuse_too_many_from_directory(len(invites), at=at)
    for invite in invites:
        invite.state, invite.closed_at = InviteState.PENDING, None
        invite.sent_at, invite.expires_at = at, at + INVITE_LIFE
        if by.membership is not None:
            invite.invited_by = by.membership  # the invitation now depends on this member's right to issue it
    fields = ["state", "closed_at", "sent_at", "expires_at", "invited_by"]
    MemberInvite.objects.bulk_update(invites, fields, batch_size=BATCH_SIZE)
    batch_id = _queue([(invite, recipients[invite.pk]) for invite in invites], kind, scope_id, by=by)
    return InviteBatch(batch_id, len(invites))


@transaction.atomic
def undo_invites(batch_id: UUID, *, by: Actor, at: datetime) -> int:
    """Withdraw the invitations of a batch whose emails have not gone out; return their number."""
    _refuse_sent(batch_id)
    return withdraw_batch(batch_id, by=by, at=at)


@transaction.atomic
def undo_reminders(batch_id: UUID, *, by: Actor, at: datetime) -> int:
    """Take back the reminders of a batch that have not gone out; return their number. The invitations stay open."""
    _refuse_sent(batch_id)
    waiting = OutboxMessage.objects.filter(batch_id=batch_id, state=MessageState.WAITING)
    ids = list(waiting.values_list("about_id", flat=True))
    count = cancel_messages(by=by, batch_id=batch_id, at=at)
    # The day of the last reminder is not kept. It was at least 7 days ago, so another one may go out again.
    MemberInvite.objects.filter(pk__in=ids).update(sent_at=F("invited_at"))
    return count


def _make_invites(
    recipients: Sequence[Recipient], *, batch_id: UUID | None = None, by: Actor, at: datetime
) -> list[tuple[MemberInvite, Recipient]]:
    emails = [recipient.email for recipient in recipients]
    refused = {*refused_addresses(emails, at=at), *overloaded_addresses(emails, at=at)}
    wanted = {it.email: it for it in recipients if it.email not in refused}
    if not wanted:
        return []
    refuse_too_many_from_directory(len(wanted), at=at)
    language = Organization.objects.get(pk=current_organization_id()).language
    invites = [
        MemberInvite(
            email=email,
            role=Role.PARTICIPANT,
            language=recipient.language or language,
            is_from_directory=True,
            invited_by=by.membership,
            invited_at=at,
            sent_at=at,
            expires_at=at + INVITE_LIFE,
            batch_id=batch_id,
        )
        for email, recipient in wanted.items()
    ]
    # An overdue invitation would violate the constraint.
    overdue = MemberInvite.objects.overdue(at).filter(email__in=wanted)
    overdue.update(state=InviteState.EXPIRED, closed_at=at)
    try:
        with transaction.atomic():
            MemberInvite.objects.bulk_create(invites, batch_size=BATCH_SIZE)
    except IntegrityError:  # race: another administrator invited one of them after the check
        raise ValidationError(
            _("Somebody else has just invited one of these people. Please try again.")
        ) from None
    return [(invite, wanted[invite.email]) for invite in invites]


def _queue(
    invites: Sequence[tuple[MemberInvite, Recipient]], kind: str, scope_id: UUID, *, by: Actor
) -> UUID:
    items = [
        BulkItem(recipient, directory_invite_key(kind, invite), invite, scope_id=scope_id)
        for invite, recipient in invites
    ]
    return queue_bulk(kind, items, by=by).id


def _refuse_sent(batch_id: UUID) -> None:
    if not OutboxMessage.objects.filter(batch_id=batch_id, state=MessageState.WAITING).exists():
        raise ValidationError(_("These emails have gone out already."))


def _may_invite(by: Actor) -> bool:
    return by.membership is None or can_assign_role(by.membership, Role.PARTICIPANT)


def _refuse_role(by: Actor) -> None:
    if not _may_invite(by):
        raise ValidationError(_("Only owners and administrators can invite people."))
