from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from mentoring.mail.actions import queue_message
from mentoring.mail.delivery import deliver_due
from mentoring.mail.enums import Category
from mentoring.mail.extensions import MESSAGE_KINDS, MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.api.conftest import caller_of, secret_of  # noqa: F401 - fixtures
from tests.mail.sink import PipeliningSink, pipelining_server

BY = Actor.system("test")


@pytest.fixture
def kind() -> Iterator[Callable[..., MessageKind]]:
    """Register kinds for one test."""
    made = []

    def make(name: str = "test.note", **fields) -> MessageKind:
        made.append(name)
        return MESSAGE_KINDS.register(
            name,
            MessageKind(
                **{
                    "name": name,
                    "label": "Note",
                    "category": Category.REMINDERS,
                    "template": "mail/test",
                    "subject": "A note",
                    "context": lambda message: {},
                    # The tests look at mail in 2099.
                    "expires_after": timedelta(days=40_000),
                    **fields,
                }
            ),
        )

    yield make
    for name in made:
        MESSAGE_KINDS._items.pop(name)


@pytest.fixture
def sink(settings) -> Iterator[PipeliningSink]:
    with pipelining_server() as server:
        use_smtp(settings, server.port)
        yield server


def use_smtp(settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5


@pytest.fixture
def queue(organization) -> Callable[..., OutboxMessage]:
    """Queue a message of a kind in the organization, by default to mia."""

    def put(kind: str = "test.note", email: str = "mia@example.org", **fields) -> OutboxMessage:
        recipient = fields.pop("recipient", None) or Recipient(
            email, "Mia", "en", fields.pop("time_zone", "UTC")
        )
        with tenant_scope(organization.id):
            keywords = {"about": None, "dedup_key": f"{kind}:{email}", "by": BY, **fields}
            return queue_message(kind, recipient=recipient, **keywords)

    return put


@pytest.fixture
def now_is() -> datetime:
    """Return a moment after what `queue` has queued; noon, so that quiet hours are far."""
    return datetime(2099, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def deliver(organization, now_is) -> Callable[..., int]:
    def run(at: datetime = now_is, **fields) -> int:
        return deliver_due(organization.id, clock=lambda: at, **fields)

    return run


@pytest.fixture
def reload(organization) -> Callable[[OutboxMessage], OutboxMessage]:
    def again(message: OutboxMessage) -> OutboxMessage:
        with tenant_scope(organization.id):
            return OutboxMessage.objects.get(pk=message.pk)

    return again
