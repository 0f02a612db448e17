"""record(): the last line of every action. And export_log(), because taking the log away is itself an event."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from mentoring.audit.exports import audit_csv
from mentoring.audit.models import AuditEvent
from mentoring.audit.selectors import Asked
from mentoring.tenancy.actor import Actor

LABEL = 250


def record(
    action: str,
    subject: models.Model | None = None,
    *,
    by: Actor,
    values: Mapping[str, Any] | None = None,
    fields: Iterable[str] = (),
    label: str = "",
) -> AuditEvent:
    """Write down what happened, in the transaction of the thing itself.

    `action` is app.verb_noun. `values` are shown to administrators, so they hold nothing personal; a changed
    personal field is named in `fields` only, and `label` is given only where the thing's name is not personal
    (a program, not a person). Never called for an anonymous answer.
    """
    return AuditEvent.objects.create(
        happened_at=timezone.now(),
        action=action,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:LABEL],
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        subject_label=label[:LABEL],
        values=dict(values or {}),
        fields=sorted(fields),
    )


@transaction.atomic
def export_log(asked: Asked, *, by: Actor) -> tuple[str, int]:
    """Return the events that were asked for as CSV, and how many; write down that they were taken."""
    text, rows = audit_csv(asked)
    filters = sorted(name for name in Asked.__dataclass_fields__ if getattr(asked, name))
    record("audit.export_log", by=by, values={"rows": rows, "filters": filters})
    return text, rows
