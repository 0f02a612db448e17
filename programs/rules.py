"""Permissions in programs.

Views load with `visible_to(membership)` what these rules get: a coordinator gets 404 for programs of others.
"""

from typing import Any

from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator, is_owner, is_staff


def can_see_program(membership: Membership, thing: Any = None) -> bool:
    """Allow staff; analysts see reports only."""
    return is_staff(membership)


def can_set_up_programs(membership: Membership, thing: Any = None) -> bool:
    return is_administrator(membership)


def can_edit_match(membership: Membership, thing: Any = None) -> bool:
    return is_staff(membership)


def is_party(membership: Membership, match: Any) -> bool:
    """Allow the two people of a match, whatever their role. The match has its people loaded."""
    sides = (match.mentor.person.membership_id, match.mentee.person.membership_id)
    return membership.is_active and membership.pk in sides


def can_plan_sessions(membership: Membership, match: Any) -> bool:
    """Allow the two people of a match, and staff."""
    return can_edit_match(membership, match) or is_party(membership, match)


def can_change_session(membership: Membership, session: Any) -> bool:
    return can_plan_sessions(membership, session.match)


def can_write_to_participants(membership: Membership, thing: Any = None) -> bool:
    return is_staff(membership)


def can_decide_applications(membership: Membership, thing: Any = None) -> bool:
    return is_staff(membership)


def can_be_named_for_concerns(membership: Membership, thing: Any = None) -> bool:
    """Allow everybody but participants."""
    return membership.is_active and membership.role != Role.PARTICIPANT


def can_read_concern(membership: Membership, concern: Any) -> bool:
    """Allow the two people that the concern names; being an owner or administrator is not enough."""
    return membership.is_active and membership.pk in (concern.reader_id, concern.deputy_id)


def can_name_reader(membership: Membership, concern: Any = None) -> bool:
    """Allow owners; of a concern without readers, which is none about a match of their own."""
    return is_owner(membership)


def owns_view(membership: Membership, thing: Any = None) -> bool:
    """Allow staff for their own views."""
    return is_staff(membership) and thing.membership_id == membership.pk
