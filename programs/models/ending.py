"""What leads to the end of a match, and what remains: questions to silent matches, and wishes for another match."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.enums import ParticipantRole
from programs.models.match import Match
from programs.models.participant import Participant


class StillMeetingQuestion(TenantModel):
    """That one side of a silent match was asked whether the two are still meeting."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="still_meeting_questions")
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    silent_since = models.DateField()
    asked_on = models.DateField()
    # From this day on, an administrator is asked to confirm the end. Moves with absences and breaks.
    confirm_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    # Set as soon as the match shows any sign of life.
    closed_at = models.DateTimeField(null=True)
    link_version = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "role", "asked_on"], name="programs_still_meeting_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.asked_on)


class RematchWish(TenantModel):
    """That a participant would like another match after one has ended. Read by those who run the program."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="rematch_wishes")
    participant = TenantForeignKey(Participant, models.CASCADE, related_name="rematch_wishes")
    wished_at = models.DateTimeField(_("wished"))
    wished_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "participant"], name="programs_rematch_wish_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.wished_on)
