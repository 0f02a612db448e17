"""Change roles, and end or restore memberships, which are never deleted."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.members.actions.invites import withdraw_invites_of
from mentoring.members.rules import can_assign_role, can_manage_member
from mentoring.members.signals import member_joined
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import ApiToken, Membership


@transaction.atomic
def change_member_role(member: Membership, *, role: str, by: Actor) -> Membership:
    """Change a member's role, effective from their next request."""
    member, other_owners = _lock(member)
    _refuse_ended(member)
    _require_permission(member, role, by)
    if role == member.role:
        return member
    if member.role == Role.OWNER and not other_owners:
        raise ValidationError(_("This is the only owner. Assign another owner first."))
    before, member.role = member.role, role
    member.full_clean()
    member.save(update_fields=["role"])
    withdraw_invites_of(member, by=by)
    record("members.change_member_role", member, by=by, values={"before": before, "role": role})
    return member


@transaction.atomic
def remove_member(member: Membership, *, by: Actor, at: datetime) -> Membership:
    """End a membership and revoke its tokens."""
    member, other_owners = _lock(member)
    _refuse_ended(member)
    _require_permission(member, member.role, by)
    if member.role == Role.OWNER and not other_owners:
        raise ValidationError(_("This is the only owner. Assign another owner first."))
    _end(member, at)
    withdraw_invites_of(member, by=by)
    record("members.remove_member", member, by=by, values={"role": member.role})
    return member


@transaction.atomic
def leave_organization(member: Membership, *, by: Actor, at: datetime) -> Membership:
    """End the member's own membership and revoke its tokens."""
    member, other_owners = _lock(member)
    _refuse_ended(member)
    if member.role == Role.OWNER and not other_owners:
        raise ValidationError(_("You are the only owner. Assign another owner before leaving."))
    _end(member, at)
    withdraw_invites_of(member, by=by)
    record("members.leave_organization", member, by=by, values={"role": member.role})
    return member


@transaction.atomic
def restore_member(member: Membership, *, by: Actor) -> Membership:
    """Restore an ended membership, with the tokens that were revoked with it."""
    member, _others = _lock(member)
    if member.is_active:
        return member
    _require_permission(member, member.role, by)
    ApiToken.objects.filter(membership=member, revoked_at=member.ended_at).update(revoked_at=None)
    member.state, member.ended_at = MembershipState.ACTIVE, None
    member.full_clean()
    member.save(update_fields=["state", "ended_at"])
    member_joined.send(Membership, membership=member)
    record("members.restore_member", member, by=by, values={"role": member.role})
    return member


def _lock(member: Membership) -> tuple[Membership, int]:
    """Lock the member and all owners in primary-key order; return the current row and the number of other owners.

    Race: two owners leave, or demote each other, at the same time. Without the lock, each would still see the other,
    and the organization would be left without an owner.
    """
    wanted = Q(pk=member.pk) | Q(state=MembershipState.ACTIVE, role=Role.OWNER)
    locked = {m.pk: m for m in Membership.objects.filter(wanted).order_by("id").select_for_update()}
    others = sum(1 for m in locked.values() if m.pk != member.pk)
    fresh = locked[member.pk]
    fresh.user = member.user
    return fresh, others


def _refuse_ended(member: Membership) -> None:
    if not member.is_active:
        raise ValidationError(_("This person is no longer a member."))


def _require_permission(member: Membership, role: str, by: Actor) -> None:
    """Refuse changes that an administrator may not make to owners; the view checked an older row."""
    if by.membership is None:
        return
    if not (can_manage_member(by.membership, member) and can_assign_role(by.membership, role)):
        raise ValidationError(_("Only owners can change an owner or assign this role."))


def _end(member: Membership, at: datetime) -> None:
    member.state, member.ended_at = MembershipState.ENDED, at
    member.full_clean()
    member.save(update_fields=["state", "ended_at"])
    # With the same time, by which restore_member recognizes the tokens to restore.
    ApiToken.objects.filter(membership=member, revoked_at=None).update(revoked_at=at)
