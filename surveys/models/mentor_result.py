"""What several mentees of one mentor answered to a question, in confidential surveys."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from surveys.models.wave import Wave


class MentorResult(TenantModel):
    """The favorable answers of at least five mentees of a mentor to one question, pooled over waves and programs.

    It only ever grows, by the answers of at least five mentees who are not in it: a difference between two versions
    discloses no more than a result does.
    """

    mentor = TenantForeignKey("people.Person", models.CASCADE, related_name="mentor_results")
    question_key = models.SlugField(_("key"), max_length=60, db_index=False)
    n = models.PositiveIntegerField(_("mentees"))
    favorable = models.PositiveIntegerField(_("favorable"))
    first_on = models.DateField(_("first answers"))
    last_on = models.DateField(_("last answers"))
    calculated_at = models.DateTimeField(_("calculated"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "mentor", "question_key"], name="surveys_mentorresult_once"
            ),
            models.CheckConstraint(
                condition=Q(n__gte=5, favorable__lte=F("n")), name="surveys_mentorresult_five"
            ),
        ]

    def __str__(self) -> str:
        return self.question_key


class MentorResultMentee(TenantModel):
    """That a mentee's answer in a wave is part of a result; what they answered is not stored with it.

    The row stays when person or wave are deleted: it counts how many answers of a wave are in results.
    """

    organization_of = "result"

    result = TenantForeignKey(MentorResult, models.CASCADE, related_name="mentees")
    person = TenantForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    wave = TenantForeignKey(Wave, models.SET_NULL, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "result", "person"], name="surveys_mentorresult_person_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
