"""Which questions of the library may be asked in which mode."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.enums import SurveyMode
from surveys.library import BANK

ANONYMOUS_ONLY = frozenset(question.key for question in BANK if question.is_anonymous_only)


def require_mode(keys: Iterable[str], mode: str) -> None:
    """Refuse questions on trust, openness, growth, ethical conduct and intention to stay in any other mode."""
    if mode != SurveyMode.ANONYMOUS and ANONYMOUS_ONLY & set(keys):
        raise ValidationError(
            _(
                "Questions on trust, openness, growth, ethical conduct and intention to stay are asked in anonymous "
                "surveys only."
            )
        )
