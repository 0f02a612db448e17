"""Permission rules for members, invitations and tokens, shared by pages and API."""

from mentoring.members.models import MemberInvite
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.rules import is_administrator, is_owner


def can_assign_role(membership: Membership, role: str) -> bool:
    """Return whether the member may assign the role; only owners assign the owner role."""
    return is_owner(membership) or (is_administrator(membership) and role != Role.OWNER)


def assignable_roles(membership: Membership) -> list[Role]:
    return [role for role in map(Role, Role.values) if can_assign_role(membership, role)]


def can_manage_member(membership: Membership, member: Membership) -> bool:
    """Return whether the member may manage another; only owners manage owners."""
    return can_assign_role(membership, member.role)


def can_manage_invite(membership: Membership, invite: MemberInvite) -> bool:
    return can_assign_role(membership, invite.role)


def needs_invited_address(role: str) -> bool:
    """Return whether an invitation to the role can only be accepted with the address it was sent to."""
    return role in {Role.OWNER, Role.ADMINISTRATOR}


def can_revoke_token(membership: Membership, token: ApiToken) -> bool:
    """Return whether the member may revoke the token: administrators their own, owners all."""
    return is_owner(membership) or (is_administrator(membership) and token.membership_id == membership.id)
