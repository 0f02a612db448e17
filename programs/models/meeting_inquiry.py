"""The question "Did you meet?", the feedback that comes with the answer, and requests for help."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.encryption.models import SealedRow
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import Fit, MeetingAnswer, ParticipantRole
from programs.models.match import Match
from programs.models.session import Session
from programs.querysets import HelpRequestQuerySet, MeetingInquiryQuerySet


class MeetingInquiry(TenantModel):
    """One person asked on one day about all of their matches: one email, one page."""

    person = TenantForeignKey(
        "people.Person", models.CASCADE, related_name="meeting_inquiries", verbose_name=_("person")
    )
    # The day where the person is.
    asked_on = models.DateField(_("asked on"))
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("expires"))
    # Raising it revokes the link that was sent.
    link_version = models.PositiveSmallIntegerField(default=0)

    objects = TenantManager.from_queryset(MeetingInquiryQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "asked_on"], name="programs_inquiry_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.asked_on)


class MeetingQuestion(TenantModel):
    """What an inquiry asks about one match, and the answer."""

    organization_of = "inquiry"

    inquiry = TenantForeignKey(MeetingInquiry, models.CASCADE, related_name="questions")
    match = TenantForeignKey(Match, models.CASCADE, related_name="meeting_questions")
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    # The planned session it asks about; null when a session is missing.
    session = TenantForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="meeting_questions"
    )
    # The day of that session when the question was asked; it may have been moved or deleted since.
    about_on = models.DateField(null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=MeetingAnswer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    # What the answer changed, to restore what was there before.
    before = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "inquiry", "match"], name="programs_question_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="programs_question_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return self.answer or "open"


class Feedback(TenantModel):
    """What one side says of a session and of the match. Read by health alone, which names neither side nor number."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="feedback")
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    session = TenantForeignKey(Session, models.CASCADE, related_name="feedback")
    rating = models.PositiveSmallIntegerField(
        _("rating"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    fit = models.CharField(_("fit"), max_length=10, choices=Fit, blank=True)
    given_on = models.DateField(_("given on"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "session", "role"], name="programs_feedback_once"
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)), name="programs_feedback_rating"
            ),
        ]

    def __str__(self) -> str:
        return str(self.given_on)


class HelpRequest(SealedRow, TenantModel):
    """That one side asks for help, in their own words. Read by those who run the program, never by the partner.

    The words are encrypted with the key of the match: the row says only which side asked.
    """

    author_field = "match_id"

    match = TenantForeignKey(Match, models.CASCADE, related_name="help_requests")
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    # Empty if nothing was written.
    sealed = models.TextField(blank=True, editable=False)
    requested_at = models.DateTimeField(_("requested"))
    requested_on = models.DateField()
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TenantManager.from_queryset(HelpRequestQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True) | Q(resolved_at__isnull=False),
                name="programs_help_resolved_at",
            )
        ]

    def __str__(self) -> str:
        return str(self.requested_on)
