"""The kind of message of the mail app itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage

TEST = "mail.test"


def test_context(message: OutboxMessage) -> dict[str, Any]:
    return {}


def register_kinds() -> None:
    register_kind(
        MessageKind(
            name=TEST,
            label=_("Test email"),
            category=Category.ACCOUNT,
            template="mail/test",
            subject=_("Test email from %(organization_name)s"),
            context=test_context,
        )
    )
