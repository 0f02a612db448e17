"""Who takes part in a program, and how people apply."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models.program import Program


class Intake(TenantModel):
    """Who takes part in a program. Made when one of its settings is changed or applications open."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="+", verbose_name=_("program"))
    # The last part of the public page's address. Its random end keeps the page from being guessed.
    slug = models.CharField(max_length=60, editable=False)
    is_rolling = models.BooleanField(_("people can apply while the program is running"), default=False)
    apply_until = models.DateField(_("last day to apply"), null=True, blank=True)
    takes_mentors = models.BooleanField(_("people can apply as mentors"), default=True)
    takes_mentees = models.BooleanField(_("people can apply as mentees"), default=True)
    takes_guests = models.BooleanField(_("people can apply by email, without an account"), default=False)
    needs_approval = models.BooleanField(_("the program decides on each application"), default=True)
    asks_manager = models.BooleanField(_("line managers are asked to approve the hours"), default=False)
    mentor_capacity = models.PositiveSmallIntegerField(
        _("mentees per mentor"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    session_minutes = models.PositiveSmallIntegerField(
        _("minutes per session"), default=60, validators=[MinValueValidator(15), MaxValueValidator(480)]
    )
    # Values of directory attributes by role: {"mentee": {"level": ["4", "5"]}}. Empty means everybody.
    eligibility = models.JSONField(default=dict, blank=True)
    whom_for = models.TextField(_("whom it is for"), max_length=1000, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="programs_intake_once"),
            models.UniqueConstraint(fields=["organization", "slug"], name="programs_intake_slug_once"),
        ]

    def __str__(self) -> str:
        return self.slug
