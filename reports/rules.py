"""Who may read what of reports."""

from typing import Any

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import can_read_reports, is_administrator


def can_read_outcomes(membership: Membership, thing: Any = None) -> bool:
    """Those who run programs, and analysts: figures of five people and more, no names."""
    return can_read_reports(membership)


def can_see_people_behind(membership: Membership, thing: Any = None) -> bool:
    """Names behind a figure are for those who import HR data; they have them anyway."""
    return is_administrator(membership)


def can_decide_outcomes(membership: Membership, thing: Any = None) -> bool:
    """What counts is fixed by an administrator, before anything is worked out."""
    return is_administrator(membership)
