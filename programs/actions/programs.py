"""Create and update programs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from programs.actions.program_settings import Values, apply_settings, columns
from programs.enums import BEFORE_LAUNCH, ProgramState
from programs.health.evaluate import evaluate_program
from programs.locks import lock_and_reload
from programs.models import Break, Program
from programs.program_templates import TEMPLATES

Period = tuple[date, date, str]
FIELDS = ("name", "purpose", "starts_on", "ends_on", "meeting_interval_days", "state", "closed_on")
KEPT = tuple(name for name in FIELDS if name != "closed_on")


@transaction.atomic
def create_program(
    *,
    name: str,
    starts_on: date,
    ends_on: date | None,
    meeting_interval_days: int,
    by: Actor,
    purpose: str = "",
    breaks: Sequence[Period] = (),
    state: str = ProgramState.RUNNING,
    template: str = "",
    settings: Values | None = None,
) -> Program:
    """Create a program with its breaks. Refuses a name that is taken and an end before the start.

    `settings` come on top of those of the template.
    """
    if template and template not in TEMPLATES:
        raise ValidationError({"template": _("This template no longer exists. Choose another.")})
    program = Program(
        name=name,
        purpose=purpose,
        starts_on=starts_on,
        ends_on=ends_on,
        meeting_interval_days=meeting_interval_days,
        state=state,
        template=template,
    )
    apply_settings(program, {**(TEMPLATES[template].settings if template else {}), **(settings or {})})
    program.full_clean(exclude=["organization"])
    program.save()
    _replace_breaks(program, breaks)
    record("programs.create_program", program, by=by, label=program.name, values=audit_values(program))
    return program


@transaction.atomic
def update_program(
    program: Program,
    *,
    name: str,
    starts_on: date,
    ends_on: date | None,
    meeting_interval_days: int,
    state: str,
    by: Actor,
    today: date,
    purpose: str = "",
    breaks: Sequence[Period] = (),
    settings: Values | None = None,
) -> None:
    """Update a program and recalculate the health of its matches. Refuses to launch: that is launch_program.

    Of `settings`, those left out stay, and None resets one to its default.
    """
    lock_and_reload(program)
    before = program.state
    if before in BEFORE_LAUNCH and state not in BEFORE_LAUNCH:
        raise ValidationError({"state": _("Launch the program on its setup page.")})
    program.name, program.purpose, program.state = name, purpose, state
    program.starts_on, program.ends_on, program.meeting_interval_days = (
        starts_on,
        ends_on,
        meeting_interval_days,
    )
    closed_on = program.closed_on if before == ProgramState.CLOSED else today
    program.closed_on = closed_on if state == ProgramState.CLOSED else None
    changed = apply_settings(program, settings or {})
    program.full_clean(exclude=["organization"])
    program.save(update_fields=list({*FIELDS, "settings", *columns()}))
    _replace_breaks(program, breaks)
    evaluate_program(program, today=today)
    values = audit_values(program) | changed
    record("programs.update_program", program, by=by, label=program.name, values=values)


@transaction.atomic
def update_program_partly(program: Program, *, values: Mapping[str, Any], by: Actor, today: date) -> None:
    """Update some of the values of update_program. The others keep the value that they have now."""
    lock_and_reload(program)
    breaks = Break.objects.filter(program=program).values_list("starts_on", "ends_on", "reason")
    kept = {name: getattr(program, name) for name in KEPT} | {"breaks": list(breaks)}
    update_program(program, **{**kept, **values}, by=by, today=today)


@transaction.atomic
def update_agreement(
    program: Program,
    *,
    agreement: str,
    contact: Membership | None,
    by: Actor,
    shows_goal_titles: bool = False,
) -> None:
    """Change the agreement's text and the program contact. Who has accepted keeps the text that they accepted.

    An empty text means the standard text, no contact the administrators.
    """
    program.agreement, program.contact = agreement.strip(), contact
    program.shows_goal_titles = shows_goal_titles
    program.full_clean(exclude=["organization"])
    program.save(update_fields=["agreement", "contact", "shows_goal_titles"])
    record(
        "programs.update_agreement",
        program,
        by=by,
        label=program.name,
        fields=["agreement", "contact", "shows_goal_titles"],
    )


@transaction.atomic
def update_support(
    program: Program,
    *,
    concern_contact: Membership | None,
    concern_deputy: Membership | None,
    concern_response_days: int,
    review_every: int,
    by: Actor,
) -> None:
    """Change who reads concerns to come, how fast they answer, and after how many sessions a review is asked for."""
    program.concern_contact, program.concern_deputy = concern_contact, concern_deputy
    program.concern_response_days, program.review_every = concern_response_days, review_every
    fields = ["concern_contact", "concern_deputy", "concern_response_days", "review_every"]
    program.full_clean(exclude=["organization"])
    program.save(update_fields=fields)
    record("programs.update_support", program, by=by, label=program.name, fields=fields)


def _replace_breaks(program: Program, periods: Sequence[Period]) -> None:
    Break.objects.filter(program=program).delete()
    for starts_on, ends_on, reason in periods:
        period = Break(program=program, starts_on=starts_on, ends_on=ends_on, reason=reason)
        period.full_clean(exclude=["organization"])
        period.save()


def audit_values(program: Program) -> dict[str, str]:
    return {
        "state": str(program.state),
        "starts_on": program.starts_on.isoformat(),
        "ends_on": program.ends_on.isoformat() if program.ends_on else "",
        "meeting_interval_days": str(program.meeting_interval_days),
    }
