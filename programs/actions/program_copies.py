"""Copy a program: its setup, but not its people."""

from datetime import date

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import MembershipState
from programs.actions.programs import audit_values
from programs.enums import ProgramState
from programs.extensions import PROGRAM_COPIES
from programs.locks import lock_program
from programs.models import Break, Program
from programs.program_templates import shifted

COPIED = (
    "purpose",
    "meeting_interval_days",
    "agreement",
    "shows_goal_titles",
    "template",
    "concern_response_days",
    "review_every",
)
CONTACTS = ("contact", "concern_contact", "concern_deputy")


@transaction.atomic
def copy_program(
    source: Program, *, name: str, starts_on: date, by: Actor, ends_on: date | None = None
) -> Program:
    """Create a draft with the setup of another program; end and breaks are shifted with the start.

    Participants, matches and coordinators are not copied, nor contacts who have left.
    """
    source = lock_program(source.pk)
    shift = starts_on - source.starts_on
    if ends_on is None and source.ends_on:
        ends_on = shifted(source.ends_on, shift)
    contacts = {name: getattr(source, name) for name in CONTACTS}
    program = Program(
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        state=ProgramState.DRAFT,
        **{name: it for name, it in contacts.items() if it and it.state == MembershipState.ACTIVE},
        **{field: getattr(source, field) for field in COPIED},
    )
    program.full_clean(exclude=["organization"])
    program.save()
    for period in Break.objects.filter(program=source).order_by("starts_on"):
        Break.objects.create(
            program=program,
            starts_on=shifted(period.starts_on, shift),
            ends_on=shifted(period.ends_on, shift),
            reason=period.reason,
        )
    for copy_part in PROGRAM_COPIES:
        copy_part(source, program, shift)
    values = audit_values(program) | {"source": source.name}
    record("programs.copy_program", program, by=by, label=program.name, values=values)
    return program
