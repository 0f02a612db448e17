"""Who may do what in programs. Coordinators of named programs come with the program's team; until then, all of them."""

from typing import Any

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator, is_staff


def can_see_program(membership: Membership, thing: Any = None) -> bool:
    """Those who run programs see who is matched and how it goes; analysts read reports."""
    return is_staff(membership)


def can_set_up_programs(membership: Membership, thing: Any = None) -> bool:
    return is_administrator(membership)


def can_judge_match(membership: Membership, thing: Any = None) -> bool:
    return is_staff(membership)


def can_write_to_participants(membership: Membership, thing: Any = None) -> bool:
    return is_staff(membership)


def owns_view(membership: Membership, thing: Any = None) -> bool:
    """Saved views are private; the view loads only the caller's own."""
    return is_staff(membership) and thing.membership_id == membership.pk
