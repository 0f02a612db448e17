from django.db import models

from mentoring.tenancy.enums import MembershipState


class MembershipQuerySet(models.QuerySet):
    def active(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.ACTIVE)

    def with_role(self, *roles: str) -> "MembershipQuerySet":
        return self.filter(role__in=roles)
