"""What all emails have in common whose text a program can change: introductions, the end of a match or of a program."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from programs.announcement_text import fill_in
from programs.emails import paragraphs
from programs.models import Program
from programs.selectors.announcements import program_contact
from programs.selectors.email_texts import Texts, text_of


def contact_name(program: Program) -> str:
    contact = program_contact(program)
    return (contact.name or contact.email) if contact else ""


def names_of(person: Person, partner_names: str) -> dict[str, str]:
    """Return the placeholders that depend on the recipient."""
    return {
        "first_name": person.first_name or person.name,
        "name": person.name,
        "partner_names": partner_names,
    }


def editable_values(
    program: Program,
    name: str,
    names: Mapping[str, str],
    *,
    own: Texts,
    contact: str,
    path: str,
    partners: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """Return what one email says, in the active language, with a button that leads to the path."""
    subject, body = text_of(own, name)
    values = {**names, "program": program.name, "contact": contact}
    return {
        "text_subject": fill_in(subject, values),
        "lines": paragraphs(fill_in(body, values)),
        "partners": partners,
        "program": program.name,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": str(_("Open your match")),
    }


def register_editable(
    name: str,
    label: str | Promise,
    *,
    context: Callable[[OutboxMessage], Mapping[str, Any] | None],
    contexts: Callable[[Sequence[OutboxMessage]], Mapping[UUID, Mapping[str, Any]]] | None = None,
    category: Category = Category.MESSAGES,
) -> None:
    """Register a kind of email whose context is from `editable_values`."""
    register_kind(
        MessageKind(
            name=name,
            label=label,
            category=category,
            template="programs/mail/editable",
            subject="%(text_subject)s",
            context=context,
            contexts=contexts,
        )
    )
