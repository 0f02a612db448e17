"""Programs and their breaks."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import (
    Cadence,
    ProgramState,
)
from programs.querysets import ProgramQuerySet


class Program(TenantModel):
    """A mentoring program."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True, max_length=2000)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    cadence_days = models.PositiveSmallIntegerField(
        _("meeting frequency"), choices=Cadence, default=Cadence.BIWEEKLY
    )
    state = models.CharField(_("status"), max_length=10, choices=ProgramState, default=ProgramState.DRAFT)
    # Where sessions come by file: the day up to which they are known. Nothing is judged by days after it. Blank
    # where they are logged here as they happen.
    sessions_known_until = models.DateField(null=True, blank=True, editable=False)
    # The last closed day that DailyCount holds; later days are read raw.
    counted_until = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(ProgramQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="programs_program_name_once",
                violation_error_message=_("A program with this name already exists."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="programs_program_ends_after_start",
                violation_error_message=_("The program must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:today", kwargs={"slug": self.organization.slug, "program_id": self.pk})


class QuietPeriod(TenantModel):
    """Days on which nothing is expected of anybody in the program: every clock stops."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="quiet_periods", verbose_name=_("program")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=100, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programs_quietperiod_order",
                violation_error_message=_("A break cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
