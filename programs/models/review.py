"""Reviews of a match: what each side answers after every few sessions. Encrypted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.encryption.models import SealedRow
from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.enums import ParticipantRole
from programs.models.match import Match
from programs.models.participant import Participant


class Review(TenantModel):
    """One round of questions to both sides of a match."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="reviews", verbose_name=_("match"))
    # How many times the agreed number of sessions had been held.
    number = models.PositiveSmallIntegerField(_("review"))
    opened_on = models.DateField(_("opened"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "match", "number"], name="programs_review_once")
        ]

    def __str__(self) -> str:
        return str(self.opened_on)


class ReviewAnswer(SealedRow, TenantModel):
    """One side of a review, made when the review opens. Both sides read both answers once both are there."""

    organization_of = "review"

    review = TenantForeignKey(Review, models.CASCADE, related_name="answers")
    author = TenantForeignKey(Participant, models.CASCADE, related_name="review_answers")
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    # Empty until answered; then all answers as JSON.
    sealed = models.TextField(blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_on = models.DateField(null=True, editable=False)
    link_version = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "review", "role"], name="programs_review_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"
