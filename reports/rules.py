"""Permissions of reports."""

from typing import Any

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import can_read_reports, is_administrator, is_staff


def can_read_outcomes(membership: Membership, thing: Any = None) -> bool:
    """Those who run programs, and analysts: figures of five people and more, no names."""
    return can_read_reports(membership)


def can_read_trends(membership: Membership, thing: Any = None) -> bool:
    """Those who read outcomes: shares of five and more, no names."""
    return can_read_reports(membership)


def can_export_people(membership: Membership, thing: Any = None) -> bool:
    """Those who import HR data, and so have the names anyway."""
    return is_administrator(membership)


def can_decide_outcomes(membership: Membership, thing: Any = None) -> bool:
    """Administrators fix what counts, before there are results."""
    return is_administrator(membership)


def can_switch_outcomes(membership: Membership, thing: Any = None) -> bool:
    """Administrators, who import the HR data, give the notice and switch outcomes on."""
    return is_administrator(membership)


def can_edit_roi(membership: Membership, thing: Any = None) -> bool:
    """Those who run the program enter costs, benefits and assumptions; analysts read them."""
    return is_staff(membership)


def can_edit_kpis(membership: Membership, thing: Any = None) -> bool:
    """Those who run the program choose its KPIs and record their values; analysts read them."""
    return is_staff(membership)
