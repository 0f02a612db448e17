from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from reports.enums import ComparedWith, Direction, ExportState, LeaveKind, OutcomeState
from reports.querysets import OutcomeRunQuerySet, PeopleExportQuerySet

# An export with names is deleted after this time.
KEEP_EXPORTS_FOR = timedelta(days=1)


class Kpi(TenantModel):
    """A KPI of the organization, measured before, during and after a program."""

    name = models.CharField(_("name"), max_length=120)
    # For matching names in files: without case and diacritics.
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
    """A KPI value of a person or a named group on a day, which determines its phase."""

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


PRIMARY_MONTHS = ((6, _("6 months")), (12, _("12 months")), (18, _("18 months")), (24, _("24 months")))


class OutcomePlan(TenantModel):
    """What is fixed for a program before there are results, so that nobody picks the more favorable choice later.

    Which exits count, the primary period in months, who is compared, and whether places were assigned at random.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="outcome_plans", verbose_name=_("program")
    )
    leave_kind = models.CharField(_("who counts as having left"), max_length=12, choices=LeaveKind)
    primary_months = models.PositiveSmallIntegerField(_("period"), choices=PRIMARY_MONTHS, default=12)
    is_random = models.BooleanField(_("places were assigned at random"), default=False)
    compares_with = models.CharField(
        _("comparison group"), max_length=12, choices=ComparedWith, default=ComparedWith.COLLEAGUES
    )
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
    """One calculation of a program's outcomes: results, data date and method version.

    Pages, API and exports read `figures` and `breakdowns` and compute nothing, so they cannot disagree.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="outcome_runs", verbose_name=_("program")
    )
    state = models.CharField(_("status"), max_length=10, choices=OutcomeState, default=OutcomeState.WAITING)
    leave_kind = models.CharField(max_length=12, choices=LeaveKind, default=LeaveKind.ALL)
    primary_months = models.PositiveSmallIntegerField(default=12)
    is_random = models.BooleanField(default=False)
    compares_with = models.CharField(max_length=12, choices=ComparedWith, default=ComparedWith.COLLEAGUES)
    known_until = models.DateField(_("data up to"), null=True)
    method_version = models.CharField(_("version"), max_length=40, blank=True)
    # Plain values from reports.outcomes, without the numbers that a state does not allow.
    figures = models.JSONField(default=list)
    breakdowns = models.JSONField(default=list)
    requested_at = models.DateTimeField(_("asked for"))
    # A job that has begun has read its data, so a later request needs a run of its own.
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("calculated"), null=True, blank=True)

    objects = TenantManager.from_queryset(OutcomeRunQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            # Concurrent requests, by people or the nightly task, share one run until it begins.
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


class PeopleExport(TenantModel):
    """A file of the people included in outcomes, with names: created by a job and deleted after a day."""

    run = TenantForeignKey(
        OutcomeRun, models.CASCADE, related_name="people_exports", verbose_name=_("calculation")
    )
    state = models.CharField(_("status"), max_length=10, choices=ExportState, default=ExportState.PREPARING)
    content = models.BinaryField(null=True, editable=False)
    requested_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    requested_at = models.DateTimeField(_("requested"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = TenantManager.from_queryset(PeopleExportQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            # Concurrent requests share one job.
            models.UniqueConstraint(
                fields=["organization", "run"],
                condition=Q(state="preparing"),
                name="reports_peopleexport_preparing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d} ({self.get_state_display()})"

    @property
    def expires_at(self) -> datetime:
        return self.requested_at + KEEP_EXPORTS_FOR
