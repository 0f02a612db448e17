"""Remind those who have not responded to the match that they were introduced to."""

from datetime import date

from django.db import transaction

from mentoring.mail.actions import BulkItem, queue_bulk
from mentoring.tenancy.actor import Actor
from programs.health.evaluate import Calendars, is_over
from programs.models import Program
from programs.selectors.responses import RESPONSE_REMINDER, not_reminded, reminder_day, waiting_for


@transaction.atomic
def remind_of_responses(program: Program, *, by: Actor, today: date) -> int:
    """Remind each side of a match once that has not accepted the agreement in time; return the number of emails.

    Never in breaks, absences and pauses, and not once the program is over. The program is locked by the caller, so that
    two runs remind nobody twice.
    """
    if is_over(program, today):
        return 0
    late = waiting_for(program, today=today, day_of=reminder_day, until=today)
    due = not_reminded(late)
    if not due:
        return 0
    calendars = Calendars(program)
    queued = [
        BulkItem(party.recipient, key, party.match, scope_id=program.pk)
        for key, party in due.items()
        if not calendars.of(party.match.pk, party.match.mentor_id, party.match.mentee_id).is_paused(today)
    ]
    if queued:
        queue_bulk(RESPONSE_REMINDER, queued, by=by)
    return len(queued)
