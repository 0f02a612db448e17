"""Permissions in surveys.

Views load with `visible_to(membership)` what these rules get: a coordinator gets 404 for programs of others.
"""

from typing import Any

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator, is_staff


def can_see_surveys(membership: Membership, thing: Any = None) -> bool:
    return is_staff(membership)


def can_edit_surveys(membership: Membership, thing: Any = None) -> bool:
    """Allow staff: a coordinator asks the people of their own programs."""
    return is_staff(membership)


def can_edit_budget(membership: Membership, thing: Any = None) -> bool:
    """Allow administrators: the contact budget holds for all programs."""
    return is_administrator(membership)


def can_see_mentor_results(membership: Membership, thing: Any = None) -> bool:
    """Allow administrators: the results are of all programs, and coordinators work with the mentors."""
    return is_administrator(membership)
