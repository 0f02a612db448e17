"""The kinds of message. Apps register theirs in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise

from mentoring.mail.enums import Category, Choice, Priority
from mentoring.mail.mime import EmailPart
from mentoring.registry import Registry

if TYPE_CHECKING:
    from mentoring.mail.models import OutboxMessage

Context = Mapping[str, Any]
# Automatic email that could not be sent for so long is of no use any more.
AUTOMATIC_EXPIRES_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class MessageKind:
    """One kind of message: its template, and how its context is read when it is sent.

    `template` names two files without their extensions: `mail/invite` is `mail/invite.html` and `mail/invite.txt`.
    `subject` may contain placeholders `%(name)s` that the context fills. `context(message)` runs in the
    organization's scope when the message is due, so that it is up to date and links are made then; None means that
    the message is outdated and cancels it. `contexts(messages)` does the same for many messages at once; a message
    it omits is outdated. `merge(messages)` combines several waiting messages of the kind to one address into one
    email. `parts(message, context)` adds calendar entries and attachments. Of a private kind, administrators see the
    recipient and the state but not the content. An unlisted kind is in no list: nobody may see
    whom it went to.
    """

    name: str
    label: str | Promise
    category: Choice  # of Category
    template: str
    subject: str | Promise
    context: Callable[[OutboxMessage], Context | None]
    contexts: Callable[[Sequence[OutboxMessage]], Mapping[UUID, Context]] | None = None
    merge: Callable[[Sequence[OutboxMessage]], Context | None] | None = None
    parts: Callable[[OutboxMessage, Context], Iterable[EmailPart]] | None = None
    # Automatic emails respect quiet hours and the weekly cap; those that a person has just requested do not.
    is_automatic: bool = False
    is_private: bool = False
    is_unlisted: bool = False
    # Which of a person's automatic emails goes first, and whether the weekly cap holds for it at all.
    priority: Priority = Priority.REMINDER
    # An email that cannot be sent for so long expires instead of arriving late. None: automatic email after a week,
    # other email never.
    expires_after: timedelta | None = None

    @property
    def lifetime(self) -> timedelta | None:
        return self.expires_after or (AUTOMATIC_EXPIRES_AFTER if self.is_automatic else None)

    @property
    def is_capped(self) -> bool:
        return self.is_automatic and self.priority != Priority.EXEMPT

    @property
    def can_be_unsubscribed(self) -> bool:
        return self.category != Category.ACCOUNT


MESSAGE_KINDS: Registry[MessageKind] = Registry("message kinds")
# Which of these scopes are silent: no email of theirs is sent. One query.
SILENT_SCOPES: Registry[Callable[[Collection[UUID]], Collection[UUID]]] = Registry("silent scopes of email")


def register_kind(kind: MessageKind) -> MessageKind:
    return MESSAGE_KINDS.register(kind.name, kind)
