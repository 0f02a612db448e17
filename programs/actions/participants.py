"""Add participants; record, update, delete and restore absences of participants."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from programs.enums import ProgramState
from programs.health.evaluate import evaluate_program
from programs.locks import lock_program
from programs.models import Absence, Match, Participant, Program

MOST_MENTEES = 50


@transaction.atomic
def create_participant(
    program: Program,
    *,
    person: Person,
    role: str,
    by: Actor,
    today: date,
    topics: Sequence[str] = (),
    capacity: int = 1,
    enrolled_on: date | None = None,
) -> Participant:
    """Add a person of the directory to a program as an accepted mentor or mentee. Sends no email."""
    if program.state == ProgramState.CLOSED:
        raise ValidationError(_("This program is closed."))
    if person.has_left(today):
        raise ValidationError(_("%(name)s no longer works here.") % {"name": person.name})
    if not 0 <= capacity <= MOST_MENTEES:
        raise ValidationError({"capacity": _("Enter a number from 0 to 50.")})
    participant = Participant(
        program=program,
        person=person,
        role=role,
        topics=list(topics),
        capacity=capacity,
        enrolled_on=enrolled_on,
    )
    participant.full_clean(exclude=["organization"])
    participant.save()
    record("programs.create_participant", participant, by=by, values={"role": role})
    return participant


@transaction.atomic
def record_absence(
    participant: Participant, *, starts_on: date, ends_on: date, by: Actor, today: date
) -> Absence:
    """Record days on which a participant is absent; deadlines of their matches are paused."""
    return _save("record_absence", Absence(participant=participant), starts_on, ends_on, by=by, today=today)


@transaction.atomic
def update_absence(absence: Absence, *, starts_on: date, ends_on: date, by: Actor, today: date) -> Absence:
    """Change the days of an absence."""
    return _save("update_absence", absence, starts_on, ends_on, by=by, today=today)


@transaction.atomic
def delete_absence(absence: Absence, *, by: Actor, today: date) -> None:
    """Delete an absence; its days count again."""
    lock_program(absence.participant.program_id)
    absence.delete()
    _evaluate(absence.participant, today=today)
    record("programs.delete_absence", absence.participant, by=by, fields=["starts_on", "ends_on"])


@transaction.atomic
def restore_absence(
    participant: Participant, absence_id: UUID, *, starts_on: date, ends_on: date, by: Actor, today: date
) -> Absence:
    """Undo an update or a deletion: give the absence these days again, and recreate it if it was deleted."""
    absence = Absence.objects.filter(participant=participant, pk=absence_id).first()
    absence = absence or Absence(pk=absence_id, participant=participant)
    return _save("restore_absence", absence, starts_on, ends_on, by=by, today=today)


def _save(
    action: str, absence: Absence, starts_on: date, ends_on: date, *, by: Actor, today: date
) -> Absence:
    lock_program(absence.participant.program_id)
    absence.starts_on, absence.ends_on = starts_on, ends_on
    absence.full_clean(exclude=["organization"])
    absence.save()
    _evaluate(absence.participant, today=today)
    record(f"programs.{action}", absence.participant, by=by, fields=["starts_on", "ends_on"])
    return absence


def _evaluate(participant: Participant, *, today: date) -> None:
    matches = Match.objects.filter(Q(mentor=participant) | Q(mentee=participant))
    ids = list(matches.values_list("pk", flat=True))
    evaluate_program(participant.program, today=today, match_ids=ids)
