"""Send due messages in claimed batches over one connection. None is lost and none is sent twice."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from mentoring.mail.claiming import Claim, claim_due, resolve_interrupted
from mentoring.mail.delivery_state import DeliveryState
from mentoring.mail.extensions import MESSAGE_KINDS, Context, MessageKind
from mentoring.mail.mime import RenderedEmail
from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import TemplateCache, compose_email, recipient_locale
from mentoring.mail.transport import Refused, Transport, Unanswered, Unreachable, make_transport
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
# A task ends after this time and the poller starts another, so that no organization occupies a worker for long.
SECONDS = 120.0


def checkpoint(name: str) -> None:
    """Do nothing, unless the setting MAIL_CHECKPOINT names a function: the crash tests end the process in it."""
    if settings.MAIL_CHECKPOINT:
        import_string(settings.MAIL_CHECKPOINT)(name)


def deliver_due(
    organization_id: UUID, *, clock: Clock, transport: Transport | None = None, seconds: float = SECONDS
) -> int:
    """Send the organization's due messages; return how many emails a server has accepted.

    Stops when nothing is due, when the server cannot be reached, or after `seconds`.
    """
    transport = transport or make_transport()
    organization = Organization.objects.get(pk=organization_id)
    ends = time.monotonic() + seconds
    accepted = 0
    try:
        resolve_interrupted(organization_id, at=clock())
        while time.monotonic() < ends:
            claim = claim_due(organization_id, at=clock())
            checkpoint("claimed")
            accepted += _send(claim, organization, transport, clock=clock)
            if claim.is_last:
                break
    except Unreachable as error:
        log.warning("The mail server cannot be reached; messages stay queued: %s", error)
    finally:
        transport.close()
    return accepted


def _send(claim: Claim, organization: Organization, transport: Transport, *, clock: Clock) -> int:
    state = DeliveryState(organization.id, claim.id)
    emails = _render(claim, organization, at=clock())
    checkpoint("rendered")
    remaining = list(zip(claim.messages, emails, strict=True))
    remaining.reverse()
    accepted = 0
    is_second_try = False
    try:
        while remaining:
            message, email = remaining.pop()
            if email is None:
                state.mark_outdated(message, at=clock())
                continue
            if isinstance(email, Exception):
                state.mark_broken(message, email, at=clock())
                continue
            try:
                transport.open()
                transport.prepare(email)
                checkpoint("prepared")
                if not state.mark_sending(message.pk):
                    transport.abort()
                    continue
                checkpoint("marked sending")
                transport.send(email, following=_following(remaining))
                state.remember_sent(message.pk)
                accepted += 1
                is_second_try = False
                checkpoint("delivered")
            except Refused as refusal:
                state.mark_refused(message, refusal, at=clock())
            except Unanswered as error:
                state.mark_in_doubt(message, error, at=clock())
            except Unreachable as error:
                state.requeue(message, error, at=clock())
                # Some servers close a connection after a number of emails. One that cannot be reopened is down.
                if is_second_try:
                    raise
                is_second_try = True
    finally:
        state.save_sent()
        checkpoint("marked sent")
        if remaining:
            state.release([message for message, _email in remaining])
    return accepted


def _following(
    remaining: Sequence[tuple[OutboxMessage, RenderedEmail | Exception | None]],
) -> RenderedEmail | None:
    return next((email for _message, email in reversed(remaining) if isinstance(email, RenderedEmail)), None)


def _render(
    claim: Claim, organization: Organization, *, at: datetime
) -> Sequence[RenderedEmail | Exception | None]:
    """Return an email for each claimed message; None for an outdated one, the error for one that cannot be rendered."""
    cache = TemplateCache()
    try:
        with tenant_scope(organization.id):
            contexts = _contexts(claim)
            rendered: list[RenderedEmail | Exception | None] = []
            for (language, time_zone), messages in groupby(
                claim.messages, attrgetter("language", "time_zone")
            ):
                with recipient_locale(language, time_zone):
                    rendered += [
                        _compose(m, contexts[m.pk], organization, at=at, cache=cache) for m in messages
                    ]
            return rendered
    except Exception:
        log.info("A batch of emails could not be rendered together; rendering one by one")
    emails: list[RenderedEmail | Exception | None] = []
    for message in claim.messages:
        try:
            with tenant_scope(organization.id):
                single = Claim(claim.id, [message], claim.merged)
                context = _contexts(single)[message.pk]
                with recipient_locale(message.language, message.time_zone):
                    emails.append(_compose(message, context, organization, at=at, cache=cache))
        except Exception as error:
            log.exception("The message %s of kind %s could not be rendered", message.pk, message.kind)
            emails.append(error)
    return emails


def _contexts(claim: Claim) -> dict[UUID, Context | None]:
    """Return the template context of each message, reading all messages of a kind together where it supports that."""
    contexts: dict[UUID, Context | None] = {}
    by_kind: dict[str, list[OutboxMessage]] = {}
    for message in claim.messages:
        by_kind.setdefault(message.kind, []).append(message)
    for name, messages in by_kind.items():
        kind = MESSAGE_KINDS[name]
        single = [m for m in messages if m.pk not in claim.merged]
        contexts.update(_contexts_of_kind(kind, single))
        for message in messages:
            if message.pk in claim.merged and kind.merge:
                contexts[message.pk] = kind.merge([message, *claim.merged[message.pk]])
    return contexts


def _contexts_of_kind(kind: MessageKind, messages: list[OutboxMessage]) -> dict[UUID, Context | None]:
    if kind.contexts is None:
        return {message.pk: kind.context(message) for message in messages}
    found = kind.contexts(messages)
    return {message.pk: found.get(message.pk) for message in messages}


def _compose(
    message: OutboxMessage,
    context: Context | None,
    organization: Organization,
    *,
    at: datetime,
    cache: TemplateCache,
) -> RenderedEmail | None:
    if context is None:
        return None
    return compose_email(message, MESSAGE_KINDS[message.kind], context, organization, at=at, cache=cache)
