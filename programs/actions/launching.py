"""Launch, close and reopen programs."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.actions.programs import audit_values
from programs.enums import BEFORE_LAUNCH, ClosingReason, ProgramState
from programs.health.evaluate import evaluate_program
from programs.locks import lock_program
from programs.models import Program
from programs.selectors.setup import program_setup


@transaction.atomic
def launch_program(program: Program, *, by: Actor, today: date) -> None:
    """Set a draft to running. Refuses with a sentence for each task that is missing. Sends nothing."""
    locked = lock_program(program.pk)
    if locked.state not in BEFORE_LAUNCH:
        raise ValidationError(_("The program has been launched already."))
    missing = program_setup(locked, today=today).missing
    if missing:
        raise ValidationError([task.missing for task in missing])
    _set_state("launch_program", program, ProgramState.RUNNING, by=by, today=today)


@transaction.atomic
def close_program(program: Program, *, reason: str, by: Actor, today: date) -> None:
    """Close a program; its matches are shown as finished. Refuses a draft, which was never launched."""
    locked = lock_program(program.pk)
    if locked.state in BEFORE_LAUNCH:
        raise ValidationError(_("A draft cannot be closed, because it was never launched."))
    if locked.state == ProgramState.CLOSED:
        raise ValidationError(_("The program has been closed already."))
    _set_state(
        "close_program", program, ProgramState.CLOSED, by=by, today=today, reason=ClosingReason(reason).value
    )


@transaction.atomic
def reopen_program(program: Program, *, by: Actor, today: date) -> None:
    """Set a closed program to running again."""
    locked = lock_program(program.pk)
    if locked.state != ProgramState.CLOSED:
        raise ValidationError(_("The program is not closed."))
    _set_state("reopen_program", program, ProgramState.RUNNING, by=by, today=today)


def _set_state(
    action: str, program: Program, state: ProgramState, *, by: Actor, today: date, **values: str
) -> None:
    program.state = state
    program.save(update_fields=["state"])
    evaluate_program(program, today=today)
    record(f"programs.{action}", program, by=by, label=program.name, values=audit_values(program) | values)
