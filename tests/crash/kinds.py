"""The kind of message that the crash tests send, registered in the test and in its workers."""

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MESSAGE_KINDS, MessageKind, register_kind

CRASH = "crash.note"

if CRASH not in MESSAGE_KINDS:
    register_kind(
        MessageKind(
            name=CRASH,
            label="Crash",
            category=Category.ACCOUNT,
            template="mail/test",
            subject="A note",
            context=lambda message: {},
        )
    )
