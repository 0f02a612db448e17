"""Counts by program and day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models.program import Program


class DailyCount(TenantModel):
    """Counts of a program on one closed day."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="daily_counts", verbose_name=_("program")
    )
    day = models.DateField(_("day"))
    held = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    goals_met = models.PositiveIntegerField(default=0)
    check_ins = models.PositiveIntegerField(default=0)
    # Set when a session of a closed day changes; the hourly job recounts the day.
    is_dirty = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "day"], name="programs_dailycount_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)
