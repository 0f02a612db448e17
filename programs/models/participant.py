"""Participants of a program and the days on which they are absent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import (
    ParticipantRole,
    ParticipantState,
    PauseReason,
)
from programs.models.program import Program
from programs.querysets import AbsenceQuerySet, ParticipantQuerySet

MOST_TOPICS = 30


def split_topics(text: str) -> list[str]:
    """Split a text into distinct topics, at semicolons and line breaks, or else at commas."""
    separator = ";" if ";" in text else ","
    parts = (part.strip()[:80] for line in text.splitlines() for part in line.split(separator))
    return list(dict.fromkeys(filter(None, parts)))[:MOST_TOPICS]


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
        _("status"), max_length=10, choices=ParticipantState, default=ParticipantState.ACCEPTED
    )
    topics = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=_("topics"))
    capacity = models.PositiveSmallIntegerField(_("maximum number of mentees"), default=1)
    # Their own first day, from which outcomes are counted. Unknown for many imported participants.
    enrolled_on = models.DateField(_("enrolled on"), null=True, blank=True)
    motivation = models.TextField(_("motivation"), blank=True, max_length=2000)
    # While they pause: no suggestions and no reminders. Without a last day, until they resume. The days are also an
    # absence, so that they do not count later either.
    paused_on = models.DateField(_("paused on"), null=True, blank=True, editable=False)
    paused_until = models.DateField(_("paused until"), null=True, blank=True, editable=False)
    pause_reason = models.CharField(
        _("reason for the pause"),
        max_length=10,
        choices=PauseReason,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TenantManager.from_queryset(ParticipantQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person", "role"],
                name="programs_participant_once",
                violation_error_message=_("This person is already in the program in this role."),
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None) | Q(paused_until__gte=F("paused_on")),
                name="programs_participant_pause_order",
                violation_error_message=_("Enter today or a later date."),
            ),
        ]

    @property
    def current_state_label(self) -> str:
        """The label of the annotation `current_state`."""
        return str(ParticipantState(self.current_state).label)

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class Absence(TenantModel):
    """Days on which a participant is absent. Deadlines of their matches are paused."""

    participant = TenantForeignKey(
        Participant, models.CASCADE, related_name="absences", verbose_name=_("participant")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    # The days of a participant's pause. It is changed by resuming, never as an absence.
    is_pause = models.BooleanField(default=False, editable=False, db_default=False)

    objects = TenantManager.from_queryset(AbsenceQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programs_absence_order",
                violation_error_message=_("An absence must end on or after its first day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
