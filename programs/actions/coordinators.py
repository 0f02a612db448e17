"""Assign coordinators to programs."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership
from programs.models import Program, ProgramCoordinator


@transaction.atomic
def assign_coordinator(program: Program, member: Membership, *, by: Actor) -> bool:
    """Assign a member to a program; return whether they were not assigned before.

    Refuses members who are not coordinators: other roles see all programs or none.
    """
    if not member.is_active or member.role != Role.COORDINATOR:
        raise ValidationError(
            _("Only members with the role of coordinator can be assigned. Change the role first.")
        )
    _assignment, is_new = ProgramCoordinator.objects.get_or_create(program=program, membership=member)
    if is_new:
        record("programs.assign_coordinator", member, by=by, values={"program": program.name})
    return is_new


@transaction.atomic
def remove_coordinator(program: Program, member: Membership, *, by: Actor) -> bool:
    """Remove a member from the coordinators of a program; return whether they were assigned."""
    deleted, _rows = ProgramCoordinator.objects.filter(program=program, membership=member).delete()
    if deleted:
        record("programs.remove_coordinator", member, by=by, values={"program": program.name})
    return bool(deleted)
