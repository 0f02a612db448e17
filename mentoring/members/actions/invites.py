"""Invites: sent, sent again, withdrawn, accepted. The mail is a row of the outbox in the same transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mentoring.accounts.actions import adopt_time_zone
from mentoring.accounts.models import User
from mentoring.audit.actions import record
from mentoring.mail.actions import cancel_messages
from mentoring.members.emails import queue_invite, queue_invites
from mentoring.members.enums import InviteState
from mentoring.members.models import INVITE_LIFE, MemberInvite
from mentoring.members.rules import can_assign_role, can_manage_invite
from mentoring.members.selectors import refused_addresses
from mentoring.members.signals import member_joined
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import MembershipState
from mentoring.tenancy.models import ApiToken, Membership, Organization

AT_ONCE = 200
# Anybody can create an organization, so it must not be a way to send mail to strangers by the thousand.
A_DAY = 500
PAUSE = timedelta(minutes=10)


@transaction.atomic
def invite_people(
    emails: Sequence[str], *, role: str, message: str, language: str, by: Actor, at: datetime
) -> list[MemberInvite]:
    """Offer a role to each address (normalized, at most 200) by a mail with a link that lives 14 days.

    Refuses the whole list when one of them is a member or invited already, or comes twice.
    """
    _refuse_role(role, by)
    _refuse_too_many(emails, at)
    refused = refused_addresses(emails, at=at)
    if refused or len(set(emails)) < len(emails):
        twice = [_("%(email)s: This address is listed twice.") % {"email": e} for e in _repeated(emails)]
        raise ValidationError([f"{email}: {sentence}" for email, sentence in refused.items()] + twice)
    invites = [
        MemberInvite(
            email=email,
            role=role,
            message=message,
            language=language,
            invited_by=by.membership,
            invited_at=at,
            sent_at=at,
            expires_at=at + INVITE_LIFE,
        )
        for email in emails
    ]
    for invite in invites[:1]:  # they differ in the address only, which the form and the database check
        invite.full_clean(validate_unique=False, validate_constraints=False)
    # An unanswered one of earlier would stand in the way of the constraint.
    MemberInvite.objects.overdue(at).filter(email__in=emails).update(state=InviteState.EXPIRED, closed_at=at)
    try:
        with transaction.atomic():
            MemberInvite.objects.bulk_create(invites)
    except IntegrityError:  # the race: another administrator invited one of them after we looked
        raise ValidationError(
            _("One of these people was just invited by someone else. Reload the page.")
        ) from None
    if len(invites) == 1:
        queue_invite(invites[0], by=by)
    else:
        batch_id = queue_invites(invites, by=by)
        MemberInvite.objects.filter(pk__in=[invite.pk for invite in invites]).update(batch_id=batch_id)
        for invite in invites:
            invite.batch_id = batch_id
    for invite in invites:
        record("members.invite_person", invite, by=by, values={"role": role})
    return invites


@transaction.atomic
def withdraw_batch(batch_id: UUID, *, by: Actor, at: datetime) -> int:
    """Take back those of the people invited together who have not answered; return how many."""
    # Locked in primary-key order. The race: one of them accepts at this moment.
    pending = MemberInvite.objects.filter(batch_id=batch_id, state=InviteState.PENDING)
    invites = list(pending.order_by("id").select_for_update())
    if by.membership is not None:
        invites = [invite for invite in invites if can_manage_invite(by.membership, invite)]
    ids = [invite.pk for invite in invites]
    MemberInvite.objects.filter(pk__in=ids).update(state=InviteState.WITHDRAWN, closed_at=at)
    for invite in invites:
        record("members.withdraw_invite", invite, by=by, values={"role": invite.role})
    if ids:
        cancel_messages(by=by, batch_id=batch_id, at=at)
    return len(ids)


@transaction.atomic
def resend_invite(invite: MemberInvite, *, by: Actor, at: datetime) -> MemberInvite:
    """Send the invite again with a new link and 14 new days. The link sent before is dead from now on."""
    invite = _locked(invite)
    _refuse_role(invite.role, by)
    if invite.state not in (InviteState.PENDING, InviteState.EXPIRED):
        raise ValidationError(_("This invitation was answered or withdrawn."))
    if at - invite.sent_at < PAUSE:
        raise ValidationError(_("This invitation was sent less than ten minutes ago. Please wait a moment."))
    if refused_addresses([invite.email], at=at) and invite.state_at(at) == InviteState.EXPIRED:
        raise ValidationError(
            _("There is a newer invitation for this address, or the person is already a member.")
        )
    _refuse_too_many([invite.email], at)
    invite.state, invite.closed_at = InviteState.PENDING, None
    invite.link_version += 1
    invite.sent_at, invite.expires_at = at, at + INVITE_LIFE
    invite.full_clean()
    invite.save(update_fields=["state", "closed_at", "link_version", "sent_at", "expires_at"])
    queue_invite(invite, by=by)
    record("members.resend_invite", invite, by=by, values={"role": invite.role})
    return invite


@transaction.atomic
def withdraw_invite(invite: MemberInvite, *, by: Actor, at: datetime) -> MemberInvite:
    """Take an invite back: its link is dead from now on, sent or not."""
    invite = _locked(invite)
    _refuse_role(invite.role, by)
    if invite.state != InviteState.PENDING:
        raise ValidationError(_("This invitation was answered or withdrawn."))
    invite.state, invite.closed_at = InviteState.WITHDRAWN, at
    invite.save(update_fields=["state", "closed_at"])
    record("members.withdraw_invite", invite, by=by, values={"role": invite.role})
    return invite


@transaction.atomic
def accept_invite(invite: MemberInvite, *, user: User, by: Actor, at: datetime) -> Membership:
    """Make the signed-in user a member in the role that was offered, whatever address they sign in with.

    Somebody who was a member before comes back with the new role, and without the tokens of then.
    """
    invite = _locked(invite)
    if invite.state_at(at) != InviteState.PENDING:
        raise ValidationError(_("This invitation is no longer valid."))
    membership = Membership.objects.filter(user=user).select_for_update().first()
    if membership and membership.is_active:
        raise ValidationError(_("You are already a member of this organization."))
    is_new = membership is None
    membership = membership or Membership(user=user)
    membership.role, membership.state, membership.ended_at = invite.role, MembershipState.ACTIVE, None
    membership.full_clean()
    try:
        with transaction.atomic():
            membership.save(force_insert=is_new)
    except IntegrityError:  # the race: the same person accepts two invites at once
        raise ValidationError(_("You are already a member of this organization.")) from None
    ApiToken.objects.filter(membership=membership, revoked_at=None).update(revoked_at=at)
    adopt_time_zone(user, Organization.objects.get(pk=membership.organization_id).time_zone)
    invite.state, invite.closed_at, invite.accepted_by = InviteState.ACCEPTED, at, membership
    invite.save(update_fields=["state", "closed_at", "accepted_by"])
    member_joined.send(Membership, membership=membership, proven_email=invite.email)
    record("members.accept_invite", membership, by=by, values={"role": invite.role})
    return membership


def _locked(invite: MemberInvite) -> MemberInvite:
    """The race: one is accepted, sent again or withdrawn by two people (or one double click) at once."""
    return MemberInvite.objects.select_for_update().get(pk=invite.pk)


def _refuse_role(role: str, by: Actor) -> None:
    if by.membership is not None and not can_assign_role(by.membership, role):
        raise ValidationError(_("Only owners can assign the owner role."))


def _refuse_too_many(emails: Sequence[str], at: datetime) -> None:
    if len(emails) > AT_ONCE:
        raise ValidationError(_("At most %(number)s people at a time.") % {"number": AT_ONCE})
    sent = MemberInvite.objects.filter(sent_at__gt=at - timedelta(days=1)).count()
    if sent + len(emails) > A_DAY:
        raise ValidationError(
            _("You can send up to %(number)s invitations in 24 hours. Please continue tomorrow.")
            % {"number": A_DAY}
        )


def _repeated(emails: Sequence[str]) -> list[str]:
    return sorted({email for email in emails if emails.count(email) > 1})
