from datetime import datetime

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf

from mentoring.members.enums import InviteState
from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import Membership

# The condition of rules.can_assign_role, for the inviter as of now. Invitations without an inviter are the system's.
INVITER_MAY_ISSUE = Q(invited_by=None) | Q(
    Q(invited_by__role=Role.OWNER) | Q(~Q(role=Role.OWNER), invited_by__role=Role.ADMINISTRATOR),
    invited_by__state=MembershipState.ACTIVE,
    invited_by__user__is_active=True,
)


class MemberInviteQuerySet(models.QuerySet):
    def pending(self, at: datetime) -> "MemberInviteQuerySet":
        """Return invitations that can be accepted at that time."""
        return self.filter(INVITER_MAY_ISSUE, state=InviteState.PENDING, expires_at__gt=at)

    def overdue(self, at: datetime) -> "MemberInviteQuerySet":
        """Return invitations that have expired but are still stored as pending."""
        return self.filter(state=InviteState.PENDING, expires_at__lte=at)

    def in_state(self, state: str, at: datetime) -> "MemberInviteQuerySet":
        """Return invitations shown in that state; pending ones past their expiry count as expired."""
        if state == InviteState.PENDING:
            return self.pending(at)
        if state == InviteState.EXPIRED:
            return self.filter(
                Q(state=InviteState.EXPIRED) | Q(state=InviteState.PENDING, expires_at__lte=at)
            )
        return self.filter(state=state)

    def with_shown_state(self, at: datetime) -> "MemberInviteQuerySet":
        overdue = When(state=InviteState.PENDING, expires_at__lte=at, then=Value(InviteState.EXPIRED.value))
        return self.annotate(shown_state=Case(overdue, default=F("state"), output_field=models.CharField()))


def members_with_name() -> models.QuerySet[Membership]:
    """Return the organization's memberships with `name`, `email`, and the lower-case `sort_name`.

    The name falls back to the address.
    """
    name = Coalesce(NullIf(F("user__name"), Value("")), F("user__email"), output_field=models.CharField())
    return Membership.objects.annotate(name=name, email=F("user__email"), sort_name=Lower("name"))


def searched(members: models.QuerySet[Membership], words: str) -> models.QuerySet[Membership]:
    """Return the members whose name or address contains each of the words."""
    for word in words.split():
        members = members.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
    return members
