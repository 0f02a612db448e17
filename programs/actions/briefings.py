"""Change the briefings of a program, record who has read them, and remind those who have not."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import Batch, BulkItem, cancel_messages, queue_bulk
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from programs.enums import ParticipantRole, ParticipantState
from programs.locks import lock_program, share_program
from programs.models import Briefing, BriefingReading, Participant, Program
from programs.selectors.announcements import program_contact
from programs.selectors.briefings import BRIEFING_REMINDER, briefing_reminder_plan, recipient_of


@transaction.atomic
def save_briefing(program: Program, *, role: str, language: str, text: str, by: Actor) -> Briefing:
    """Change the briefing of a role in one language. People who have read the earlier text are not asked again."""
    if role not in ParticipantRole.values or language not in dict(settings.LANGUAGES):
        raise ValidationError(_("This text no longer exists."))
    found = Briefing.objects.select_for_update().filter(program=program, role=role, language=language)
    briefing = found.first() or Briefing(program=program, role=role, language=language)
    briefing.text = text.strip()
    briefing.full_clean(exclude=["organization"])
    briefing.save()
    record("programs.save_briefing", program, by=by, label=program.name, values=_values(role, language))
    return briefing


@transaction.atomic
def reset_briefing(program: Program, *, role: str, language: str, by: Actor) -> None:
    """Show the standard text again. Without an own text, nothing changes."""
    if Briefing.objects.filter(program=program, role=role, language=language).delete()[0]:
        record("programs.reset_briefing", program, by=by, label=program.name, values=_values(role, language))


@transaction.atomic
def mark_briefing_read(participant: Participant, *, by: Actor, at: datetime) -> BriefingReading:
    """Record that the participant has read the briefing. Whoever has already keeps the earlier time.

    Refuses for those who have left the program.
    """
    _refuse_left(participant)
    reading, is_new = BriefingReading.objects.get_or_create(participant=participant, defaults={"read_at": at})
    if is_new:
        record("programs.read_briefing", participant, by=by)
    return reading


@transaction.atomic
def mark_briefing_unread(participant: Participant, *, by: Actor) -> None:
    """Undo mark_briefing_read. Refuses for those who have left the program."""
    _refuse_left(participant)
    if BriefingReading.objects.filter(participant=participant).delete()[0]:
        record("programs.unread_briefing", participant, by=by)


@transaction.atomic
def remind_of_briefing(
    program: Program, *, by: Actor, at: datetime, today: date, ids: Collection[UUID] | None = None
) -> Batch:
    """Email the link to the briefing to those who have not read it, at most once in 7 days, after two minutes.

    Refuses when nobody is left. The number of queries does not depend on the number of people.
    """
    lock_program(program.pk)
    plan = briefing_reminder_plan(program, at=at, today=today, ids=ids)
    if not plan.included:
        raise ValidationError(_("Nobody is left to remind."))
    contact, number = program_contact(program), uuid4().hex
    items = [
        BulkItem(
            recipient_of(it),
            f"{BRIEFING_REMINDER}:{it.pk.hex}:{number}",
            about=it,
            reply_to=contact,
            scope_id=program.pk,
        )
        for it in plan.included
    ]
    batch = queue_bulk(BRIEFING_REMINDER, items, by=by)
    values = {"count": len(batch.messages), "batch": str(batch.id)}
    record("programs.remind_of_briefing", program, by=by, label=program.name, values=values)
    return batch


@transaction.atomic
def undo_briefing_reminder(program: Program, batch_id: UUID, *, by: Actor, at: datetime) -> int:
    """Cancel reminders that have not been sent; return their number. Refuses when they have."""
    mine = OutboxMessage.objects.filter(batch_id=batch_id, kind=BRIEFING_REMINDER, scope_id=program.pk)
    count = cancel_messages(by=by, batch_id=batch_id, at=at) if mine.exists() else 0
    if not count:
        raise ValidationError(_("These emails have gone out already."))
    values = {"count": count}
    record("programs.undo_briefing_reminder", program, by=by, label=program.name, values=values)
    return count


def _refuse_left(participant: Participant) -> None:
    share_program(participant.program_id)  # race: they leave at the same time
    if not Participant.objects.filter(pk=participant.pk, state=ParticipantState.ACCEPTED).exists():
        raise ValidationError(_("You do not take part any more."))


def _values(role: str, language: str) -> dict[str, str]:
    return {"role": role, "language": language}
