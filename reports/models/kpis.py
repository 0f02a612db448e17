"""The KPIs of a program: the evidence for its objectives, and the values that are entered for them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models import Objective
from mentoring.statistics import MINIMUM_GROUP
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import ParticipantRole
from programs.querysets import OfProgramsQuerySet
from reports.enums import Direction, KpiSource

# As many as a reader remembers; they are fixed before there are results.
MOST_PRIMARY = 3


class ProgramKpi(TenantModel):
    """The evidence for an objective of a program: what is measured, from which source, and the target.

    Level and quadrant follow from the source (reports.kpis.sources). Without a source, or without a baseline where one
    is needed, the KPI is a gap, since the first day.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="kpis", verbose_name=_("program")
    )
    # RESTRICT, so that a program is deleted with both, but no objective loses its evidence.
    objective = TenantForeignKey(Objective, models.RESTRICT, related_name="kpis", verbose_name=_("objective"))
    name = models.CharField(_("name"), max_length=120)
    definition = models.CharField(_("definition"), max_length=500, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    source = models.CharField(_("source"), max_length=8, choices=KpiSource, blank=True)
    # The key of a question, the id of a KPI with readings, or a value of HrRate or ProgramCount.
    reference = models.CharField(max_length=60, blank=True)
    # Of whom; of counts and entered values it says nothing. Never of both: the fewer could be calculated.
    role = models.CharField(
        _("whose values"), max_length=10, choices=ParticipantRole, default=ParticipantRole.MENTEE
    )
    # Empty: the first value of the source, and the target of the objective.
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    # Since this day, the KPI is primary and its definition no longer changes.
    primary_on = models.DateField(_("primary since"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(OfProgramsQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "name"],
                name="reports_programkpi_once",
                violation_error_message=_("This program has a KPI with this name already."),
            ),
            models.CheckConstraint(
                condition=Q(source__in=["survey", "skill", "hr", "program"]) & ~Q(reference="")
                | Q(source__in=["", "entered"], reference=""),
                name="reports_programkpi_reference",
                violation_error_message=_("Choose which question, skill, rate or count it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_primary(self) -> bool:
        return self.primary_on is not None


class KpiValue(TenantModel):
    """A value of a KPI on a day, entered by hand, from a file or through the API. The day determines its phase."""

    kpi = TenantForeignKey(ProgramKpi, models.CASCADE, related_name="values", verbose_name=_("KPI"))
    taken_on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    # How many people it is about; not needed where it is about things. Values of 1 to 4 people are never stored.
    people = models.PositiveIntegerField(
        _("number of people"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(
                MINIMUM_GROUP, _("A value of fewer than 5 people would say something about each of them.")
            )
        ],
    )
    source = models.CharField(_("where it comes from"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kpi", "taken_on"],
                name="reports_kpivalue_once",
                violation_error_message=_("There is a value of this day already."),
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gte=MINIMUM_GROUP),
                name="reports_kpivalue_people",
                violation_error_message=_(
                    "A value of fewer than 5 people would say something about each of them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken_on}: {self.value}"
