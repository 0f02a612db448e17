"""Who takes part in a program: its settings, and whether people can apply now."""

from collections.abc import Mapping, Sequence
from datetime import date

from mentoring.people.models import Person
from programs.enums import ParticipantRole, ProgramState
from programs.models import Intake, Program
from programs.program_templates import TEMPLATES

ATTRIBUTES = ("level", "department", "location")


def intake_of(program: Program) -> Intake:
    """Return the settings of a program; the defaults, not stored, if none was changed. One query."""
    return Intake.objects.filter(program=program).first() or default_intake(program)


def default_intake(program: Program) -> Intake:
    template = TEMPLATES.get(program.template)
    return Intake(program=program, is_rolling=bool(template and template.is_rolling))


def is_open(program: Program, intake: Intake, *, today: date) -> bool:
    """Return whether people can apply: before the launch once opened, with rolling intake also while it is running."""
    takes = program.state == ProgramState.OPEN or (
        program.state == ProgramState.RUNNING and intake.is_rolling
    )
    return takes and (intake.apply_until is None or today <= intake.apply_until)


def closes_at_launch(program: Program, intake: Intake, *, today: date) -> bool:
    """Return whether people can apply now, but no longer once the program is launched."""
    return (
        program.state == ProgramState.OPEN and not intake.is_rolling and is_open(program, intake, today=today)
    )


def roles_of(intake: Intake) -> list[ParticipantRole]:
    """Return the roles in which people can apply."""
    takes = {ParticipantRole.MENTEE: intake.takes_mentees, ParticipantRole.MENTOR: intake.takes_mentors}
    return [role for role, taken in takes.items() if taken]


def eligible_values(intake: Intake, role: str) -> dict[str, list[str]]:
    """Return the levels, departments and locations invited in this role; those without a limit are left out."""
    chosen: Mapping[str, Sequence[str]] = intake.eligibility.get(role, {})
    return {name: list(chosen[name]) for name in ATTRIBUTES if chosen.get(name)}


def misfits(intake: Intake, role: str, person: Person | None) -> list[str]:
    """Return the attributes of a person (with its attributes of the day) that are not among those invited."""
    limits = eligible_values(intake, role)
    if person is None:
        return list(limits)
    return [name for name, values in limits.items() if (getattr(person, name) or "") not in values]


def most_hours(program: Program, intake: Intake, *, today: date) -> int:
    """Return about how many hours the program takes a participant, rounded up: sessions by the last day, or a year."""
    starts_on = max(program.starts_on, today)
    days = (program.ends_on - starts_on).days + 1 if program.ends_on else 365
    template = TEMPLATES.get(program.template)
    if template and not program.ends_on:
        days = (template.after(starts_on) - starts_on).days + 1
    sessions = 1 if template and template.is_one_session else max(1, days // program.meeting_interval_days)
    return -(-sessions * intake.session_minutes // 60)
