"""Change who takes part in a program; open and close its applications."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import BEFORE_LAUNCH, ProgramState
from programs.locks import lock_program
from programs.models import Intake, Program
from programs.selectors.intake import default_intake, intake_of, roles_of

SETTINGS = (
    "is_rolling",
    "apply_until",
    "takes_mentors",
    "takes_mentees",
    "takes_guests",
    "needs_approval",
    "asks_manager",
    "mentor_capacity",
    "session_minutes",
    "eligibility",
    "whom_for",
)
UNGUESSABLE = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def update_intake(program: Program, *, values: Mapping[str, Any], by: Actor) -> Intake:
    """Change settings of who takes part. Refuses a program in which nobody can apply."""
    lock_program(program.pk)
    intake = intake_of(program)
    for name in SETTINGS:
        if name in values:
            setattr(intake, name, values[name])
    if not roles_of(intake):
        raise ValidationError(_("Choose at least one role in which people can apply."))
    _save(intake)
    record("programs.update_intake", program, by=by, label=program.name, fields=sorted(values))
    return intake


@transaction.atomic
def reset_intake(program: Program, *, setting: str, by: Actor) -> Intake:
    """Give one setting its default again. Refuses names that are no settings."""
    if setting not in SETTINGS:
        raise ValidationError(_("This setting does not exist."))
    return update_intake(program, values={setting: getattr(default_intake(program), setting)}, by=by)


@transaction.atomic
def open_applications(program: Program, *, by: Actor) -> Intake:
    """Open a draft for applications, or give a running program with rolling intake its public page. Sends nothing."""
    locked = lock_program(program.pk)
    intake = intake_of(program)
    if locked.state == ProgramState.CLOSED:
        raise ValidationError(_("This program is closed."))
    if locked.state == ProgramState.RUNNING and not intake.is_rolling:
        raise ValidationError(
            _("This program is running. Let people apply while it is running, or copy the program.")
        )
    _save(intake)
    if locked.state in BEFORE_LAUNCH:
        _set_state(program, ProgramState.OPEN)
    record("programs.open_applications", program, by=by, label=program.name)
    return intake


@transaction.atomic
def close_applications(program: Program, *, by: Actor) -> None:
    """Close the applications of a program that has not been launched. Those received stay."""
    locked = lock_program(program.pk)
    if locked.state != ProgramState.OPEN:
        raise ValidationError(_("Applications are not open."))
    _set_state(program, ProgramState.DRAFT)
    record("programs.close_applications", program, by=by, label=program.name)


def _set_state(program: Program, state: ProgramState) -> None:
    program.state = state
    program.save(update_fields=["state"])


def _save(intake: Intake) -> None:
    if not intake.slug:
        ending = get_random_string(8, UNGUESSABLE)
        intake.slug = f"{slugify(intake.program.name)[:48].strip('-') or 'program'}-{ending}"
    intake.full_clean(exclude=["organization"])
    intake.save()
