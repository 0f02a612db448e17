"""Refuse columns that must never be stored, by heading, with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.headings import words_of
from mentoring.imports.special_categories import LABELS, PLAIN, SIGNS, Category, Signs
from mentoring.imports.tables import Sentence

PROTECTED = _(
    "Data about {category} is specially protected by law and not needed for mentoring. It is not imported."
)
PAY = _("Pay data is not needed for mentoring. It is not imported.")
BRACKETS = str.maketrans("()[]{}<>", "        ")


@dataclass(frozen=True, slots=True)
class RefusedColumn:
    """A column that is not imported, with the reason."""

    index: int
    header: str
    category: Category
    reason: Sentence


def refused_columns(header: Sequence[str]) -> list[RefusedColumn]:
    """Return the columns whose heading indicates data that must not be imported, with the reason."""
    found = ((index, name, category_of(name)) for index, name in enumerate(header))
    return [
        RefusedColumn(index, name, category, _reason(category)) for index, name, category in found if category
    ]


def category_of(heading: str) -> Category | None:
    """Return the protected category of the heading, or None; compares whole words."""
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
