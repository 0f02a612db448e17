from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import GoalState
from goals.querysets import GoalQuerySet
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.querysets import OfProgramsQuerySet


class Goal(TenantModel):
    """A mentee's SMART goal in a match."""

    match = TenantForeignKey("programs.Match", models.CASCADE, related_name="goals", verbose_name=_("match"))
    title = models.CharField(_("title"), max_length=300)
    measure = models.CharField(_("measured by"), max_length=200, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    relevance = models.CharField(_("why it matters"), max_length=300, blank=True)
    skill = models.CharField(_("growth area"), max_length=80, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=GoalState, default=GoalState.AGREED)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    # Copied from the latest check-in.
    progress_percent = models.PositiveSmallIntegerField(_("progress"), default=0, editable=False)
    last_check_in_on = models.DateField(null=True, editable=False)
    is_stuck = models.BooleanField(_("stuck"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(GoalQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "title"],
                name="goals_goal_once",
                violation_error_message=_("This match already has this goal."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(TenantModel):
    goal = TenantForeignKey(Goal, models.CASCADE, related_name="milestones", verbose_name=_("goal"))
    title = models.CharField(_("step"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "goal", "title"], name="goals_milestone_once"),
        ]

    def __str__(self) -> str:
        return self.title


class CheckIn(TenantModel):
    """The progress of a goal on a day, as reported by the mentee."""

    goal = TenantForeignKey(Goal, models.CASCADE, related_name="check_ins", verbose_name=_("goal"))
    # Copied from the match, so that daily counts read by program and day without a join.
    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="+", verbose_name=_("program")
    )
    checked_on = models.DateField(_("date"))
    progress_percent = models.PositiveSmallIntegerField(_("progress"), validators=[MaxValueValidator(100)])
    is_stuck = models.BooleanField(_("stuck"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = TenantManager.from_queryset(OfProgramsQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "goal", "checked_on"], name="goals_checkin_once_a_day"
            ),
            models.CheckConstraint(condition=Q(progress_percent__lte=100), name="goals_checkin_percent"),
        ]
        indexes = [
            models.Index(fields=["organization", "program", "checked_on"], name="goals_checkin_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.checked_on}: {self.progress_percent} %"
