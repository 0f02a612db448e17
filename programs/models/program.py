"""Programs and their breaks."""

from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import (
    MeetingInterval,
    ProgramState,
)
from programs.querysets import ProgramQuerySet


class Program(TenantModel):
    """A mentoring program."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True, max_length=2000)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    meeting_interval_days = models.PositiveSmallIntegerField(
        _("meeting frequency"), choices=MeetingInterval, default=MeetingInterval.BIWEEKLY
    )
    state = models.CharField(_("status"), max_length=10, choices=ProgramState, default=ProgramState.DRAFT)
    # The day on which the matches that were under way ended with the program; empty again once it is reopened.
    closed_on = models.DateField(null=True, blank=True, editable=False)
    # The last day in DailyCount; for later days the sessions are read.
    counted_until = models.DateField(null=True, blank=True, editable=False)
    # A copy to try everything with: its emails are not sent, and it can be deleted with all that is in it.
    is_test_run = models.BooleanField(_("test run"), default=False, editable=False)
    # Empty means the default text of agreement_text.py, in the reader's language.
    agreement = models.TextField(_("agreement"), max_length=5000, blank=True)
    # Off by default: administrators then see growth area, dates and numbers of goals, not their titles.
    shows_goal_titles = models.BooleanField(_("goal titles are visible to program staff"), default=False)
    # A key of program_templates.py: the points it adds to the default agreement, and its listening plan.
    template = models.CharField(_("template"), max_length=30, blank=True, default="")
    # Who is asked, and who gets replies to emails of the program. Empty means the administrators.
    contact = TenantForeignKey(
        "tenancy.Membership",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("program contact"),
    )
    # Who reads concerns; without either, owners and administrators. In working days.
    concern_contact = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, related_name="+", null=True, blank=True
    )
    concern_deputy = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, related_name="+", null=True, blank=True
    )
    concern_response_days = models.PositiveSmallIntegerField(default=3)
    # A review of the match is asked for after every so many sessions held.
    review_every = models.PositiveSmallIntegerField(default=3)
    # What differs from the defaults of program_settings.py, by the name of the setting.
    settings = models.JSONField(
        default=dict, blank=True, editable=False, db_default=Value({}, models.JSONField())
    )
    # Off by default: a certificate names the program contact as the one who signs.
    offers_certificates = models.BooleanField(_("certificates are offered"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(ProgramQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="programs_program_name_once",
                violation_error_message=_("A program with this name already exists."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="programs_program_ends_after_start",
                violation_error_message=_("The program must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(state=ProgramState.CLOSED),
                name="programs_program_closed_on",
                violation_error_message=_("The program is not closed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:today", kwargs={"slug": self.organization.slug, "program_id": self.pk})


class Break(TenantModel):
    """Days without deadlines or reminders for a whole program."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="breaks", verbose_name=_("program"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=100, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programs_break_order",
                violation_error_message=_("A break must end on or after its first day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
