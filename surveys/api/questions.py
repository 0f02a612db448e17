"""Questions as the API reads and writes them: texts by language."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from mentoring.api import Answer, Body
from surveys.actions import QuestionSpec
from surveys.actions.questions import MOST_QUESTIONS
from surveys.enums import QuestionType


class ByLanguage(serializers.DictField):
    """An object whose names are languages of the product."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        known = dict(settings.LANGUAGES)
        if isinstance(data, dict) and not set(data) <= set(known):
            raise serializers.ValidationError(
                _("Use these languages only: %(languages)s.") % {"languages": ", ".join(known)}
            )
        return super().to_internal_value(data)


class QuestionTextsBody(Body):
    text = serializers.CharField(max_length=500)
    hint = serializers.CharField(max_length=300, required=False, allow_blank=True)
    low = serializers.CharField(max_length=80, required=False, allow_blank=True)
    high = serializers.CharField(max_length=80, required=False, allow_blank=True)
    label = serializers.CharField(max_length=80, required=False, allow_blank=True)
    unit = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text=gettext_lazy("That of the question if left out."),
    )


class SurveyOptionBody(Body):
    key = serializers.SlugField(max_length=60)
    texts = ByLanguage(child=serializers.CharField(max_length=200))


class SurveyQuestionBody(Body):
    key = serializers.SlugField(
        max_length=60, help_text=gettext_lazy("The same in all surveys that ask the same.")
    )
    type = serializers.ChoiceField(choices=QuestionType.choices)
    texts = ByLanguage(child=QuestionTextsBody())
    options = SurveyOptionBody(many=True, required=False)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    allows_not_applicable = serializers.BooleanField(required=False)
    is_hidden = serializers.BooleanField(required=False)


class SurveyQuestionAnswer(Answer):
    key = serializers.CharField()
    type = serializers.ChoiceField(choices=QuestionType.choices)
    texts = serializers.DictField(child=serializers.DictField(child=serializers.CharField()))
    options = serializers.ListField(child=serializers.DictField())
    unit = serializers.CharField()
    allows_not_applicable = serializers.BooleanField()
    is_hidden = serializers.BooleanField()


def question_specs(given: list[dict[str, Any]] | None) -> list[QuestionSpec]:
    """Return what actions take."""
    if given is not None and len(given) > MOST_QUESTIONS:
        raise serializers.ValidationError(
            {"questions": [_("A survey has at most %(count)s questions.") % {"count": MOST_QUESTIONS}]}
        )
    return [QuestionSpec(**each) for each in given or ()]
