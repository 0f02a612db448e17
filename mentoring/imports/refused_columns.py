"""Refuse columns that the product must never hold, by their heading and with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.headings import words_of
from mentoring.imports.special_categories import LABELS, PLAIN, SIGNS, Category, Signs
from mentoring.imports.tables import Sentence

PROTECTED = _(
    "Data on {category} is specially protected by law and not needed for mentoring. The column is skipped."
)
PAY = _("Pay data is not needed for mentoring and must stay confidential. The column is skipped.")
BRACKETS = str.maketrans("()[]{}<>", "        ")


@dataclass(frozen=True, slots=True)
class RefusedColumn:
    """Hold a column that is not taken in, and the reason to show for it."""

    index: int
    header: str
    category: Category
    reason: Sentence


def refused_columns(header: Sequence[str]) -> list[RefusedColumn]:
    """Return the columns whose heading says that they hold what must not be taken in, with the reason."""
    found = ((index, name, category_of(name)) for index, name in enumerate(header))
    return [
        RefusedColumn(index, name, category, _reason(category)) for index, name, category in found if category
    ]


def category_of(heading: str) -> Category | None:
    """Return what the heading is about when that must not be taken in, by whole words and never by chance."""
    # Both with and without what stands in brackets: "Status (health)" is about health.
    for words in (words_of(heading), words_of(heading.translate(BRACKETS))):
        for category, signs in SIGNS.items():
            if _shows(words, signs):
                return category
    return None


def _shows(words: Sequence[str], signs: Signs) -> bool:
    if signs.unless.intersection(words):
        return False
    if any(_has_stem(word, signs.stems) for word in words):
        return True
    line = f" {' '.join(words)} "
    if any(f" {phrase} " in line for phrase in signs.phrases):
        return True
    return bool(signs.alone.intersection(words)) and all(
        word in PLAIN or word in signs.alone or word in signs.company for word in words
    )


def _has_stem(word: str, stems: Iterable[str]) -> bool:
    return any(word.endswith(stem[1:]) if stem[0] == "-" else word.startswith(stem) for stem in stems)


def _reason(category: Category) -> Sentence:
    if category is Category.PAY:
        return PAY
    return format_lazy(PROTECTED, category=LABELS[category])
