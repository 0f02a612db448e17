"""Permission rules on a membership, shared by all apps. They ignore `thing`, the object that the view loaded."""

from typing import Any

from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership


def is_member(membership: Membership, thing: Any = None) -> bool:
    return membership.is_active


def is_administrator(membership: Membership, thing: Any = None) -> bool:
    return membership.is_administrator


def is_owner(membership: Membership, thing: Any = None) -> bool:
    return membership.is_active and membership.role == Role.OWNER


def is_staff(membership: Membership, thing: Any = None) -> bool:
    """Return whether the member is an owner, administrator or coordinator."""
    return membership.is_administrator or (membership.is_active and membership.role == Role.COORDINATOR)


def sees_assigned_programs_only(membership: Membership, thing: Any = None) -> bool:
    """Return whether the member sees only the programs that an administrator assigned, and the people in them."""
    return membership.role == Role.COORDINATOR


def can_read_reports(membership: Membership, thing: Any = None) -> bool:
    """Return whether the member is staff or an analyst."""
    return is_staff(membership) or (membership.is_active and membership.role == Role.ANALYST)
