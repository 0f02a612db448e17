"""What mentors and mentees change about their own place in a program: how many mentees, and whether they take part."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.actions.participants import MOST_MENTEES
from programs.enums import DRAFTS, ParticipantState
from programs.locks import lock_program
from programs.models import Match, Participant


@transaction.atomic
def update_capacity(participant: Participant, *, capacity: int, by: Actor) -> None:
    """Change how many mentees a mentor takes. Refuses fewer than the mentor has."""
    lock_program(participant.program_id)
    taken = Match.objects.under_way().filter(mentor=participant).count()
    if capacity < taken:
        raise ValidationError(
            {
                "capacity": ngettext(
                    "You have %(num)s mentee. Enter at least that number.",
                    "You have %(num)s mentees. Enter at least that number.",
                    taken,
                )
                % {"num": taken}
            }
        )
    if capacity > MOST_MENTEES:
        raise ValidationError({"capacity": _("Enter a number from 0 to 50.")})
    participant.capacity = capacity
    participant.save(update_fields=["capacity"])
    record("programs.update_capacity", participant, by=by, values={"capacity": capacity})


@transaction.atomic
def leave_program(participant: Participant, *, by: Actor, today: date) -> None:
    """Take a participant out of a program. Refuses as long as a match is going on; drafts of matches are deleted."""
    lock_program(participant.program_id)
    if participant.state != ParticipantState.ACCEPTED:
        raise ValidationError(_("You do not take part any more."))
    own = Match.objects.filter(**{participant.role: participant})
    if own.under_way().exists():
        raise ValidationError(_("End your match first. Its page says how, under “Help and endings”."))
    own.filter(state__in=DRAFTS).delete()
    participant.state = ParticipantState.LEFT
    participant.save(update_fields=["state"])
    record("programs.leave_program", participant, by=by, values={"role": participant.role})


@transaction.atomic
def rejoin_program(participant: Participant, *, by: Actor) -> None:
    """Undo leaving a program."""
    lock_program(participant.program_id)
    if participant.state != ParticipantState.LEFT:
        raise ValidationError(_("You take part already."))
    participant.state = ParticipantState.ACCEPTED
    participant.save(update_fields=["state"])
    record("programs.rejoin_program", participant, by=by, values={"role": participant.role})
