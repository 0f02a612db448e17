"""Goals of the organization, and the objectives of programs that serve them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.enums import ObjectiveDecision, ObjectiveState
from goals.querysets import ObjectiveQuerySet
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel

REVIEW_MONTHS = (
    (1, _("Every month")),
    (3, _("Every quarter")),
    (6, _("Every six months")),
    (12, _("Every year")),
)
QUARTERLY = 3


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
    state = models.CharField(
        _("status"), max_length=10, choices=ObjectiveState, default=ObjectiveState.ACTIVE, editable=False
    )
    review_months = models.PositiveSmallIntegerField(_("reviewed"), choices=REVIEW_MONTHS, default=QUARTERLY)
    # Set when the objective is created and by each review; null once it is no longer pursued.
    next_review_on = models.DateField(_("next review"), null=True, editable=False)
    # The review that was last reminded of, so that each is reminded of once.
    reminded_of = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(ObjectiveQuerySet)()

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

    @property
    def is_active(self) -> bool:
        return self.state == ObjectiveState.ACTIVE


class ObjectiveReview(TenantModel):
    """A decision about an objective, with its reason, the value at the time, and what it changed."""

    objective = TenantForeignKey(
        Objective, models.CASCADE, related_name="reviews", verbose_name=_("objective")
    )
    decision = models.CharField(_("decision"), max_length=10, choices=ObjectiveDecision)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_on = models.DateField(_("date"))
    decided_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    # As printed when it was decided: figures change afterwards.
    value = models.CharField(_("value"), max_length=120, blank=True)
    # {field: value} of what the decision changed.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["organization", "objective", "-decided_at"], name="goals_objectivereview_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decided_on}: {self.get_decision_display()}"
