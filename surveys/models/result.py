"""The figures of a closed wave, calculated once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.models import Program
from surveys.models.wave import Wave
from surveys.querysets import WaveResultQuerySet


class CommentPool(TenantModel):
    """The comments of several anonymous waves that fewer than ten people answered each, in one random order.

    Of one program where that suffices, otherwise of several; `program` is that of the wave that was closed last.

    Never changed: a difference between two versions would disclose the comments of the wave that was added.
    """

    program = TenantForeignKey(Program, models.CASCADE, related_name="comment_pools")
    comments = models.JSONField(_("comments"), default=dict)
    published_at = models.DateTimeField(_("published"))

    class Meta(TenantModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.pk)


class WaveResult(TenantModel):
    """What may be shown of a wave: page, CSV, XLSX and API read it and nothing else.

    Calculated at the close, while answers can be linked, and never again with fewer people: a difference between two
    versions would disclose who was added. `figures` are those of surveys.results; `comments` are masked, by question
    and in random order, None where too few answered.
    """

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="results", verbose_name=_("wave"))
    figures = models.JSONField(_("figures"), default=list)
    comments = models.JSONField(_("comments"), default=dict)
    pool = TenantForeignKey(CommentPool, models.SET_NULL, null=True, blank=True, related_name="results")
    # Also after the pool was deleted with its program.
    was_pooled = models.BooleanField(default=False, editable=False)
    method_version = models.PositiveSmallIntegerField(_("method"))
    calculated_at = models.DateTimeField(_("calculated"))

    objects = TenantManager.from_queryset(WaveResultQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "wave"], name="surveys_result_once"),
        ]

    def __str__(self) -> str:
        return str(self.wave)
