"""Responses and their answers, and the secret that links confidential ones."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.models import Program
from surveys.enums import AnswerState
from surveys.models.survey import Question, SurveyVersion
from surveys.models.wave import Wave


class Response(TenantModel):
    """One person's answers in a wave.

    Named: `person` says whose. Confidential: `person_key` is HMAC(person, secret of the program), the same in each
    survey, and useless once the secret is destroyed, with the times. Anonymous: neither, and no times; `segments` are
    {attribute: value} as the wave declared them, and at the close each combination has five answers.
    """

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="responses")
    version = TenantForeignKey(SurveyVersion, models.PROTECT, related_name="responses")
    person = TenantForeignKey(
        "people.Person", models.CASCADE, null=True, blank=True, related_name="survey_responses"
    )
    person_key = models.CharField(max_length=64, blank=True, editable=False)
    started_at = models.DateTimeField(_("started"), null=True)
    # Set by the last page. Without it the person broke off, and their answers count.
    submitted_at = models.DateTimeField(_("sent"), null=True)

    segments = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "wave", "person"],
                condition=Q(person__isnull=False),
                name="surveys_response_once_named",
            ),
            models.UniqueConstraint(
                fields=["organization", "wave", "person_key"],
                condition=~Q(person_key=""),
                name="surveys_response_once_confidential",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(person_key=""), name="surveys_response_one_identity"
            ),
            models.CheckConstraint(
                condition=Q(segments={}) | Q(person__isnull=True, person_key=""),
                name="surveys_response_segments_anonymous",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "person_key"],
                condition=~Q(person_key=""),
                name="surveys_response_by_key",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(TenantModel):
    """The answer to one question, in one of four fields: agreement is 1 to 5, yes is 1 and no is 0."""

    organization_of = "response"

    response = TenantForeignKey(Response, models.CASCADE, related_name="answers")
    question = TenantForeignKey(Question, models.PROTECT, related_name="answers")
    state = models.CharField(_("status"), max_length=16, choices=AnswerState, default=AnswerState.GIVEN)
    number = models.DecimalField(_("number"), max_digits=14, decimal_places=2, null=True, blank=True)
    choices = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    day = models.DateField(_("date"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "response", "question"], name="surveys_answer_once"
            ),
            models.CheckConstraint(
                condition=Q(state="given") | Q(number__isnull=True, day__isnull=True, text="", choices=[]),
                name="surveys_answer_given_or_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class LinkingSecret(TenantModel):
    """The secret of a program that links confidential responses of one person over its surveys.

    Destroyed once what needs the link has been calculated: then nobody can tell whose responses they are.
    """

    program = TenantForeignKey(Program, models.CASCADE, related_name="linking_secrets")
    secret = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="surveys_secret_once"),
            models.CheckConstraint(
                condition=Q(secret="", destroyed_at__isnull=False)
                | ~Q(secret="") & Q(destroyed_at__isnull=True),
                name="surveys_secret_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
