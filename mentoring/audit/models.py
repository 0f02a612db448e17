from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.audit.querysets import AuditEventQuerySet
from mentoring.tenancy.base import TenantManager, TenantModel


class AuditEvent(TenantModel):
    """One recorded action. Append-only: the application role can neither change nor delete it."""

    is_append_only = True

    happened_at = models.DateTimeField(_("time"))
    action = models.CharField(_("action"), max_length=80)
    actor_kind = models.CharField(_("type of actor"), max_length=10)
    # Not foreign keys: the log outlives the objects. A member's name is looked up when the log is read, so that
    # it can be erased; the label names only jobs, links and tokens.
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(_("actor"), max_length=250, blank=True)
    subject_kind = models.CharField(_("type of object"), max_length=60)
    subject_id = models.UUIDField(null=True)
    subject_label = models.CharField(_("object"), max_length=250, blank=True)
    # Values of non-personal fields; personal fields are only named (in `fields`).
    values = models.JSONField(_("values"), default=dict)
    fields = models.JSONField(_("changed fields"), default=list)

    objects = TenantManager.from_queryset(AuditEventQuerySet)()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organization", "-happened_at", "-id"], name="audit_event_newest"),
            models.Index(fields=["organization", "subject_id"], name="audit_event_subject"),
            models.Index(
                fields=["organization", "actor_id", "-happened_at", "-id"], name="audit_event_actor"
            ),
            models.Index(fields=["organization", "action", "-happened_at", "-id"], name="audit_event_action"),
        ]

    def __str__(self) -> str:
        return self.action
