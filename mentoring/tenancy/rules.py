"""Predicates on a membership that every app shares. `thing` is what the view loaded; these do not look at it."""

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
    """Owner, administrator or coordinator: those who run programs."""
    return membership.is_administrator or (membership.is_active and membership.role == Role.COORDINATOR)


def can_read_reports(membership: Membership, thing: Any = None) -> bool:
    """Those who run programs, and analysts."""
    return is_staff(membership) or (membership.is_active and membership.role == Role.ANALYST)
