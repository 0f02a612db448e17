"""Stop pulses that few people answer, and start them again."""

from datetime import datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.members.selectors import administrators
from mentoring.tenancy.actor import Actor
from programs.selectors.coordinators import coordinators_of
from surveys.models import Survey
from surveys.pulse_email import queue_pulse_stopped
from surveys.selectors.pulses import unanswered_pulses


@transaction.atomic
def stop_unanswered_pulses(*, by: Actor, now: datetime) -> int:
    """Stop the pulses whose last two waves under 30% answered, and write to those who run the program.

    Open waves stay open. Returns how many were stopped.
    """
    found = unanswered_pulses()
    # Two beats at once: the second finds them stopped.
    pks = Survey.objects.select_for_update().filter(pk__in=[it.pk for it in found], stopped_at=None)
    still = set(pks.order_by("pk").values_list("pk", flat=True))
    stopped = [survey for survey in found if survey.pk in still]
    for survey in stopped:
        survey.stopped_at = now
        survey.save(update_fields=["stopped_at"])
        for member in coordinators_of(survey.program) or administrators():
            queue_pulse_stopped(survey, member, by=by)
        record("surveys.stop_pulse", survey, by=by, label=survey.name)
    return len(stopped)


@transaction.atomic
def restart_pulse(survey: Survey, *, by: Actor, now: datetime) -> Survey:
    """Let a stopped pulse send again; earlier waves no longer count. A running one stays as it is."""
    locked = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if locked.stopped_at is None:
        return locked
    locked.stopped_at, locked.restarted_at = None, now
    locked.save(update_fields=["stopped_at", "restarted_at"])
    record("surveys.restart_pulse", locked, by=by, label=locked.name)
    return locked
