"""The coordinators of a program, and who can assign them."""

from django.db.models import QuerySet

from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import sees_assigned_programs_only
from programs.models import Program, ProgramCoordinator

ASSIGNERS_NAMED = 3


def coordinators_of(program: Program) -> list[Membership]:
    """Return the members assigned to the program whose role is coordinator, by name. One query."""
    assigned = ProgramCoordinator.objects.filter(program=program).values("membership")
    return list(_coordinators().filter(pk__in=assigned))


def assignable_to(program: Program) -> QuerySet[Membership]:
    """Return the coordinators who are not assigned to the program yet."""
    return _coordinators().exclude(
        pk__in=ProgramCoordinator.objects.filter(program=program).values("membership")
    )


def assigners_for(membership: Membership) -> list[str]:
    """Return the names of owners and administrators who can assign this coordinator; for other roles none."""
    if not sees_assigned_programs_only(membership):
        return []
    found = Membership.objects.active().with_role(Role.OWNER, Role.ADMINISTRATOR).select_related("user")
    return [str(it.user) for it in found.order_by("joined_at", "id")[:ASSIGNERS_NAMED]]


def _coordinators() -> QuerySet[Membership]:
    found = Membership.objects.active().with_role(Role.COORDINATOR)
    return found.select_related("user").order_by("user__name", "user__email", "id")
