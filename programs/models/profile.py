"""What applicants are asked about themselves, and the organization's list of topics."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.enums import Audience, QuestionKind
from programs.models.program import Program


class Topic(TenantModel):
    """A topic or skill that mentors offer and mentees ask for: one list for the organization.

    Participants keep the words themselves, so a topic that is removed changes nobody's answer.
    """

    name = models.CharField(_("topic"), max_length=80)
    name_norm = models.CharField(max_length=160, editable=False)  # without case
    # Kept, so that an emptied list is not taken for one that was never edited.
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name_norm"],
                condition=models.Q(removed_at=None),
                name="programs_topic_once",
                violation_error_message=_("This topic is already in the list."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProfileQuestion(TenantModel):
    """A question to applicants of a program. Answers refer to its key and are kept when it is removed."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="profile_questions", verbose_name=_("program")
    )
    key = models.CharField(max_length=40)
    audience = models.CharField(_("who is asked"), max_length=10, choices=Audience, default=Audience.BOTH)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind)
    text = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    # The choices; of a scale, the words for its lowest and highest point.
    options = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("choices")
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "key"], name="programs_profilequestion_once"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_for(self, role: str) -> bool:
        """Return whether people who apply in this role are asked."""
        return self.audience in (Audience.BOTH, f"{role}s")
