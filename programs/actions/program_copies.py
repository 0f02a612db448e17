"""Copy a program: its setup, but not its people."""

from datetime import date

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import MembershipState
from programs.actions.intake import SETTINGS, update_intake
from programs.actions.programs import audit_values
from programs.enums import ProgramState
from programs.extensions import PROGRAM_COPIES
from programs.locks import lock_program
from programs.models import Break, Briefing, Intake, ProfileQuestion, Program, Resource
from programs.program_templates import shifted

COPIED = (
    "purpose",
    "meeting_interval_days",
    "agreement",
    "shows_goal_titles",
    "template",
    "concern_response_days",
    "review_every",
    "offers_certificates",
    "settings",
)
QUESTION_FIELDS = ("key", "audience", "kind", "text", "hint", "options", "is_required")
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
    _copy_intake(source, program, by=by)
    _copy_questions(source, program)
    _copy_briefings(source, program)
    _copy_resources(source, program)
    values = audit_values(program) | {"source": source.name}
    record("programs.copy_program", program, by=by, label=program.name, values=values)
    return program


def _copy_intake(source: Program, program: Program, *, by: Actor) -> None:
    """Copy who takes part, if that was changed. The last day to apply is that of the source, so it is left out."""
    intake = Intake.objects.filter(program=source).first()
    if intake is not None:
        values = {name: getattr(intake, name) for name in SETTINGS if name != "apply_until"}
        update_intake(program, values=values, by=by)


def _copy_questions(source: Program, program: Program) -> None:
    """Copy the profile questions, if they were edited, without those removed."""
    asked = ProfileQuestion.objects.filter(program=source, removed_at=None).order_by("position", "id")
    ProfileQuestion.objects.bulk_create(
        ProfileQuestion(
            program=program,
            position=position,
            **{field: getattr(it, field) for field in QUESTION_FIELDS},
        )
        for position, it in enumerate(asked)
    )


def _copy_briefings(source: Program, program: Program) -> None:
    Briefing.objects.bulk_create(
        Briefing(program=program, role=it.role, language=it.language, text=it.text)
        for it in Briefing.objects.filter(program=source)
    )


def _copy_resources(source: Program, program: Program) -> None:
    """Copy the resources, without those removed. One at a time: files may have 5 MB each."""
    fields = ("stage", "audience", "title", "description", "url", "file_name", "content", "size", "position")
    offered = Resource.objects.filter(program=source).offered().values_list("pk", flat=True)
    for resource_id in list(offered):
        it = Resource.objects.get(pk=resource_id)
        Resource.objects.create(program=program, **{name: getattr(it, name) for name in fields})
