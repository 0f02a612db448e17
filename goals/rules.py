"""Permissions of action plans. Pages of a match's two people load the caller's own side first."""

from mentoring.tenancy.models import Membership
from programs.selectors.parties import Party


def writes_plan(membership: Membership, party: Party) -> bool:
    """Allow the mentor of the match."""
    return party.is_mentor
