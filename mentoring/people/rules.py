"""Who may look at the directory."""

from typing import Any

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator, is_staff


def can_see_people(membership: Membership, thing: Any = None) -> bool:
    """Those who run programs. Analysts read figures, participants their own matches."""
    return is_staff(membership)


def can_create_people(membership: Membership, thing: Any = None) -> bool:
    """Those who import the directory may add to it."""
    return is_administrator(membership)


def can_export_people(membership: Membership, thing: Any = None) -> bool:
    """Those who import the directory may export it."""
    return is_administrator(membership)
