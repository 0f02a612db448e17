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
    """A meeting of a match."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="sessions", verbose_name=_("match"))
    # Copied from the match, so that roll-ups and dashboards read by program and day without a join.
    program = TenantForeignKey(Program, models.CASCADE, related_name="sessions", verbose_name=_("program"))
    happens_on = models.DateField(_("date"))
    state = models.CharField(_("status"), max_length=10, choices=SessionState)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    # Used for health and in totals of at least five ratings; never shown for a single match.
    rating = models.PositiveSmallIntegerField(
        _("rating"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    agenda = models.CharField(_("agenda"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = TenantManager.from_queryset(SessionQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "happens_on"],
                name="programs_session_once_a_day",
                violation_error_message=_("This match already has a session on that day."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "program", "happens_on"],
                include=["state", "minutes"],
                name="programs_session_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.happens_on} {self.get_state_display()}"
