"""The contact budget of an organization, and who waits because of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models import Match, Participant
from surveys.budget import DEFAULT_LIMITS, LEAST_GAP, MOST_GAP, MOST_PER_MONTH, MOST_PER_YEAR, Limits
from surveys.models.wave import Wave


class ContactBudget(TenantModel):
    """The limits of an organization. Without a row, the defaults hold."""

    gap_days = models.PositiveSmallIntegerField(
        _("days between two invitations"),
        default=DEFAULT_LIMITS.gap_days,
        validators=[MinValueValidator(LEAST_GAP), MaxValueValidator(MOST_GAP)],
    )
    per_month = models.PositiveSmallIntegerField(
        _("invitations in 30 days"),
        default=DEFAULT_LIMITS.per_month,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PER_MONTH)],
    )
    per_year = models.PositiveSmallIntegerField(
        _("invitations in a year"),
        default=DEFAULT_LIMITS.per_year,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PER_YEAR)],
    )
    changed_at = models.DateTimeField(_("changed"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="surveys_contactbudget_once"),
            # Nobody can raise the contact above these by another way either.
            models.CheckConstraint(
                condition=Q(gap_days__gte=LEAST_GAP, gap_days__lte=MOST_GAP)
                & Q(per_month__gte=1, per_month__lte=MOST_PER_MONTH)
                & Q(per_year__gte=1, per_year__lte=MOST_PER_YEAR),
                name="surveys_contactbudget_bounds",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def limits(self) -> Limits:
        return Limits(self.gap_days, self.per_month, self.per_year)


class PostponedInvitation(TenantModel):
    """Somebody over their contact budget who is invited to a wave that is open, on the first day that is possible.

    With `is_merged`, the email of another survey on an earlier day lists this one too. The row is deleted when the
    person is invited or skipped.
    """

    organization_of = "wave"

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="postponed")
    participant = TenantForeignKey(Participant, models.CASCADE, related_name="postponed_surveys")
    match = TenantForeignKey(Match, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("due on"))
    possible_on = models.DateField(_("possible from"))
    is_merged = models.BooleanField(_("merged with the next survey"), default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "wave", "participant", "match"],
                nulls_distinct=False,
                name="surveys_postponed_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "possible_on"], name="surveys_postponed_by_day")]

    def __str__(self) -> str:
        return str(self.pk)
