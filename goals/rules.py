"""Permissions of action plans. Pages of a match's two people load the caller's own side first."""

from goals.models import PlanAction
from mentoring.tenancy.models import Membership
from programs.models import Match
from programs.rules import is_party
from programs.selectors.parties import Party


def writes_plan(membership: Membership, party: Party) -> bool:
    """Allow the mentor of the match."""
    return party.is_mentor


def is_mentor_of(membership: Membership, match: Match) -> bool:
    """Allow the mentor of a match that has its people loaded."""
    return membership.is_active and match.mentor.person.membership_id == membership.pk


def is_party_of_action(membership: Membership, action: PlanAction) -> bool:
    """Allow the two people of the action's match."""
    return is_party(membership, action.plan.match)
