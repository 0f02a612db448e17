"""The value of an answer, and how it is read from what somebody entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.enums import AnswerState, QuestionType

LONGEST_TEXT = 2000
LARGEST_NUMBER = Decimal("999999999999")
# Whoever types two or three digits of a year gets one of the first centuries.
FIRST_YEAR, LAST_YEAR = 1900, 2200
RANGES = {QuestionType.AGREEMENT: (1, 5), QuestionType.SCALE: (0, 10), QuestionType.YES_NO: (0, 1)}


@dataclass(frozen=True)
class AnswerValue:
    """What an Answer stores. Yes is 1 and no is 0."""

    state: str = AnswerState.GIVEN
    number: Decimal | None = None
    choices: Sequence[str] = ()
    text: str = ""
    day: date | None = None


def read_answer(
    type: str, written: Any, *, option_keys: Sequence[str] = (), allows_not_applicable: bool = True
) -> AnswerValue | None:
    """Return the value of what was entered for a question of this type; None if nothing was.

    `written` is a text or a list of texts: a number, a date (ISO), the keys of choices, "yes" or "no", or the name of
    an AnswerState. Raise ValidationError for anything else.
    """
    given = [str(each).strip() for each in (written if isinstance(written, (list, tuple)) else [written])]
    given = [each for each in given if each and each != "None"]
    if not given:
        return None
    if len(given) == 1 and given[0] in (AnswerState.NOT_APPLICABLE, AnswerState.PREFER_NOT):
        if given[0] == AnswerState.NOT_APPLICABLE and not allows_not_applicable:
            raise ValidationError(_("Choose one of the answers."))
        return AnswerValue(AnswerState(given[0]))
    if type == QuestionType.SEVERAL_CHOICES:
        return AnswerValue(choices=_chosen(given, option_keys))
    if len(given) > 1:
        raise ValidationError(_("Choose one of the answers."))
    if type == QuestionType.ONE_CHOICE:
        return AnswerValue(choices=_chosen(given, option_keys))
    if type == QuestionType.SHORT_TEXT:
        return AnswerValue(text=_text(given[0]))
    if type == QuestionType.DATE:
        return AnswerValue(day=_day(given[0]))
    if type == QuestionType.YES_NO:
        given = [{"yes": "1", "no": "0"}.get(given[0], given[0])]
    return AnswerValue(number=_number(given[0], RANGES.get(type)))


def written_answer(type: str, value: AnswerValue) -> str | list[str]:
    """Return the value as `read_answer` reads it."""
    if value.state != AnswerState.GIVEN:
        return str(value.state)
    if type == QuestionType.SEVERAL_CHOICES:
        return list(value.choices)
    if type == QuestionType.ONE_CHOICE:
        return next(iter(value.choices), "")
    if type == QuestionType.SHORT_TEXT:
        return value.text
    if type == QuestionType.DATE:
        return value.day.isoformat() if value.day else ""
    if type == QuestionType.YES_NO:
        return "yes" if value.number else "no"
    return f"{value.number.normalize():f}" if value.number is not None else ""


def text_in(texts: Mapping[str, Any], language: str) -> Any:
    """Return the text in the language, else in English, else in any language."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _chosen(given: Sequence[str], option_keys: Sequence[str]) -> list[str]:
    if not set(given) <= set(option_keys):
        raise ValidationError(_("Choose one of the answers."))
    return [key for key in option_keys if key in given]


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("Use at most %(count)s characters.") % {"count": LONGEST_TEXT})
    if "\x00" in text:
        raise ValidationError(_("This text contains a character that cannot be stored."))
    return text


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("Enter a date.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Enter a date with the full year."))
    return day


def _number(text: str, between: tuple[int, int] | None) -> Decimal:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValidationError(_("Enter a number.")) from None
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise ValidationError(_("Enter a number."))
    if between is not None and (number != int(number) or not between[0] <= number <= between[1]):
        raise ValidationError(_("Choose one of the answers."))
    return round(number, 2)
