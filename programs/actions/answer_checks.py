"""Check what was answered to a profile question."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programs.enums import QuestionKind
from programs.models import ProfileQuestion
from programs.models.participant import MOST_TOPICS

LONGEST_ANSWER = 1000
LONGEST_TOPIC = 80
HIGHEST = 5


def checked_answer(question: ProfileQuestion, answer: Any) -> Any:
    """Return the answer as it is stored; empty ones as None. Refuses what the question does not allow."""
    if answer in (None, "", []):
        return None
    match question.kind:
        case QuestionKind.TEXT:
            is_valid = isinstance(answer, str) and len(answer) <= LONGEST_ANSWER and "\0" not in answer
        case QuestionKind.SCALE:
            is_valid = isinstance(answer, int) and not isinstance(answer, bool) and 1 <= answer <= HIGHEST
        case QuestionKind.ONE:
            is_valid = isinstance(answer, str) and answer in question.options
        case QuestionKind.SEVERAL:
            is_valid = _is_texts(answer) and set(answer) <= set(question.options)
        case _:
            is_valid = _is_texts(answer) and all(0 < len(it) <= LONGEST_TOPIC for it in answer)
    if not is_valid:
        raise ValidationError(
            _("This answer does not fit the question “%(question)s”.") % {"question": question.text}
        )
    return list(dict.fromkeys(answer)) if isinstance(answer, list) else answer


def _is_texts(answer: Any) -> bool:
    return (
        isinstance(answer, list)
        and len(answer) <= MOST_TOPICS
        and all(isinstance(it, str) and "\0" not in it for it in answer)
    )
