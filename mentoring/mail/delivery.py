"""Send what is due: claimed in batches, over one connection, never lost and never doubled."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from mentoring.mail.claiming import Claim, claim_due, settle_interrupted
from mentoring.mail.delivery_state import Marker
from mentoring.mail.extensions import MESSAGE_KINDS, Context, MessageKind
from mentoring.mail.mime import Letter
from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import Skeletons, compose_letter, speaking
from mentoring.mail.transport import Refused, Transport, Unanswered, Unreachable, make_transport
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
# After so long a task ends and the poller starts another: one large organization does not hold a worker for ever.
SECONDS = 120.0


def checkpoint(name: str) -> None:
    """Do nothing, unless the setting MAIL_CHECKPOINT names a function: the crash test dies in it."""
    if settings.MAIL_CHECKPOINT:
        import_string(settings.MAIL_CHECKPOINT)(name)


def deliver_due(
    organization_id: UUID, *, clock: Clock, transport: Transport | None = None, seconds: float = SECONDS
) -> int:
    """Send the organization's due mail; return how many mails a server has taken.

    Stops when nothing is due, when the server cannot be reached, or after `seconds`.
    """
    transport = transport or make_transport()
    organization = Organization.objects.get(pk=organization_id)
    ends = time.monotonic() + seconds
    taken = 0
    try:
        settle_interrupted(organization_id, at=clock())
        while time.monotonic() < ends:
            claim = claim_due(organization_id, at=clock())
            checkpoint("claimed")
            taken += _send(claim, organization, transport, clock=clock)
            if claim.is_last:
                break
    except Unreachable as error:
        log.warning("Mail waits, the mail server cannot be reached: %s", error)
    finally:
        transport.close()
    return taken


def _send(claim: Claim, organization: Organization, transport: Transport, *, clock: Clock) -> int:
    marker = Marker(organization.id, claim.id)
    letters = _write(claim, organization, at=clock())
    checkpoint("written")
    left = list(zip(claim.messages, letters, strict=True))
    left.reverse()
    taken = 0
    is_second_try = False
    try:
        while left:
            message, letter = left.pop()
            if letter is None:
                marker.drop(message, at=clock())
                continue
            if isinstance(letter, Exception):
                marker.fail(message, letter, at=clock())
                continue
            try:
                transport.open()
                transport.announce(letter)
                checkpoint("announced")
                if not marker.announce(message.pk):
                    transport.take_back()
                    continue
                checkpoint("marked sending")
                transport.deliver(letter, following=_following(left))
                marker.keep_sent(message.pk)
                taken += 1
                is_second_try = False
                checkpoint("delivered")
            except Refused as refusal:
                marker.refuse(message, refusal, at=clock())
            except Unanswered as error:
                marker.doubt(message, error, at=clock())
            except Unreachable as error:
                marker.put_back(message, error, at=clock())
                # A server may close a connection after so many mails; one that cannot be opened anew is down.
                if is_second_try:
                    raise
                is_second_try = True
    finally:
        marker.mark_sent()
        checkpoint("marked sent")
        if left:
            marker.release([message for message, _letter in left])
    return taken


def _following(left: Sequence[tuple[OutboxMessage, Letter | Exception | None]]) -> Letter | None:
    return next((letter for _message, letter in reversed(left) if isinstance(letter, Letter)), None)


def _write(claim: Claim, organization: Organization, *, at: datetime) -> Sequence[Letter | Exception | None]:
    """Return a letter for each claimed message; None for one that is no longer relevant, an error for a broken one."""
    skeletons = Skeletons()
    try:
        with tenant_scope(organization.id):
            contexts = _contexts(claim)
            together: list[Letter | Exception | None] = []
            for (language, time_zone), messages in groupby(
                claim.messages, attrgetter("language", "time_zone")
            ):
                with speaking(language, time_zone):
                    together += [
                        _letter(m, contexts[m.pk], organization, at=at, skeletons=skeletons) for m in messages
                    ]
            return together
    except Exception:
        log.info("A batch of mail could not be written together; writing one by one")
    letters: list[Letter | Exception | None] = []
    for message in claim.messages:
        try:
            with tenant_scope(organization.id):
                alone = Claim(claim.id, [message], claim.merged)
                context = _contexts(alone)[message.pk]
                with speaking(message.language, message.time_zone):
                    letters.append(_letter(message, context, organization, at=at, skeletons=skeletons))
        except Exception as error:
            log.exception("The message %s of kind %s could not be written", message.pk, message.kind)
            letters.append(error)
    return letters


def _contexts(claim: Claim) -> dict[UUID, Context | None]:
    """Read what each message says, for the kinds that can in one go for all their messages."""
    contexts: dict[UUID, Context | None] = {}
    by_kind: dict[str, list[OutboxMessage]] = {}
    for message in claim.messages:
        by_kind.setdefault(message.kind, []).append(message)
    for name, messages in by_kind.items():
        kind = MESSAGE_KINDS[name]
        alone = [m for m in messages if m.pk not in claim.merged]
        contexts.update(_contexts_of_kind(kind, alone))
        for message in messages:
            if message.pk in claim.merged and kind.merge:
                contexts[message.pk] = kind.merge([message, *claim.merged[message.pk]])
    return contexts


def _contexts_of_kind(kind: MessageKind, messages: list[OutboxMessage]) -> dict[UUID, Context | None]:
    if kind.contexts is None:
        return {message.pk: kind.context(message) for message in messages}
    read = kind.contexts(messages)
    return {message.pk: read.get(message.pk) for message in messages}


def _letter(
    message: OutboxMessage,
    context: Context | None,
    organization: Organization,
    *,
    at: datetime,
    skeletons: Skeletons,
) -> Letter | None:
    if context is None:
        return None
    return compose_letter(
        message, MESSAGE_KINDS[message.kind], context, organization, at=at, skeletons=skeletons
    )
