"""What kinds of message there are. Apps register theirs in AppConfig.ready(); the outbox knows none by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise

from mentoring.mail.enums import Category, Choice, Priority
from mentoring.registry import Registry

if TYPE_CHECKING:
    from mentoring.mail.models import OutboxMessage

Context = Mapping[str, Any]
# Automatic email that could not be sent for so long is of no use any more.
AUTOMATIC_EXPIRES_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class MessageKind:
    """One kind of message: how it looks, and how what it says is read at the moment of sending.

    `template` names two files without their endings: `mail/invite` is `mail/invite.html` and `mail/invite.txt`.
    `subject` may hold placeholders `%(name)s` that the context fills. `context(message)` runs in the
    organization's scope when the message is due, so that links are derived then and nothing stale is said; None
    means that the message is no longer relevant and cancels it. `contexts(messages)` may read the same for many
    messages at once; an id that it leaves out is no longer relevant. With `merge(messages)`, several waiting
    messages of the kind to one address become one mail. A private kind shows administrators only its envelope.
    """

    name: str
    label: str | Promise
    category: Choice  # of Category
    template: str
    subject: str | Promise
    context: Callable[[OutboxMessage], Context | None]
    contexts: Callable[[Sequence[OutboxMessage]], Mapping[UUID, Context]] | None = None
    merge: Callable[[Sequence[OutboxMessage]], Context | None] | None = None
    # Automatic mail keeps quiet hours and the weekly cap; what a person has just asked for does not.
    is_automatic: bool = False
    is_private: bool = False
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


def register_kind(kind: MessageKind) -> MessageKind:
    return MESSAGE_KINDS.register(kind.name, kind)
