from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from reports.enums import Direction, LeaveKind, OutcomeState
from reports.querysets import OutcomeRunQuerySet


class Kpi(TenantModel):
    """What is measured before, during and after: a name, a unit, a direction. Of a program, or of the organization."""

    name = models.CharField(_("name"), max_length=120)
    # How a file's item is recognized: the name without case and marks.
    name_norm = models.CharField(max_length=120, editable=False)
    definition = models.CharField(_("definition"), max_length=500, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name_norm"],
                name="reports_kpi_once",
                violation_error_message=_("A KPI with this name already exists."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KpiReading(TenantModel):
    """One value of a KPI on a day, of a person or of a named group. Before, during or after follows from the day."""

    kpi = TenantForeignKey(Kpi, models.CASCADE, related_name="readings", verbose_name=_("KPI"))
    person = TenantForeignKey(
        "people.Person", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    group = models.CharField(_("group"), max_length=120, blank=True)
    taken_on = models.DateField(_("date"))
    value = models.FloatField(_("value"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kpi", "person", "group", "taken_on"],
                name="reports_kpireading_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, group="") | Q(person__isnull=True) & ~Q(group=""),
                name="reports_kpireading_person_or_group",
                violation_error_message=_("A reading belongs to a person or a group."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken_on}: {self.value}"


class OutcomePlan(TenantModel):
    """What is fixed for a program before its outcomes are looked at: which ways of leaving count."""

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="outcome_plans", verbose_name=_("program")
    )
    leave_kind = models.CharField(_("who counts as having left"), max_length=12, choices=LeaveKind)
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program"],
                name="reports_outcomeplan_once",
                violation_error_message=_("This has already been set for this program."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_leave_kind_display()


class OutcomeRun(TenantModel):
    """One working-out of a program's outcomes: what it found, from data up to which day, by which version of the code.

    Pages, API and exports read `figures` and `breakdowns` and compute nothing, so that they cannot disagree.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="outcome_runs", verbose_name=_("program")
    )
    state = models.CharField(_("status"), max_length=10, choices=OutcomeState, default=OutcomeState.WAITING)
    leave_kind = models.CharField(max_length=12, choices=LeaveKind, default=LeaveKind.ALL)
    known_until = models.DateField(_("data up to"), null=True)
    code_version = models.CharField(_("version"), max_length=40, blank=True)
    # Plain values as reports.outcomes gives them; a number that its state does not allow is not among them.
    figures = models.JSONField(default=list)
    breakdowns = models.JSONField(default=list)
    requested_at = models.DateTimeField(_("asked for"))
    finished_at = models.DateTimeField(_("calculated"), null=True, blank=True)

    objects = TenantManager.from_queryset(OutcomeRunQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            # Two people who ask at once, or a person and the night, wait for the same run.
            models.UniqueConstraint(
                fields=["organization", "program"],
                condition=Q(state="waiting"),
                name="reports_outcomerun_waiting_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "program", "-requested_at"], name="reports_outcomerun_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.known_until} ({self.get_state_display()})"
