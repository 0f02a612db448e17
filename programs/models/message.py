"""Messages between the two of a match, and from those who run a program to its mentors and mentees."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.enums import Audience, ParticipantRole
from programs.models.match import Match
from programs.models.program import Program


class MatchMessage(TenantModel):
    """A message from one side of a match to the other. Only the two read it."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="messages", verbose_name=_("match"))
    role = models.CharField(_("from"), max_length=10, choices=ParticipantRole)
    body = models.TextField(_("message"), max_length=5000)
    sent_at = models.DateTimeField(_("sent"))
    # Set when the sender took the message back before it was emailed.
    cancelled_at = models.DateTimeField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organization", "match", "-sent_at"], name="programs_message_newest")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.sent_at:%Y-%m-%d}"


class Announcement(TenantModel):
    """An email from those who run a program to mentors, mentees or both. Subject and body may hold placeholders."""

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="announcements", verbose_name=_("program")
    )
    audience = models.CharField(_("to"), max_length=10, choices=Audience)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=5000)
    sent_by = TenantForeignKey(
        "tenancy.Membership",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("sent by"),
    )
    sent_at = models.DateTimeField(_("sent"))
    batch_id = models.UUIDField(null=True, editable=False)
    recipients = models.PositiveIntegerField(_("recipients"), default=0)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organization", "program", "-sent_at"], name="programs_announcement_newest")
        ]

    def __str__(self) -> str:
        return self.subject
