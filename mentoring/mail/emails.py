"""The mail app's own kind of message."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage

TEST = "mail.test"


def context_of_test(message: OutboxMessage) -> dict[str, Any]:
    return {}


def register_kinds() -> None:
    register_kind(
        MessageKind(
            name=TEST,
            label=_("Test"),
            category=Category.ACCOUNT,
            template="mail/test",
            subject=_("Test from %(organization_name)s"),
            context=context_of_test,
        )
    )
