"""When a survey is sent by itself."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from surveys.enums import Trigger
from surveys.models.survey import Survey
from surveys.querysets import WaveQuerySet

OPEN_DAYS = 14
REMINDED_ON = (4, 9)
# After so many sessions, where no other number is given.
SESSIONS = 6


def reminder_days(open_days: int = OPEN_DAYS) -> list[int]:
    """Return the usual days of reminders that are before the end of so many days."""
    return [day for day in REMINDED_ON if day < open_days]


class Schedule(TenantModel):
    """A trigger of a survey, and the part of the program's people who get it.

    `audience` is {"department": […], "level": […], "location": […]}; a missing or empty list means everybody.
    """

    survey = TenantForeignKey(Survey, models.CASCADE, related_name="schedules", verbose_name=_("survey"))
    trigger = models.CharField(_("when"), max_length=16, choices=Trigger)
    # Days, sessions or months, by the trigger. For calendar days: the months from one to the next, 0 for once.
    every = models.PositiveSmallIntegerField(_("number"), default=0, validators=[MaxValueValidator(730)])
    # The first calendar day, or the date.
    first_on = models.DateField(_("first day"), null=True, blank=True)
    audience = models.JSONField(_("audience"), default=dict, blank=True)
    open_days = models.PositiveSmallIntegerField(
        _("days open"), default=OPEN_DAYS, validators=[MinValueValidator(2), MaxValueValidator(60)]
    )
    reminded_on = ArrayField(
        models.PositiveSmallIntegerField(),
        size=2,
        default=reminder_days,
        blank=True,
        verbose_name=_("reminders"),
    )
    # Ask random halves in turn, however many people there are.
    asks_half = models.BooleanField(_("random half"), default=False)
    # People over their contact budget get it in the email of their next survey.
    merges = models.BooleanField(_("merged with the next survey"), default=False)
    # What was due before this day is not sent: it was due before anybody decided to ask.
    starts_on = models.DateField(_("in effect from"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, editable=False)

    objects = TenantManager.from_queryset(WaveQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(trigger__in=["calendar", "date"]) | Q(first_on__isnull=False),
                name="surveys_schedule_has_a_day",
                violation_error_message=_("Choose a day."),
            ),
            models.CheckConstraint(
                condition=Q(trigger__in=["calendar", "date", "closing"]) | Q(every__gt=0),
                name="surveys_schedule_has_a_number",
                violation_error_message=_("Enter a number of at least 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_trigger_display()
