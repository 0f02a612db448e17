"""Pause automatic email of a kind, in one program or everywhere, and resume it."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import DELIVER_TASK
from mentoring.mail.enums import MessageState, Reason
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage, SendingPause
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue


@transaction.atomic
def pause_sending(kind: str, *, scope_id: UUID | None, label: str, by: Actor, at: datetime) -> None:
    """Send no email of the kind in the scope from now on; pausing twice changes nothing.

    `label` names the scope in the audit log. Refuses kinds that are not automatic: somebody is waiting for those.
    """
    known = MESSAGE_KINDS.get(kind)
    if known is None or not known.is_automatic:
        raise ValidationError(_("Only automatic emails can be paused."), code="not_automatic")
    _pause, is_new = SendingPause.objects.get_or_create(
        kind=kind, scope_id=scope_id, defaults={"paused_at": at}
    )
    if is_new:
        record("mail.pause_sending", by=by, values={"kind": kind, "where": label})


@transaction.atomic
def resume_sending(kind: str, *, scope_id: UUID | None, label: str, by: Actor, at: datetime) -> None:
    """Send email of the kind in the scope again, at once what has waited and has not expired."""
    deleted, _models = SendingPause.objects.filter(kind=kind, scope_id=scope_id).delete()
    if not deleted:
        return
    waiting = OutboxMessage.objects.filter(kind=kind, state=MessageState.WAITING, reason=Reason.PAUSED)
    if scope_id is not None:
        waiting = waiting.filter(scope_id=scope_id)
    waiting.update(due_at=at, claim_at=at, reason=Reason.NONE)
    record("mail.resume_sending", by=by, values={"kind": kind, "where": label})
    enqueue(DELIVER_TASK)
