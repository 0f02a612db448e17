"""Counts by program and day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models.program import Program


class DailyCount(TenantModel):
    """What happened in a program on one closed day; so that years of history cost a dashboard nothing."""

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
    # Set by an edit of a closed day; the day is read raw until the nightly job has counted it again.
    is_dirty = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "day"], name="programs_dailycount_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)
