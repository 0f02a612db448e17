from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import (
    Cadence,
    Health,
    MatchState,
    ParticipantRole,
    ParticipantState,
    ProgramState,
    SessionState,
)
from programs.querysets import MatchQuerySet, ParticipantQuerySet, ProgramQuerySet, SessionQuerySet


class Program(TenantModel):
    """A mentoring program."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True, max_length=2000)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    cadence_days = models.PositiveSmallIntegerField(_("rhythm"), choices=Cadence, default=Cadence.BIWEEKLY)
    state = models.CharField(_("state"), max_length=10, choices=ProgramState, default=ProgramState.DRAFT)
    # Where sessions come by file: the day up to which they are known. Nothing is judged by days after it. Blank
    # where they are logged here as they happen.
    sessions_known_until = models.DateField(null=True, blank=True, editable=False)
    # The last closed day that DailyCount holds; later days are read raw.
    counted_until = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(ProgramQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="programs_program_name_once",
                violation_error_message=_("A program with this name exists already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="programs_program_ends_after_start",
                violation_error_message=_("The program has to end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:today", kwargs={"slug": self.organization.slug, "program_id": self.pk})


class QuietPeriod(TenantModel):
    """Days on which nothing is expected of anybody in the program: every clock stops."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="quiet_periods", verbose_name=_("program")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=100, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programs_quietperiod_order",
                violation_error_message=_("A quiet time has to end on or after the day it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class Participant(TenantModel):
    """A person in a program, as mentor or as mentee."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="participants", verbose_name=_("program")
    )
    person = TenantForeignKey(
        "people.Person", models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    state = models.CharField(
        _("state"), max_length=10, choices=ParticipantState, default=ParticipantState.ACCEPTED
    )
    topics = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=_("topics"))
    capacity = models.PositiveSmallIntegerField(_("mentees at most"), default=1)
    motivation = models.TextField(_("why"), blank=True, max_length=2000)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(ParticipantQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person", "role"],
                name="programs_participant_once",
                violation_error_message=_("This person is in the program in this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class AwayPeriod(TenantModel):
    """Days on which a participant is away (leave, illness, parental leave): their matches' clocks stop."""

    participant = TenantForeignKey(
        Participant, models.CASCADE, related_name="away_periods", verbose_name=_("participant")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programs_awayperiod_order",
                violation_error_message=_("The time away has to end on or after the day it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class Match(TenantModel):
    """One mentor with one mentee in a program."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="matches", verbose_name=_("program"))
    mentor = TenantForeignKey(
        Participant, models.PROTECT, related_name="matches_as_mentor", verbose_name=_("mentor")
    )
    mentee = TenantForeignKey(
        Participant, models.PROTECT, related_name="matches_as_mentee", verbose_name=_("mentee")
    )
    state = models.CharField(_("state"), max_length=10, choices=MatchState, default=MatchState.ACTIVE)
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    # Rolled up from the sessions, so that lists and health read no history.
    held_count = models.PositiveIntegerField(_("sessions held"), default=0, editable=False)
    last_held_on = models.DateField(_("last met"), null=True, editable=False)
    next_planned_on = models.DateField(_("next session"), null=True, editable=False)
    # Sessions that the agreed rhythm would have brought by the day that health speaks of.
    expected_count = models.PositiveIntegerField(default=0, editable=False)
    # Kept by the goals app.
    goals_agreed = models.PositiveSmallIntegerField(default=0, editable=False)
    goals_achieved = models.PositiveSmallIntegerField(default=0, editable=False)

    # What the providers found at the last evaluation: the worst signal. `health` is what is shown and filtered by,
    # the override if there is one.
    health = models.CharField(
        _("health"), max_length=10, choices=Health, default=Health.UNKNOWN, editable=False
    )
    worked_out_health = models.CharField(
        max_length=10, choices=Health, default=Health.UNKNOWN, editable=False
    )
    # The signals as a list of {provider, level, code, values, since, step}; put into words when shown.
    signals = models.JSONField(default=list, editable=False)
    health_since = models.DateField(null=True, editable=False)
    evaluated_on = models.DateField(null=True, editable=False)
    override = models.CharField(_("judged as"), max_length=10, choices=Health, blank=True)
    override_reason = models.CharField(_("reason"), max_length=300, blank=True)
    override_review_on = models.DateField(_("look again on"), null=True, blank=True)
    overridden_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = TenantManager.from_queryset(MatchQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentor", "mentee"],
                name="programs_match_once",
                violation_error_message=_("These two are matched in this program already."),
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")),
                name="programs_match_two_people",
                violation_error_message=_("Nobody can be their own mentor."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="programs_match_ends_after_start",
                violation_error_message=_("A match has to end on or after the day it started."),
            ),
            models.CheckConstraint(
                condition=Q(override="") | Q(override_review_on__isnull=False) & ~Q(override_reason=""),
                name="programs_match_override_explained",
                violation_error_message=_("Give a reason and the day on which to look again."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "program", "health", "health_since"], name="programs_match_health"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentor.person} & {self.mentee.person}"


class Session(TenantModel):
    """A meeting of a match."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="sessions", verbose_name=_("match"))
    # The match's program, again: roll-ups and dashboards read by program and day without a join.
    program = TenantForeignKey(Program, models.CASCADE, related_name="sessions", verbose_name=_("program"))
    happens_on = models.DateField(_("date"))
    state = models.CharField(_("state"), max_length=10, choices=SessionState)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    # Private to health and to the program's totals of five and more; never shown for a match.
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
                violation_error_message=_("This match has a session on that day already."),
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


class DailyCount(TenantModel):
    """What happened in a program on one closed day; so that years of history cost a dashboard nothing."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="daily_counts", verbose_name=_("program")
    )
    day = models.DateField(_("day"))
    held = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    goals_met = models.PositiveIntegerField(default=0)
    check_ins = models.PositiveIntegerField(default=0)
    # Set by an edit of a closed day; the day is read raw until the nightly job has counted it again.
    is_dirty = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "day"], name="programs_dailycount_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)


class HealthSnapshot(TenantModel):
    """How many matches of a program stood where at the end of a week: trends are facts, not memories."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="health_snapshots", verbose_name=_("program")
    )
    week_ends_on = models.DateField(_("week ends on"))
    on_track = models.PositiveIntegerField(default=0)
    attention = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "week_ends_on"], name="programs_healthsnapshot_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.week_ends_on)


class SavedView(TenantModel):
    """A named query string of a list, for one member."""

    membership = TenantForeignKey(
        "tenancy.Membership", models.CASCADE, related_name="saved_views", verbose_name=_("member")
    )
    program = TenantForeignKey(Program, models.CASCADE, related_name="saved_views", verbose_name=_("program"))
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "program", "name"],
                name="programs_savedview_once",
                violation_error_message=_("You have a view with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
