"""Record absences of participants."""

from datetime import date

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.health.evaluate import evaluate_program
from programs.models import AwayPeriod, Participant


@transaction.atomic
def set_away(
    participant: Participant, *, starts_on: date, ends_on: date, by: Actor, today: date
) -> AwayPeriod:
    """Stop the clocks of somebody's matches for the days on which they are away."""
    period = AwayPeriod(participant=participant, starts_on=starts_on, ends_on=ends_on)
    period.full_clean(exclude=["organization"])
    period.save()
    program = participant.program
    evaluate_program(program, today=today)
    record("programs.set_away", participant, by=by, fields=["starts_on", "ends_on"])
    return period
