"""record(): the last line of every action."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from mentoring.audit.models import AuditEvent
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
