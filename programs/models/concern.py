"""Concerns that one side of a match raises with a named person. Encrypted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.encryption.models import SealedRow
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.models.match import Match
from programs.models.participant import Participant
from programs.querysets import ConcernQuerySet


class Concern(SealedRow, TenantModel):
    """A concern of one side. Read by the named person and the deputy, and by nobody else.

    If both leave before they answer, an owner names somebody, who then reads it.
    """

    match = TenantForeignKey(Match, models.CASCADE, related_name="concerns", verbose_name=_("match"))
    author = TenantForeignKey(Participant, models.CASCADE, related_name="concerns", verbose_name=_("author"))
    sealed = models.TextField(editable=False)
    raised_at = models.DateTimeField(_("raised"))
    respond_by = models.DateField(_("respond by"))
    # As the form has named them, or an owner since.
    reader = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, related_name="+", editable=False
    )
    deputy = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    deputy_told_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = TenantManager.from_queryset(ConcernQuerySet)()

    class Meta(TenantModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.raised_at:%Y-%m-%d}"
