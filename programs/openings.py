"""Emails whose subject and opening a program can change. The rest is fixed: links, dates, and who sees the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.mail.extensions import Context, MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.people.models import Person
from programs.announcement_text import fill_in
from programs.email_texts import EDITABLE_TEXTS, EditableText
from programs.models import EmailText, Program

FIRST_NAME = "{first_name}"


def register_opening(kind: MessageKind, text: EditableText, *, order: int = 100) -> None:
    """Register a kind of email with an opening. Its template shows `opening` and has no subject of its own.

    What the program has changed is read for all messages of a batch at once, with one query.
    """
    EDITABLE_TEXTS.register(kind.name, text, order=order)

    def contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Context]:
        if kind.contexts:
            found = kind.contexts(messages)
        else:
            read = {message.pk: kind.context(message) for message in messages}
            found = {pk: context for pk, context in read.items() if context is not None}
        return _opened(kind.name, [(it, found[it.pk]) for it in messages if it.pk in found])

    def merge(messages: Sequence[OutboxMessage]) -> Context | None:
        context = kind.merge(messages) if kind.merge else None
        return context and _opened(kind.name, [(messages[0], context)])[messages[0].pk]

    register_kind(
        replace(
            kind,
            subject="%(text_subject)s",
            context=lambda message: contexts([message]).get(message.pk),
            contexts=contexts,
            merge=merge if kind.merge else None,
        )
    )


def _opened(name: str, pairs: Sequence[tuple[OutboxMessage, Context]]) -> dict[UUID, Context]:
    """Return the contexts with subject and opening, in each recipient's language."""
    programs = {message.scope_id for message, _context in pairs if message.scope_id}
    own = _own_texts(name, programs) if programs else {}
    first_names: Mapping[str, str] = {}
    if any(FIRST_NAME in it.subject + it.body for it in own.values()):
        first_names = _first_names({message.recipient_email_norm for message, _context in pairs})
    opened: dict[UUID, Context] = {}
    for message, context in pairs:
        full = message.recipient_name
        who = {"name": full, "first_name": first_names.get(message.recipient_email_norm) or full}
        with translation.override(message.language):
            changed = own.get((message.scope_id, message.language))
            opened[message.pk] = with_opening(name, context, changed, who)
    return opened


def _own_texts(name: str, programs: set[UUID]) -> dict[tuple[UUID | None, str], EmailText]:
    """Return the texts of these programs. None before the organization is confirmed: strangers may write them."""
    found = EmailText.objects.filter(name=name, program_id__in=programs, organization__is_confirmed=True)
    return {(it.program_id, it.language): it for it in found}


def _first_names(addresses: set[str]) -> dict[str, str]:
    people = Person.objects.filter(email_norm__in=addresses)
    return dict(people.values_list("email_norm", "first_name"))


def with_opening(
    name: str, context: Context, changed: EmailText | None, who: Mapping[str, str]
) -> dict[str, Any]:
    """Return what an email says, with its subject and opening in the active language."""
    text = EDITABLE_TEXTS[name]
    subject, body = (changed.subject, changed.body) if changed else (str(text.subject), str(text.body))
    names = text.names(context) if text.names else {}
    values = {**who, **{key: str(value) for key, value in names.items()}}
    lines = (" ".join(line.split()) for line in fill_in(body, values).splitlines())
    return {
        **context,
        "text_subject": fill_in(subject, values),
        "opening": "\n\n".join(line for line in lines if line),
    }


def opened_for(name: str, context: Context, program: Program, recipient: Recipient) -> dict[str, Any]:
    """Return what the email to one recipient says, for its preview, as it is sent in their language."""
    message = OutboxMessage(
        scope_id=program.pk,
        recipient_email_norm=recipient.email.lower(),
        recipient_name=recipient.name,
        language=recipient.language or program.organization.language,
    )
    return dict(_opened(name, [(message, context)])[message.pk])


def example_of(name: str, context: Context, changed: EmailText | None) -> dict[str, Any]:
    """Return what the email says with example names, in the active language."""
    return with_opening(name, context, changed, {"first_name": _("Alex"), "name": _("Alex Example")})
