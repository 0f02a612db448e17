from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.enums import (
    ActionOwner,
    Attainment,
    Direction,
    GoalOwner,
    GoalState,
    InReach,
    MeasureKind,
    Pace,
    RevisionKind,
)
from goals.querysets import GoalQuerySet
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import ParticipantRole
from programs.querysets import OfProgramsQuerySet


class Goal(TenantModel):
    """A mentee's SMART goal in a match."""

    match = TenantForeignKey("programs.Match", models.CASCADE, related_name="goals", verbose_name=_("match"))
    owner = models.CharField(_("whose goal"), max_length=10, choices=GoalOwner, default=GoalOwner.MENTEE)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(
        _("kind of measure"), max_length=10, choices=MeasureKind, default=MeasureKind.NUMBER
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.RAISE)
    measure = models.CharField(_("measured by"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("today"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    # Fixed when both have agreed: see attainment.py.
    exceeded_from = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    support = models.CharField(_("what helps"), max_length=300, blank=True)
    obstacles = models.CharField(_("what is in the way"), max_length=300, blank=True)
    in_reach = models.CharField(_("in reach"), max_length=10, choices=InReach, blank=True)
    relevance = models.CharField(_("why it matters"), max_length=300, blank=True)
    skill = models.CharField(_("growth area"), max_length=80, blank=True)
    objective = TenantForeignKey(
        "goals.Objective",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("objective of the program"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=GoalState, default=GoalState.AGREED)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("reason"), max_length=300, blank=True)
    attainment = models.CharField(_("attainment"), max_length=10, choices=Attainment, blank=True)
    # Copied from the latest check-in.
    current_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    progress_percent = models.PositiveSmallIntegerField(_("progress"), default=0, editable=False)
    last_check_in_on = models.DateField(null=True, editable=False)
    is_stuck = models.BooleanField(_("stuck"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # Raising it revokes the link to check in; likewise on a plan.
    link_version = models.PositiveSmallIntegerField(default=0, editable=False)

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

    @property
    def label_for_staff(self) -> str:
        """Return what program staff see: the title only where the program says so to everybody."""
        if self.match.program.shows_goal_titles:
            return self.title
        return self.skill or gettext("Goal")


class GoalAgreement(TenantModel):
    """One side's agreement to a goal. Its link is emailed, so that nobody has to sign in to agree."""

    goal = TenantForeignKey(Goal, models.CASCADE, related_name="agreements", verbose_name=_("goal"))
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    # Raised when the goal changes, so that nobody agrees to words that they have not seen.
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "goal", "role"], name="goals_goalagreement_once"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Milestone(TenantModel):
    goal = TenantForeignKey(Goal, models.CASCADE, related_name="milestones", verbose_name=_("goal"))
    title = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "goal", "title"],
                name="goals_milestone_once",
                violation_error_message=_("This goal already has this milestone."),
            ),
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
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    pace = models.CharField(_("pace"), max_length=10, choices=Pace, blank=True)
    # Empty where it came from a file, which knows the day only.
    created_at = models.DateTimeField(_("recorded"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed by the mentor"), null=True, blank=True)
    is_stuck = models.BooleanField(_("stuck"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = TenantManager.from_queryset(OfProgramsQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(progress_percent__lte=100), name="goals_checkin_percent"),
        ]
        indexes = [
            models.Index(fields=["organization", "program", "checked_on"], name="goals_checkin_by_day"),
            models.Index(fields=["organization", "goal", "-checked_on"], name="goals_checkin_of_goal"),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on}: {self.progress_percent} %"


class ActionPlan(TenantModel):
    """The mentor's plan for a match. Its actions are rows of PlanAction; what it said earlier is in its revisions."""

    match = TenantForeignKey(
        "programs.Match", models.CASCADE, related_name="action_plans", verbose_name=_("match")
    )
    # Copied from the latest revision.
    revision = models.PositiveSmallIntegerField(_("revision"), default=0, editable=False)
    revised_on = models.DateField(_("last updated"), null=True, editable=False)
    # How often in a row the mentor said that nothing changed.
    unchanged_in_a_row = models.PositiveSmallIntegerField(default=0, editable=False)
    link_version = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "match"], name="goals_actionplan_once"),
        ]

    def __str__(self) -> str:
        return gettext("Action plan")


class PlanAction(TenantModel):
    """An action of a plan: what, who, by when, and for which goal. Only the two of the match see it."""

    organization_of = "plan"

    plan = TenantForeignKey(ActionPlan, models.CASCADE, related_name="actions", verbose_name=_("action plan"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField(_("what"), max_length=200)
    who = models.CharField(_("who"), max_length=10, choices=ActionOwner, default=ActionOwner.MENTEE)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    goal = TenantForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name=_("goal")
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organization", "plan", "position"], name="goals_planaction_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanRevision(TenantModel):
    """What a plan said when it was saved or confirmed, complete, so that it stays readable."""

    organization_of = "plan"

    plan = TenantForeignKey(
        ActionPlan, models.CASCADE, related_name="revisions", verbose_name=_("action plan")
    )
    number = models.PositiveSmallIntegerField(_("revision"))
    kind = models.CharField(_("kind"), max_length=10, choices=RevisionKind)
    saved_on = models.DateField(_("date"))
    saved_at = models.DateTimeField(_("saved"))
    # The starting point it began from, as it was named then.
    source = models.CharField(_("starting point"), max_length=80, blank=True)
    # A list of {id, title, who, due_on, goal, done_on}, in order: see plan_changes.py.
    actions = models.JSONField(default=list, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "plan", "number"], name="goals_planrevision_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
