"""Send messages: between the two of a match, and to the mentors and mentees of a program."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import BulkItem, cancel_messages, queue_bulk, queue_message
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import ReplyTo
from mentoring.tenancy.actor import Actor
from programs.announcement_text import refuse_unknown_placeholders
from programs.emails import ANNOUNCEMENT, MATCH_MESSAGE, announcement_key
from programs.models import Announcement, MatchMessage, Program
from programs.selectors.announcements import Addressee
from programs.selectors.parties import Party


@transaction.atomic
def send_match_message(party: Party, *, body: str, by: Actor, at: datetime) -> MatchMessage:
    """Send a message to the other side of a match. It is emailed after two minutes and can be undone until then.

    Replies go to the sender's own address. Refuses when the partner has no address or the match has ended.
    """
    if not party.is_current:
        raise ValidationError(_("This match has ended, so messages can no longer be sent."))
    partner = party.partner
    if not partner.person.email:
        raise ValidationError(
            _("%(name)s has no email address here. Please ask your program contact.")
            % {"name": partner.person.name}
        )
    message = MatchMessage(match=party.match, role=party.role, body=body.strip(), sent_at=at)
    message.full_clean(exclude=["organization"])
    message.save()
    sender = party.person
    queue_message(
        MATCH_MESSAGE,
        recipient=partner.recipient,
        about=message,
        dedup_key=f"{MATCH_MESSAGE}:{message.pk.hex}",
        by=by,
        reply_to=ReplyTo(sender.email, sender.name) if sender.email else None,
        bulk=True,
        scope_id=party.match.program_id,
    )
    record("programs.send_match_message", party.match, by=by)
    return message


@transaction.atomic
def cancel_match_message(message: MatchMessage, *, by: Actor, at: datetime) -> None:
    """Take a message back that was not emailed yet; refuse afterwards."""
    key = f"{MATCH_MESSAGE}:{message.pk.hex}"
    ids = list(OutboxMessage.objects.filter(dedup_key=key).values_list("pk", flat=True))
    if not ids or not cancel_messages(by=by, ids=ids, at=at):
        raise ValidationError(_("This message has been sent already."))
    message.cancelled_at = at
    message.save(update_fields=["cancelled_at"])


@transaction.atomic
def send_announcement(
    program: Program,
    *,
    audience: str,
    subject: str,
    body: str,
    addressees: Sequence[Addressee],
    reply_to: ReplyTo,
    by: Actor,
    at: datetime,
) -> Announcement:
    """Send an email to each of the addressees, one per person. The emails go out after two minutes.

    Refuses unknown placeholders and an empty list. The number of queries does not depend on the number of people.
    """
    reachable = [it for it in addressees if it.recipient.email]
    if not reachable:
        raise ValidationError(_("Nobody in this selection has an email address."))
    refuse_unknown_placeholders(subject, body)
    announcement = Announcement(
        program=program,
        audience=audience,
        subject=subject.strip(),
        body=body.strip(),
        sent_by=by.membership,
        sent_at=at,
        recipients=len(reachable),
    )
    announcement.full_clean(exclude=["organization"])
    announcement.save()
    items = [
        BulkItem(
            it.recipient,
            announcement_key(announcement, it),
            about=announcement,
            reply_to=reply_to,
            scope_id=program.pk,
        )
        for it in reachable
    ]
    announcement.batch_id = queue_bulk(ANNOUNCEMENT, items, by=by).id
    announcement.save(update_fields=["batch_id"])
    record("programs.send_announcement", program, by=by, values={"count": len(reachable)})
    return announcement


@transaction.atomic
def cancel_announcement(announcement: Announcement, *, by: Actor, at: datetime) -> int:
    """Take back the emails that have not gone out; return how many. Refuses when all have gone out."""
    count = cancel_messages(by=by, batch_id=announcement.batch_id, at=at) if announcement.batch_id else 0
    if not count:
        raise ValidationError(_("All of these emails have gone out already."))
    announcement.cancelled_at = at
    announcement.save(update_fields=["cancelled_at"])
    return count
