"""Send, resend, withdraw and accept invitations. The email is an outbox row in the same transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.accounts.actions import adopt_time_zone
from mentoring.accounts.models import User
from mentoring.audit.actions import record
from mentoring.mail.actions import cancel_messages
from mentoring.members.actions.invite_limits import refuse_too_many_invites
from mentoring.members.actions.organizations import confirm_organization
from mentoring.members.emails import queue_invite, queue_invites, queue_other_address_notices
from mentoring.members.enums import InviteState
from mentoring.members.models import INVITE_LIFE, MemberInvite
from mentoring.members.rules import can_assign_role, can_manage_invite, needs_invited_address
from mentoring.members.selectors import refused_addresses
from mentoring.members.signals import member_joined
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import MembershipState
from mentoring.tenancy.models import ApiToken, Membership, Organization

RESEND_INTERVAL = timedelta(minutes=10)


@transaction.atomic
def invite_people(
    emails: Sequence[str], *, role: str, message: str, language: str, by: Actor, at: datetime
) -> list[MemberInvite]:
    """Invite each address (normalized, at most 200) by an email with a link that expires after 14 days.

    Refuses the whole list if one address is a member, already invited, or repeated.
    """
    _refuse_role(role, by)
    refuse_too_many_invites(emails, at=at)
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
    for invite in invites[:1]:  # they differ only in the address, which the form and the database check
        invite.full_clean(validate_unique=False, validate_constraints=False)
    # An overdue invitation would violate the constraint.
    MemberInvite.objects.overdue(at).filter(email__in=emails).update(state=InviteState.EXPIRED, closed_at=at)
    try:
        with transaction.atomic():
            MemberInvite.objects.bulk_create(invites)
    except IntegrityError:  # race: another administrator invited one of them after the check
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
    """Withdraw the pending invitations of a batch that the member may manage; return their number."""
    invites = _lock_batch(batch_id)
    if by.membership is not None:
        invites = [invite for invite in invites if can_manage_invite(by.membership, invite)]
    return _withdraw(invites, batch_id, by=by, at=at)


@transaction.atomic
def withdraw_with_other_email(batch_id: UUID, *, by: Actor, at: datetime) -> int:
    """Withdraw the pending invitations that go out with another email, because that is canceled; return their number.

    Whoever may cancel that email may do so, whether or not they may invite people.
    """
    return _withdraw(_lock_batch(batch_id), batch_id, by=by, at=at)


def _lock_batch(batch_id: UUID) -> list[MemberInvite]:
    # Locked in primary-key order. Race: one of them is accepted at the same time.
    pending = MemberInvite.objects.filter(batch_id=batch_id, state=InviteState.PENDING)
    return list(pending.order_by("id").select_for_update())


def _withdraw(invites: Sequence[MemberInvite], batch_id: UUID, *, by: Actor, at: datetime) -> int:
    ids = [invite.pk for invite in invites]
    MemberInvite.objects.filter(pk__in=ids).update(state=InviteState.WITHDRAWN, closed_at=at)
    for invite in invites:
        record("members.withdraw_invite", invite, by=by, values={"role": invite.role})
    if ids:
        cancel_messages(by=by, batch_id=batch_id, at=at)
    return len(ids)


@transaction.atomic
def resend_invite(invite: MemberInvite, *, by: Actor, at: datetime) -> MemberInvite:
    """Send the invitation again with a new link, valid for 14 days. The earlier link becomes invalid."""
    invite = _locked(invite)
    _refuse_role(invite.role, by)
    if invite.state not in (InviteState.PENDING, InviteState.EXPIRED):
        raise ValidationError(_("This invitation was answered or withdrawn."))
    if at - invite.sent_at < RESEND_INTERVAL:
        raise ValidationError(_("This invitation was sent less than ten minutes ago. Please wait a moment."))
    if refused_addresses([invite.email], at=at) and invite.state_at(at) == InviteState.EXPIRED:
        raise ValidationError(
            _("There is a newer invitation for this address, or the person is already a member.")
        )
    refuse_too_many_invites([invite.email], at=at)
    invite.state, invite.closed_at = InviteState.PENDING, None
    invite.link_version += 1
    invite.sent_at, invite.expires_at = at, at + INVITE_LIFE
    if by.membership is not None:
        invite.invited_by = by.membership  # the invitation now depends on this member's right to issue it
    invite.full_clean()
    invite.save(update_fields=["state", "closed_at", "link_version", "sent_at", "expires_at", "invited_by"])
    queue_invite(invite, by=by)
    record("members.resend_invite", invite, by=by, values={"role": invite.role})
    return invite


@transaction.atomic
def withdraw_invite(invite: MemberInvite, *, by: Actor, at: datetime) -> MemberInvite:
    """Withdraw an invitation; its link becomes invalid."""
    invite = _locked(invite)
    _refuse_role(invite.role, by)
    if invite.state != InviteState.PENDING:
        raise ValidationError(_("This invitation was answered or withdrawn."))
    invite.state, invite.closed_at = InviteState.WITHDRAWN, at
    invite.save(update_fields=["state", "closed_at"])
    record("members.withdraw_invite", invite, by=by, values={"role": invite.role})
    return invite


def withdraw_invites_of(inviter: Membership, *, by: Actor) -> None:
    """Withdraw the pending invitations that the member has issued and may no longer issue.

    Called in the transaction that changes the member's role or ends the membership.
    """
    pending = MemberInvite.objects.filter(invited_by=inviter, state=InviteState.PENDING)
    for invite in pending.order_by("id").select_for_update(of=("self",)):
        if can_assign_role(inviter, invite.role):
            continue
        invite.state, invite.closed_at = InviteState.WITHDRAWN, timezone.now()
        invite.save(update_fields=["state", "closed_at"])
        record("members.withdraw_invite", invite, by=by, values={"role": invite.role})


@transaction.atomic
def accept_invite(invite: MemberInvite, *, user: User, by: Actor, at: datetime) -> Membership:
    """Make the user a member in the role of the invitation.

    Owners and administrators need an account with the invited address. For other roles, the link alone is sufficient;
    if the account has another address, the inviter and the invited address are notified. A former member returns with
    the new role and without their old tokens.

    An organization is confirmed once an invited address has joined.
    """
    # The inviter first, as in change_member_role. Race: the inviter loses the right at the same time.
    involved = Membership.objects.filter(Q(user=user) | Q(pk=invite.invited_by_id))
    locked = list(involved.order_by("id").select_for_update(of=("self",)))
    invite = _locked(invite)
    if not MemberInvite.objects.pending(at).filter(pk=invite.pk).exists():
        raise ValidationError(_("This invitation is no longer valid."))
    if needs_invited_address(invite.role) and user.email != invite.email:
        raise ValidationError(
            _("This invitation can only be accepted with %(email)s.") % {"email": invite.email}
        )
    membership = next((it for it in locked if it.user_id == user.pk), None)
    if membership and membership.is_active:
        raise ValidationError(_("You are already a member of this organization."))
    is_new = membership is None
    membership = membership or Membership(user=user)
    membership.role, membership.state, membership.ended_at = invite.role, MembershipState.ACTIVE, None
    membership.full_clean()
    try:
        with transaction.atomic():
            membership.save(force_insert=is_new)
    except IntegrityError:  # race: the same person accepts two invitations at once
        raise ValidationError(_("You are already a member of this organization.")) from None
    ApiToken.objects.filter(membership=membership, revoked_at=None).update(revoked_at=at)
    organization = Organization.objects.get(pk=membership.organization_id)
    adopt_time_zone(user, organization.time_zone)
    invite.state, invite.closed_at, invite.accepted_by = InviteState.ACCEPTED, at, membership
    invite.save(update_fields=["state", "closed_at", "accepted_by"])
    member_joined.send(Membership, membership=membership, proven_email=invite.email)
    record("members.accept_invite", membership, by=by, values={"role": invite.role})
    if user.email == invite.email:
        confirm_organization(organization, by=by)
    else:
        queue_other_address_notices(invite, by=by)
    return membership


def _locked(invite: MemberInvite) -> MemberInvite:
    """Lock the invitation. Race: two requests accept, resend or withdraw it at once."""
    return MemberInvite.objects.select_for_update().get(pk=invite.pk)


def _refuse_role(role: str, by: Actor) -> None:
    if by.membership is not None and not can_assign_role(by.membership, role):
        raise ValidationError(_("Only owners can assign the owner role."))


def _repeated(emails: Sequence[str]) -> list[str]:
    return sorted({email for email in emails if emails.count(email) > 1})
