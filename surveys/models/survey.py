"""Surveys, their versions and questions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import ParticipantRole
from programs.models import Program
from surveys.enums import QuestionType, SurveyKind, SurveyMode
from surveys.querysets import SurveyQuerySet


class Survey(TenantModel):
    """A survey of a program for one role; without a program, a template that programs copy.

    Texts for participants are by language: {"en": "…", "de": "…"}.
    """

    program = TenantForeignKey(
        Program, models.CASCADE, null=True, blank=True, related_name="surveys", verbose_name=_("program")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=SurveyKind)
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    mode = models.CharField(_("mode"), max_length=12, choices=SurveyMode, default=SurveyMode.CONFIDENTIAL)
    # Of an anonymous survey: the attributes by which results may be broken down, stored with each answer.
    segments = ArrayField(
        models.CharField(max_length=20), size=3, default=list, blank=True, verbose_name=_("breakdowns")
    )
    languages = ArrayField(models.CharField(max_length=10), default=list, verbose_name=_("languages"))
    title = models.JSONField(_("title"), default=dict)
    intro = models.JSONField(_("introduction"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    archived_at = models.DateTimeField(_("archived"), null=True, editable=False)
    # When a pulse stopped because too few answered, and when somebody started it again.
    stopped_at = models.DateTimeField(_("stopped"), null=True, editable=False)
    restarted_at = models.DateTimeField(_("started again"), null=True, editable=False)

    objects = TenantManager.from_queryset(SurveyQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "name"],
                name="surveys_survey_name_once",
                nulls_distinct=False,
                violation_error_message=_("A survey with this name already exists."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SurveyVersion(TenantModel):
    """The questions of a survey from an edit on. The newest is used; an answered one is never changed."""

    survey = TenantForeignKey(Survey, models.CASCADE, related_name="versions", verbose_name=_("survey"))
    number = models.PositiveSmallIntegerField(_("version"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # Set by the first answer in its transaction: from then on an edit creates the next version.
    is_answered = models.BooleanField(default=False, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "survey", "number"], name="surveys_version_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Question(TenantModel):
    """A question of a version. Its key is the same in all versions and surveys that ask the same.

    `texts` is {"en": {"text": …, "hint": …, "low": …, "high": …}, …}, `options` [{"key": …, "texts": {"en": …}}, …].
    """

    version = TenantForeignKey(SurveyVersion, models.CASCADE, related_name="questions")
    key = models.SlugField(_("key"), max_length=60, db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    type = models.CharField(_("type"), max_length=16, choices=QuestionType)
    texts = models.JSONField(_("texts"), default=dict)
    options = models.JSONField(_("options"), default=list, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    # Whether "not applicable" (for agreement: "too early to say") is offered. "Prefer not to say" always is.
    allows_not_applicable = models.BooleanField(_("can be not applicable"), default=True)
    # Kept for later surveys and not asked.
    is_hidden = models.BooleanField(_("hidden"), default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "version", "key"],
                name="surveys_question_key_once",
                violation_error_message=_("Two questions have the same key."),
            ),
        ]
        indexes = [models.Index(fields=["organization", "key"], name="surveys_question_by_key")]

    def __str__(self) -> str:
        return self.key
