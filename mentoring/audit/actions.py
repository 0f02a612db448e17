"""Record audit events, and export the log, which is recorded as well."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from mentoring.audit.exports import audit_csv
from mentoring.audit.models import AuditEvent
from mentoring.audit.selectors import AuditFilters
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
    """Create an audit event in the transaction of the action itself.

    `action` is app.verb_noun. `values` are shown to administrators and must not contain personal data; a changed
    personal field is named in `fields` only, and `label` is set only where the object's name is not personal
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
def export_log(filters: AuditFilters, *, by: Actor) -> tuple[str, int]:
    """Return the filtered events as CSV and their number, and record the export."""
    text, rows = audit_csv(filters)
    used = sorted(name for name in AuditFilters.__dataclass_fields__ if getattr(filters, name))
    record("audit.export_log", by=by, values={"rows": rows, "filters": used})
    return text, rows
