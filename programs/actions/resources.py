"""Add, change, order and remove the resources of a program."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.locks import lock_program
from programs.models import Program, Resource
from programs.resource_files import checked_name

MOST_RESOURCES = 60
FIELDS = ("title", "description", "stage", "audience", "url")
File = tuple[str, bytes]


@transaction.atomic
def add_resource(
    program: Program, *, values: Mapping[str, Any], by: Actor, file: File | None = None
) -> Resource:
    """Add a link or a file after the others. Refuses both, neither, and a sixty-first resource."""
    lock_program(program.pk)
    offered = list(Resource.objects.filter(program=program).light().order_by("position", "id"))
    if sum(it.removed_at is None for it in offered) >= MOST_RESOURCES:
        raise ValidationError(_("A program has at most 60 resources."))
    resource = Resource(program=program, position=offered[-1].position + 1 if offered else 0)
    _write(resource, values, file)
    record("programs.add_resource", program, by=by, label=program.name)
    return resource


@transaction.atomic
def update_resource(
    resource: Resource, *, values: Mapping[str, Any], by: Actor, file: File | None = None
) -> Resource:
    """Change a resource. Without a new file, the file stays, unless a link replaces it."""
    _refuse_removed(resource)
    _write(resource, values, file)
    record("programs.update_resource", resource.program, by=by, label=resource.program.name)
    return resource


@transaction.atomic
def remove_resource(resource: Resource, *, by: Actor, at: datetime) -> None:
    """No longer offer a resource. It can be restored. A second call does nothing."""
    if not Resource.objects.filter(pk=resource.pk, removed_at=None).update(removed_at=at):
        return
    resource.removed_at = at
    record("programs.remove_resource", resource.program, by=by, label=resource.program.name)


@transaction.atomic
def restore_resource(resource: Resource, *, by: Actor) -> None:
    """Offer a resource again that was removed, where it was. A second call does nothing."""
    if not Resource.objects.filter(pk=resource.pk).exclude(removed_at=None).update(removed_at=None):
        return
    resource.removed_at = None
    record("programs.restore_resource", resource.program, by=by, label=resource.program.name)


@transaction.atomic
def move_resource(resource: Resource, *, up: bool, by: Actor) -> None:
    """Move a resource one place up or down among those of its stage; the first and the last stay."""
    _refuse_removed(resource)
    lock_program(resource.program_id)
    offered = list(Resource.objects.filter(program=resource.program_id).offered())
    for position, it in enumerate(offered):
        it.position = position
    same = [it for it in offered if it.stage == resource.stage]
    place = same.index(resource)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(same):
        return
    same[place].position, same[other].position = same[other].position, same[place].position
    Resource.objects.bulk_update(offered, ["position"])
    record("programs.move_resource", resource.program, by=by, label=resource.program.name)


def _refuse_removed(resource: Resource) -> None:
    if resource.removed_at is not None:
        raise ValidationError(_("This resource was removed."))


def _write(resource: Resource, values: Mapping[str, Any], file: File | None) -> None:
    for name in FIELDS:
        if name in values:
            setattr(resource, name, values[name])
    if file is not None and resource.url:
        raise ValidationError({"file": _("Enter a link or choose a file, not both.")})
    if file is not None:
        resource.file_name, resource.content = checked_name(*file), file[1]
        resource.size = len(file[1])
    elif resource.url:
        resource.file_name, resource.content, resource.size = "", None, 0
    if not resource.url and not resource.file_name:
        raise ValidationError({"url": _("Enter a link or choose a file.")})
    resource.full_clean(exclude=["organization"])
    resource.save()
