"""Which coordinators run which programs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models.program import Program


class ProgramCoordinator(TenantModel):
    """A member who runs a program. Members with the role of coordinator see only the programs they are assigned to."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="coordinators", verbose_name=_("program")
    )
    membership = TenantForeignKey(
        "tenancy.Membership",
        models.CASCADE,
        related_name="coordinated_programs",
        verbose_name=_("coordinator"),
    )
    assigned_at = models.DateTimeField(_("assigned"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "program"],
                name="programs_programcoordinator_once",
                violation_error_message=_("This member already coordinates this program."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.user} ({self.program})"
