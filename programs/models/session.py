"""Sessions of matches."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import (
    SessionState,
)
from programs.models.match import Match
from programs.models.program import Program
from programs.querysets import SessionQuerySet


class Session(TenantModel):
    """A meeting of a match. Meetings of several matches at once are one session for each match, with one joint id."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="sessions", verbose_name=_("match"))
    # Copied from the match, so that roll-ups and dashboards read by program and day without a join.
    program = TenantForeignKey(Program, models.CASCADE, related_name="sessions", verbose_name=_("program"))
    happens_on = models.DateField(_("date"))
    # Empty where only the day is known. `happens_on` is the organization's day of it; `time_zone` is the planner's.
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=SessionState)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    # Used for health and in totals of at least five ratings; never shown for a single match.
    rating = models.PositiveSmallIntegerField(
        _("rating"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    place = models.CharField(_("place or video link"), max_length=300, blank=True)
    joint_id = models.UUIDField(null=True, blank=True, editable=False)
    # The minutes of a joint session count once in totals: on the row of the first match.
    counts_minutes = models.BooleanField(default=True, editable=False)
    # Given by the system that a file comes from, so that importing the file again finds the session.
    external_id = models.CharField(_("external id"), max_length=120, blank=True)
    # SEQUENCE of the calendar invitation (RFC 5545): grows with every change that calendars have to learn of.
    calendar_sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    agenda = models.CharField(_("agenda"), max_length=500, blank=True)

    objects = TenantManager.from_queryset(SessionQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "starts_at"],
                condition=models.Q(starts_at__isnull=False),
                name="programs_session_once_at_a_time",
                violation_error_message=_("This match already has a session at this time."),
            ),
            models.UniqueConstraint(
                fields=["organization", "match", "external_id"],
                condition=~models.Q(external_id=""),
                name="programs_session_external_id_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "program", "happens_on"],
                include=["state", "minutes"],
                name="programs_session_by_day",
            ),
            models.Index(fields=["organization", "match", "-happens_on"], name="programs_session_of_match"),
            models.Index(
                fields=["organization", "joint_id"],
                condition=models.Q(joint_id__isnull=False),
                name="programs_session_joint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happens_on} {self.get_state_display()}"
