"""Pause a participant, with everything that would remind them, and resume."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import ParticipantState
from programs.health.evaluate import evaluate_program
from programs.locks import lock_program
from programs.models import Absence, Match, Participant, Program

# A pause without a last day counts as an absence of so long.
OPEN_END = timedelta(days=5 * 365)
FIELDS = ["paused_on", "paused_until", "pause_reason"]


@transaction.atomic
def pause_participant(
    participant: Participant, *, reason: str, by: Actor, today: date, until: date | None = None
) -> None:
    """Pause a participant from today, up to and including a day or until they resume.

    Nobody suggests them for a match or reminds them, and their matches have no deadlines and no status.
    """
    lock_program(participant.program_id)
    participant = _locked(participant)
    if participant.state != ParticipantState.ACCEPTED:
        raise ValidationError(_("Only people who take part can pause."))
    if participant.paused_on is not None:
        raise ValidationError(_("This participation is paused already."))
    if until is not None and until < today:
        raise ValidationError({"until": _("Enter today or a later date.")})
    participant.paused_on, participant.paused_until, participant.pause_reason = today, until, reason
    participant.full_clean(exclude=["organization"])
    participant.save(update_fields=FIELDS)
    absence = Absence(
        participant=participant, starts_on=today, ends_on=until or today + OPEN_END, is_pause=True
    )
    absence.full_clean(exclude=["organization"])
    absence.save()
    _evaluate(participant, today=today)
    record("programs.pause_participant", participant, by=by, fields=["paused_until", "pause_reason"])


@transaction.atomic
def resume_participant(participant: Participant, *, by: Actor, today: date) -> None:
    """End a pause: from today, everything counts again."""
    program = lock_program(participant.program_id)
    participant = _locked(participant)
    if participant.paused_on is None:
        raise ValidationError(_("This participation is not paused."))
    _resume(participant, today=today)
    _evaluate(participant, today=today)
    record("programs.resume_participant", participant, by=by, values={"program": program.name})


def resume_due_participants(program: Program, *, by: Actor, today: date) -> int:
    """End the pauses whose last day is over; return their number. The program is locked by the caller."""
    due = list(Participant.objects.filter(program=program, paused_until__lt=today).order_by("pk"))
    for participant in due:
        _resume(participant, today=today)
        record("programs.resume_participant", participant, by=by, values={"program": program.name})
    return len(due)


def _locked(participant: Participant) -> Participant:
    """Read the participant again: somebody else may have paused them since."""
    found = Participant.objects.select_related("program", "person")
    return found.select_for_update(of=("self",), no_key=True).get(pk=participant.pk)


def _resume(participant: Participant, *, today: date) -> None:
    paused = Absence.objects.filter(participant=participant, is_pause=True, ends_on__gte=today)
    paused.filter(starts_on__gte=today).delete()
    paused.update(ends_on=today - timedelta(days=1))
    participant.paused_on, participant.paused_until, participant.pause_reason = None, None, ""
    participant.save(update_fields=FIELDS)


def _evaluate(participant: Participant, *, today: date) -> None:
    matches = Match.objects.filter(Q(mentor=participant) | Q(mentee=participant))
    ids = list(matches.values_list("pk", flat=True))
    evaluate_program(participant.program, today=today, match_ids=ids)
