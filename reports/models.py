from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from reports.enums import Direction


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
                violation_error_message=_("A KPI with this name exists already."),
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
                violation_error_message=_("A reading belongs to a person or to a group."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken_on}: {self.value}"
