"""Answers as people write them in files."""

import re

from surveys.answer_values import AnswerValue, read_answer
from surveys.enums import WITH_OPTIONS, AnswerState, QuestionType
from surveys.models import Question

NOT_APPLICABLE = (
    "n/a",
    "na",
    "not applicable",
    "too early to say",
    "trifft nicht zu",
    "noch zu früh",
    "entfällt",
)
PREFER_NOT = ("prefer not to say", "no answer", "keine angabe", "k. a.", "k.a.")
AGREEMENT = {
    "strongly agree": "5", "agree": "4", "neither agree nor disagree": "3", "neutral": "3", "disagree": "2",
    "strongly disagree": "1", "stimme voll zu": "5", "stimme zu": "4", "weder noch": "3", "teils, teils": "3",
    "stimme nicht zu": "2", "stimme gar nicht zu": "1",
}  # fmt: skip
YES_NO = {
    "yes": "yes", "y": "yes", "true": "yes", "ja": "yes", "1": "yes", "no": "no", "n": "no", "false": "no",
    "nein": "no", "0": "no",
}  # fmt: skip


def read_written(question: Question, written: str) -> AnswerValue:
    """Return the value of a cell. Raise ValidationError where it is none of the question's answers."""
    word = " ".join(written.split()).casefold()
    if word in NOT_APPLICABLE and question.type != QuestionType.SHORT_TEXT:
        return AnswerValue(AnswerState.NOT_APPLICABLE)
    if word in PREFER_NOT:
        return AnswerValue(AnswerState.PREFER_NOT)
    given: str | list[str] = written.strip()
    if question.type == QuestionType.AGREEMENT:
        given = AGREEMENT.get(word, word)
    elif question.type == QuestionType.YES_NO:
        given = YES_NO.get(word, word)
    elif question.type in WITH_OPTIONS:
        given = _choices(question, written)
    keys = [option["key"] for option in question.options]
    found = read_answer(question.type, given, option_keys=keys)
    return found if found is not None else AnswerValue(AnswerState.PREFER_NOT)


def _choices(question: Question, written: str) -> list[str]:
    """Return the keys of the choices that a cell names, by key or by their text in any language."""
    names = {}
    for option in question.options:
        for name in (option["key"], *option["texts"].values()):
            names[str(name).casefold()] = option["key"]
    whole = written.strip().casefold()
    parts = [whole] if whole in names else [part.strip().casefold() for part in re.split(r"[;,|]", written)]
    return [names.get(part, part) for part in parts if part]
