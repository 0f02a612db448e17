"""Raise concerns, mark them as answered, and tell deputies and owners of those that were left unanswered."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from programs.models import Concern, Program
from programs.selectors.concerns import ConcernReaders, owners_to_tell, possible_readers, working_day_after
from programs.selectors.parties import Party
from programs.support_emails import tell_of_concern, tell_that_readers_left


@transaction.atomic
def raise_concern(
    party: Party, *, text: str, readers: ConcernReaders | None, by: Actor, at: datetime
) -> Concern:
    """Keep a concern and tell the named person by an email without its text.

    The audit log does not say that a concern was raised: administrators would learn by whom.
    """
    if readers is None:
        raise ValidationError(_("Nobody is named to receive concerns. Please speak to someone you trust."))
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Enter a text.")})
    concern = Concern(
        match=party.match,
        author=party.participant,
        raised_at=at,
        respond_by=readers.respond_by,
        reader=readers.reader,
        deputy=readers.deputy,
    )
    concern.write(text)
    concern.save()
    tell_of_concern(concern, readers.reader, by=Actor.system("concerns"))
    return concern


@transaction.atomic
def answer_concern(concern: Concern, *, by: Actor, at: datetime) -> None:
    """Mark a concern as answered. Doing so twice changes nothing."""
    open_ones = Concern.objects.filter(pk=concern.pk, answered_at=None)
    if open_ones.update(answered_at=at, answered_by=by.membership):
        program = concern.match.program
        record("programs.answer_concern", program, by=by, label=program.name)


@transaction.atomic
def name_reader(concern: Concern, reader: Membership, *, by: Actor, today: date) -> None:
    """Make somebody responsible for a concern whose readers have both left, and tell them."""
    # Race: two owners name somebody at once. The second finds it taken.
    Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if not Concern.objects.without_readers().filter(pk=concern.pk).exists():
        raise ValidationError(_("Somebody is responsible for this concern already."))
    if not possible_readers(concern.match).filter(pk=reader.pk).exists():
        raise ValidationError({"reader": _("Choose another person.")})
    program = concern.match.program
    concern.reader, concern.deputy, concern.deputy_told_at = reader, None, None
    concern.respond_by = working_day_after(today, program.concern_response_days)
    concern.save(update_fields=["reader", "deputy", "deputy_told_at", "respond_by"])
    tell_of_concern(concern, reader, by=Actor.system("concerns"))
    record("programs.name_concern_reader", program, by=by, label=program.name)


@transaction.atomic
def tell_owners() -> int:
    """Tell the owners of concerns whose readers have both left, once; return how many emails are new."""
    by = Actor.system("concerns")
    return sum(tell_that_readers_left(concern, owner, by=by) for concern, owner in owners_to_tell())


@transaction.atomic
def tell_deputies(program: Program, *, now: datetime, today: date) -> int:
    """Tell the deputies of concerns that were not answered in time, once; return how many."""
    due = Concern.objects.filter(
        match__program=program,
        answered_at=None,
        deputy__isnull=False,
        deputy_told_at=None,
        respond_by__lt=today,
    )
    rows = list(due.select_related("deputy__user", "match").order_by("pk").select_for_update(of=("self",)))
    for concern in rows:
        concern.deputy_told_at = now
        concern.save(update_fields=["deputy_told_at"])
        deputy: Membership = concern.deputy
        tell_of_concern(concern, deputy, by=Actor.system("concerns"))
    return len(rows)
