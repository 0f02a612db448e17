"""Goals of the organization, and the objectives of programs that serve them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.querysets import OfProgramsQuerySet


class OrganizationGoal(TenantModel):
    """What the organization wants in any case, with or without mentoring."""

    name = models.CharField(_("goal"), max_length=200)
    description = models.CharField(_("description"), max_length=500, blank=True)
    owner = models.CharField(_("owner"), max_length=120)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="goals_organizationgoal_once",
                violation_error_message=_("This goal exists already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Objective(TenantModel):
    """A business objective of a program: what is to change by when, and which organization goal it serves.

    Without a baseline nobody can say later what has changed; the page shows it as missing from the first day.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="objectives", verbose_name=_("program")
    )
    organization_goal = TenantForeignKey(
        OrganizationGoal, models.PROTECT, related_name="objectives", verbose_name=_("organization goal")
    )
    statement = models.CharField(_("objective"), max_length=300)
    owner = models.CharField(_("owner"), max_length=120)
    measure = models.CharField(_("measure"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("due on"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(OfProgramsQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "statement"],
                name="goals_objective_once",
                violation_error_message=_("This program has this objective already."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | ~Q(baseline=F("target")),
                name="goals_objective_changes",
                violation_error_message=_("Baseline and target are the same."),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def change(self) -> Decimal | None:
        """Return by how much the measure is to change; None without a baseline."""
        return None if self.baseline is None else self.target - self.baseline
