"""Filters of a list that a member saved under a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models.program import Program


class SavedView(TenantModel):
    """A query string of a list that a member saved under a name."""

    membership = TenantForeignKey(
        "tenancy.Membership", models.CASCADE, related_name="saved_views", verbose_name=_("member")
    )
    program = TenantForeignKey(Program, models.CASCADE, related_name="saved_views", verbose_name=_("program"))
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "program", "name"],
                name="programs_savedview_once",
                violation_error_message=_("You already have a view with this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
