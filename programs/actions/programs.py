"""Create and update programs."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import ProgramState
from programs.health.evaluate import evaluate_program
from programs.models import Program, QuietPeriod

Period = tuple[date, date, str]


@transaction.atomic
def create_program(
    *,
    name: str,
    starts_on: date,
    ends_on: date | None,
    cadence_days: int,
    by: Actor,
    purpose: str = "",
    quiet_periods: Sequence[Period] = (),
    state: str = ProgramState.RUNNING,
) -> Program:
    """Make a program with its quiet weeks. Refuses a name that is taken and an end before the start."""
    program = Program(
        name=name,
        purpose=purpose,
        starts_on=starts_on,
        ends_on=ends_on,
        cadence_days=cadence_days,
        state=state,
    )
    program.full_clean(exclude=["organization"])
    program.save()
    _set_quiet_periods(program, quiet_periods)
    record("programs.create_program", program, by=by, label=program.name, values=_public(program))
    return program


@transaction.atomic
def update_program(
    program: Program,
    *,
    name: str,
    starts_on: date,
    ends_on: date | None,
    cadence_days: int,
    state: str,
    by: Actor,
    today: date,
    purpose: str = "",
    quiet_periods: Sequence[Period] = (),
) -> None:
    """Change a program and work out again what depends on it."""
    program.name, program.purpose, program.state = name, purpose, state
    program.starts_on, program.ends_on, program.cadence_days = starts_on, ends_on, cadence_days
    program.full_clean(exclude=["organization"])
    program.save()
    _set_quiet_periods(program, quiet_periods)
    evaluate_program(program, today=today)
    record("programs.update_program", program, by=by, label=program.name, values=_public(program))


def _set_quiet_periods(program: Program, periods: Sequence[Period]) -> None:
    QuietPeriod.objects.filter(program=program).delete()
    for starts_on, ends_on, reason in periods:
        period = QuietPeriod(program=program, starts_on=starts_on, ends_on=ends_on, reason=reason)
        period.full_clean(exclude=["organization"])
        period.save()


def _public(program: Program) -> dict[str, str]:
    return {
        "state": str(program.state),
        "starts_on": program.starts_on.isoformat(),
        "ends_on": program.ends_on.isoformat() if program.ends_on else "",
        "cadence_days": str(program.cadence_days),
    }
