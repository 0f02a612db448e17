"""The notice to the people whose HR data is compared, without which there are no outcomes, and their objections."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel


class OutcomeNotice(TenantModel):
    """Whether outcomes are switched on in the organization, the text that people were given, and when."""

    is_on = models.BooleanField(_("outcomes are switched on"), default=False)
    text_en = models.TextField(_("English text"), blank=True, max_length=5000)
    text_de = models.TextField(_("German text"), blank=True, max_length=5000)
    given_on = models.DateField(_("notice given on"), null=True, blank=True)
    # Raised to replace the link by which people object.
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="reports_outcomenotice_once"),
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(given_on__isnull=False),
                name="reports_outcomenotice_given",
                violation_error_message=_("Enter the day on which the notice was given."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.given_on)


class ComparisonObjection(TenantModel):
    """A person's objection to being compared. No date, no audit event and no page: nothing shows who objected."""

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+", verbose_name=_("person"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"], name="reports_comparisonobjection_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
