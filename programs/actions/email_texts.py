"""Change the texts of a program's emails, and send one to oneself."""

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import queue_message
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from programs.announcement_text import refuse_unknown_placeholders
from programs.email_texts import EDITABLE_TEXTS
from programs.models import EmailText, Program
from programs.text_test_email import TEXT_TEST, text_test_key


@transaction.atomic
def save_email_text(
    program: Program, *, name: str, language: str, subject: str, body: str, by: Actor
) -> EmailText:
    """Change the text of an email in one language. Refuses unknown placeholders."""
    _refuse_unknown(name, language)
    refuse_unknown_placeholders(subject, body, known=EDITABLE_TEXTS[name].placeholders)
    found = EmailText.objects.select_for_update().filter(program=program, name=name, language=language)
    text = found.first() or EmailText(program=program, name=name, language=language)
    text.subject, text.body = " ".join(subject.split()), body.strip()
    text.full_clean(exclude=["organization"])
    text.save()
    record("programs.save_email_text", program, by=by, label=program.name, values={"language": language})
    return text


@transaction.atomic
def reset_email_text(program: Program, *, name: str, language: str, by: Actor) -> None:
    """Send the standard text again. Without an own text, nothing changes."""
    if EmailText.objects.filter(program=program, name=name, language=language).delete()[0]:
        record("programs.reset_email_text", program, by=by, label=program.name, values={"language": language})


@transaction.atomic
def send_text_to_oneself(
    program: Program, membership: Membership, *, name: str, language: str, by: Actor
) -> OutboxMessage | None:
    """Queue the email with example names to the member's own address, in that language."""
    _refuse_unknown(name, language)
    user = membership.user
    record("programs.send_text_to_oneself", program, by=by, label=program.name, values={"language": language})
    return queue_message(
        TEXT_TEST,
        recipient=Recipient(user.email, str(user), language, user.time_zone),
        about=program,
        dedup_key=text_test_key(name, uuid4().hex),
        by=by,
    )


def _refuse_unknown(name: str, language: str) -> None:
    if name not in EDITABLE_TEXTS or language not in dict(settings.LANGUAGES):
        raise ValidationError(_("This text no longer exists."))
