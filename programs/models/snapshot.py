"""Weekly counts of matches by health."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models.program import Program


class HealthSnapshot(TenantModel):
    """The number of a program's matches by health at the end of a week."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="health_snapshots", verbose_name=_("program")
    )
    week_ends_on = models.DateField(_("week ends on"))
    on_track = models.PositiveIntegerField(default=0)
    attention = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "week_ends_on"], name="programs_healthsnapshot_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.week_ends_on)
