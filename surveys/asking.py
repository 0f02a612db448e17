"""What somebody who is asked reads: questions and their answers in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from surveys.answer_values import text_in
from surveys.enums import AnswerState, QuestionType, SurveyMode

AGREEMENT: Mapping[str, str | Promise] = {
    "5": _("Strongly agree"),
    "4": _("Agree"),
    "3": _("Neither agree nor disagree"),
    "2": _("Disagree"),
    "1": _("Strongly disagree"),
}
YES_NO: Mapping[str, str | Promise] = {
    "yes": pgettext_lazy("answer", "Yes"),
    "no": pgettext_lazy("answer", "No"),
}

# Who sees the answers, in one sentence: in emails and before the first question.
PROMISES: Mapping[str, str | Promise] = {
    SurveyMode.ANONYMOUS: _(
        "Anonymous: your answers are stored without your name. We know whether you answered, but not what you answered."
    ),
    SurveyMode.CONFIDENTIAL: _(
        "Confidential: your answers are stored without your name. The program team sees totals of 5 or more answers."
    ),
    SurveyMode.NAMED: _("With your name: the program team sees your answers."),
}

# What may be stored with anonymous answers.
SEGMENTS: Mapping[str, str | Promise] = {
    "department": _("Department"),
    "level": _("Level"),
    "location": _("Location"),
}


def length_text(questions: int, minutes: int) -> str:
    """Return how long a survey is: "10 questions, 3 minutes"."""
    return (
        ngettext("%(count)s question", "%(count)s questions", questions) % {"count": questions}
        + ", "
        + ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    )


@dataclass(frozen=True)
class AskedQuestion:
    """A question in the language of the person who is asked. `choices` are (what is sent, label)."""

    key: str
    type: str
    text: str
    hint: str
    low: str
    high: str
    unit: str
    choices: Sequence[tuple[str, str | Promise]]
    not_applicable: str | Promise
    option_keys: Sequence[str]

    @property
    def is_scale(self) -> bool:
        return self.type == QuestionType.SCALE

    @property
    def extras(self) -> list[tuple[str, str | Promise]]:
        """The answers that count in no denominator."""
        found = [(str(AnswerState.NOT_APPLICABLE), self.not_applicable)] if self.not_applicable else []
        return [*found, (str(AnswerState.PREFER_NOT), AnswerState.PREFER_NOT.label)]


def asked_question(question: Any, language: str) -> AskedQuestion:
    """Return a Question as it is asked in a language."""
    texts = text_in(question.texts, language) or {}
    not_applicable: str | Promise = ""
    if question.allows_not_applicable:
        is_agreement = question.type == QuestionType.AGREEMENT
        not_applicable = _("Too early to say") if is_agreement else AnswerState.NOT_APPLICABLE.label
    return AskedQuestion(
        key=question.key,
        type=str(question.type),
        text=texts.get("text", ""),
        hint=texts.get("hint", ""),
        low=texts.get("low", ""),
        high=texts.get("high", ""),
        unit=texts.get("unit", "") or question.unit,
        choices=_choices(question, language),
        not_applicable=not_applicable,
        option_keys=[option["key"] for option in question.options],
    )


def _choices(question: Any, language: str) -> list[tuple[str, str | Promise]]:
    if question.type == QuestionType.AGREEMENT:
        return list(AGREEMENT.items())
    if question.type == QuestionType.YES_NO:
        return list(YES_NO.items())
    if question.type == QuestionType.SCALE:
        return [(str(number), str(number)) for number in range(11)]
    return [(option["key"], text_in(option["texts"], language)) for option in question.options]
