"""Matches of a mentor with a mentee."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import (
    Health,
    MatchState,
)
from programs.models.introduction import Introduction
from programs.models.participant import Participant
from programs.models.program import Program
from programs.querysets import MatchQuerySet


class Match(TenantModel):
    """A mentor and a mentee in a program."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="matches", verbose_name=_("program"))
    mentor = TenantForeignKey(
        Participant, models.PROTECT, related_name="matches_as_mentor", verbose_name=_("mentor")
    )
    mentee = TenantForeignKey(
        Participant, models.PROTECT, related_name="matches_as_mentee", verbose_name=_("mentee")
    )
    state = models.CharField(_("status"), max_length=10, choices=MatchState, default=MatchState.ACTIVE)
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)
    # The last day of a pause.
    paused_until = models.DateField(_("paused until"), null=True, blank=True, editable=False)
    # How both were introduced, if the match was made from a draft.
    introduction = TenantForeignKey(
        Introduction, models.SET_NULL, null=True, blank=True, related_name="matches", editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    # Copied from the sessions, so that lists and health need not read the history.
    held_count = models.PositiveIntegerField(_("sessions held"), default=0, editable=False)
    last_held_on = models.DateField(_("last met on"), null=True, editable=False)
    next_planned_on = models.DateField(_("next session"), null=True, editable=False)
    # The day up to which sessions are known if they come from files; empty if they are recorded here.
    sessions_known_until = models.DateField(null=True, editable=False)
    # Sessions expected by the day of the evaluation at the agreed meeting frequency.
    expected_count = models.PositiveIntegerField(default=0, editable=False)
    # Updated by the goals app.
    goals_agreed = models.PositiveSmallIntegerField(default=0, editable=False)
    goals_met = models.PositiveSmallIntegerField(default=0, editable=False)

    # `calculated_health` is the result of the last evaluation; `health` is the override if there is one.
    health = models.CharField(
        _("health"), max_length=10, choices=Health, default=Health.UNKNOWN, editable=False
    )
    calculated_health = models.CharField(
        max_length=10, choices=Health, default=Health.UNKNOWN, editable=False
    )
    # A list of {code, level, since, values}; texts are added when displayed.
    signals = models.JSONField(default=list, editable=False)
    health_since = models.DateField(null=True, editable=False)
    evaluated_on = models.DateField(null=True, editable=False)
    override = models.CharField(_("override"), max_length=10, choices=Health, blank=True)
    override_reason = models.CharField(_("reason"), max_length=300, blank=True)
    override_review_on = models.DateField(_("review on"), null=True, blank=True)
    overridden_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = TenantManager.from_queryset(MatchQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentor", "mentee"],
                name="programs_match_once",
                violation_error_message=_("These two are already matched in this program."),
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")),
                name="programs_match_two_people",
                violation_error_message=_("Nobody can be their own mentor."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="programs_match_ends_after_start",
                violation_error_message=_("A match must end on or after the day it started."),
            ),
            models.CheckConstraint(
                condition=Q(override="") | Q(override_review_on__isnull=False) & ~Q(override_reason=""),
                name="programs_match_override_explained",
                violation_error_message=_("Enter a reason and a review date."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "program", "health", "health_since"], name="programs_match_health"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentor.person} & {self.mentee.person}"
