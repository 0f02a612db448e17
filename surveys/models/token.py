"""Who may still answer an anonymous wave."""

from django.db import models

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from surveys.models.wave import Invitation


class AnswerToken(TenantModel):
    """Marks an invitation to an anonymous wave as not answered yet, and stores nothing else.

    Submitting deletes the row in the transaction that stores the answers, which do not refer to it. A flag on the
    invitation would do the same and share the transaction's id with the answers: PostgreSQL keeps it in each row. The
    close deletes the rest, so that nothing says who answered.
    """

    organization_of = "invitation"

    invitation = TenantForeignKey(Invitation, models.CASCADE, related_name="answer_tokens")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "invitation"], name="surveys_token_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
