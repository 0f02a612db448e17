"""Launch, close and reopen programs."""

from datetime import date
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import BulkItem, cancel_messages, queue_bulk
from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from programs.actions.programs import audit_values
from programs.closing_emails import CLOSED, people_to_tell
from programs.enums import BEFORE_LAUNCH, ClosingReason, ProgramState
from programs.health.evaluate import evaluate_program
from programs.locks import lock_program
from programs.models import Program
from programs.selectors.announcements import program_contact
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
def close_program(program: Program, *, reason: str, tells_people: bool, by: Actor, today: date) -> int:
    """Close a program; its matches end with it and are shown as finished. Refuses a draft, which was never launched.

    With `tells_people`, mentors and mentees get an email after two minutes; return how many.
    """
    locked = lock_program(program.pk)
    if locked.state in BEFORE_LAUNCH:
        raise ValidationError(_("A draft cannot be closed, because it was never launched."))
    if locked.state == ProgramState.CLOSED:
        raise ValidationError(_("The program has been closed already."))
    _set_state(
        "close_program", program, ProgramState.CLOSED, by=by, today=today, reason=ClosingReason(reason).value
    )
    return _tell_people(program, by=by, today=today) if tells_people else 0


@transaction.atomic
def reopen_program(program: Program, *, by: Actor, today: date) -> None:
    """Set a closed program to running again. Emails about its end that wait are canceled."""
    locked = lock_program(program.pk)
    if locked.state != ProgramState.CLOSED:
        raise ValidationError(_("The program is not closed."))
    _set_state("reopen_program", program, ProgramState.RUNNING, by=by, today=today)
    queued = OutboxMessage.objects.filter(kind=CLOSED, scope_id=program.pk, state=MessageState.WAITING)
    if ids := list(queued.values_list("pk", flat=True)):
        cancel_messages(ids=ids, by=by)


def _tell_people(program: Program, *, by: Actor, today: date) -> int:
    # Closing a reopened program again sends the emails again.
    contact, closing = program_contact(program), uuid4().hex
    items = []
    for it in people_to_tell(program, today=today):
        who = it.person
        items.append(
            BulkItem(
                Recipient(who.email, who.name, who.language, who.time_zone),
                f"{CLOSED}:{closing}:{it.pk.hex}",
                about=program,
                reply_to=contact,
                scope_id=program.pk,
            )
        )
    if items:
        queue_bulk(CLOSED, items, by=by)
    return len(items)


def _set_state(
    action: str, program: Program, state: ProgramState, *, by: Actor, today: date, **values: str
) -> None:
    program.state, program.closed_on = state, today if state == ProgramState.CLOSED else None
    program.save(update_fields=["state", "closed_on"])
    evaluate_program(program, today=today)
    record(f"programs.{action}", program, by=by, label=program.name, values=audit_values(program) | values)
