"""One round of a survey: its invitations, and who was left out and why."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.models import Match, Participant
from surveys.enums import SkipReason, SurveyMode, WaveState
from surveys.models.schedule import Schedule, reminder_days
from surveys.models.survey import Survey, SurveyVersion
from surveys.querysets import InvitationQuerySet, WaveQuerySet


class Wave(TenantModel):
    """One round of a survey. Whoever becomes due until `joins_until` is invited to it; then results can be compared."""

    survey = TenantForeignKey(Survey, models.CASCADE, related_name="waves", verbose_name=_("survey"))
    version = TenantForeignKey(SurveyVersion, models.PROTECT, related_name="waves", verbose_name=_("version"))
    schedule = TenantForeignKey(
        Schedule, models.SET_NULL, null=True, blank=True, related_name="waves", verbose_name=_("schedule")
    )
    # Of a schedule that repeats: the first time that a match or everybody is asked is 1.
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    # Copied from the survey when the wave is opened, and never changed.
    mode = models.CharField(_("mode"), max_length=12, choices=SurveyMode)
    state = models.CharField(_("status"), max_length=10, choices=WaveState, default=WaveState.OPEN)
    opens_on = models.DateField(_("opens on"))
    joins_until = models.DateField(_("people join until"))
    closes_on = models.DateField(_("closes on"))
    open_days = models.PositiveSmallIntegerField(_("days open"))
    reminded_on = ArrayField(
        models.PositiveSmallIntegerField(),
        size=2,
        default=reminder_days,
        blank=True,
        verbose_name=_("reminders"),
    )
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    # The random half that is asked, 0 or 1; None asks everybody.
    half = models.PositiveSmallIntegerField(_("half"), null=True, blank=True)
    # The answers came from a file; nobody was invited.
    is_imported = models.BooleanField(_("imported"), default=False)
    # Of an anonymous wave: the attributes that are stored with its answers, copied from the survey.
    segments = ArrayField(
        models.CharField(max_length=20), size=3, default=list, blank=True, verbose_name=_("breakdowns")
    )
    # Of an anonymous wave: counted when it is closed, and never under five. Afterwards nothing says who answered.
    # `participation` is {attribute: {value: {"invited": …, "answered": …}}}.
    invited = models.PositiveIntegerField(_("invited"), null=True, editable=False)
    answered = models.PositiveIntegerField(_("answered"), null=True, editable=False)
    participation = models.JSONField(default=dict, blank=True, editable=False)
    # When the rows that the close replaced were last removed from the tables' files.
    vacuumed_at = models.DateTimeField(null=True, editable=False)

    objects = TenantManager.from_queryset(WaveQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            # Two beats that open the same round at once.
            models.UniqueConstraint(
                fields=["organization", "schedule", "round", "opens_on"],
                condition=Q(schedule__isnull=False),
                name="surveys_wave_once",
            ),
            models.CheckConstraint(
                condition=Q(joins_until__gte=F("opens_on"), closes_on__gte=F("joins_until")),
                name="surveys_wave_order",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
                name="surveys_wave_closed_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "closes_on"], condition=Q(state="open"), name="surveys_wave_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey} ({self.opens_on})"


class Invitation(TenantModel):
    """One person's invitation to a wave. It says whether they answered, never what; in an anonymous wave neither."""

    organization_of = "wave"

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="invitations")
    person = TenantForeignKey("people.Person", models.CASCADE, related_name="survey_invitations")
    participant = TenantForeignKey(Participant, models.CASCADE, related_name="survey_invitations")
    # The match that made the person due, if it was one.
    match = TenantForeignKey(Match, models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"))
    # The end of the last day where the person is.
    closes_at = models.DateTimeField(_("closes"))
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    reminded_at = models.DateTimeField(_("last reminded"), null=True)
    started_at = models.DateTimeField(_("started"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    # When the person stopped the emails from this invitation.
    declined_at = models.DateTimeField(_("declined"), null=True)
    link_version = models.PositiveSmallIntegerField(default=0)
    # Of an anonymous wave: what is stored with the answers, {attribute: value}. Each combination has five people.
    segments = models.JSONField(default=dict, blank=True, editable=False)
    # The invitation whose email lists this one, too: together they count as one contact.
    merged_with = TenantForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")

    objects = TenantManager.from_queryset(InvitationQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "wave", "person"], name="surveys_invitation_once"
            ),
            models.CheckConstraint(condition=Q(reminders__lte=2), name="surveys_invitation_two_reminders"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(started_at__isnull=False),
                name="surveys_invitation_started",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Skip(TenantModel):
    """That somebody was due and did not get a survey, with the reason. Read as counts."""

    survey = TenantForeignKey(Survey, models.CASCADE, related_name="skips")
    schedule = TenantForeignKey(Schedule, models.SET_NULL, null=True, related_name="skips")
    wave = TenantForeignKey(Wave, models.SET_NULL, null=True, related_name="skips")
    participant = TenantForeignKey(Participant, models.CASCADE, related_name="survey_skips")
    match = TenantForeignKey(Match, models.SET_NULL, null=True, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(_("due on"))
    reason = models.CharField(_("reason"), max_length=16, choices=SkipReason)
    skipped_at = models.DateTimeField(_("skipped"))

    class Meta(TenantModel.Meta):
        constraints = [
            # Two beats that skip the same person at once.
            models.UniqueConstraint(
                fields=["organization", "schedule", "participant", "match", "round"],
                condition=Q(schedule__isnull=False),
                nulls_distinct=False,
                name="surveys_skip_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
