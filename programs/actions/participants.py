"""Record absences of participants."""

from datetime import date

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.health.evaluate import evaluate_program
from programs.models import Absence, Participant


@transaction.atomic
def record_absence(
    participant: Participant, *, starts_on: date, ends_on: date, by: Actor, today: date
) -> Absence:
    """Record days on which a participant is absent; deadlines of their matches are paused."""
    absence = Absence(participant=participant, starts_on=starts_on, ends_on=ends_on)
    absence.full_clean(exclude=["organization"])
    absence.save()
    program = participant.program
    evaluate_program(program, today=today)
    record("programs.record_absence", participant, by=by, fields=["starts_on", "ends_on"])
    return absence
