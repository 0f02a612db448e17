"""The emails that introduce the mentor and the mentee of approved matches to each other, and editable texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models.program import Program


class Introduction(TenantModel):
    """One sending of introductions. Its matches become active when it is sent; until then it can be canceled."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="introductions", verbose_name=_("program")
    )
    # When it is to be sent, for those that are scheduled.
    planned_for = models.DateTimeField(_("planned for"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    made_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    batch_id = models.UUIDField(null=True, editable=False)
    recipients = models.PositiveIntegerField(_("recipients"), default=0)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.planned_for or self.sent_at:%Y-%m-%d}"


class EmailText(TenantModel):
    """The program's own text of an email in one language. Without a row, the standard text is sent."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="email_texts", verbose_name=_("program"))
    # A key of email_texts.py.
    name = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=5000)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "name", "language"], name="programs_email_text_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject
