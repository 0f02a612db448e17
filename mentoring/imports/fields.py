"""The fields that a kind of file may have."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from mentoring.imports.cells import MAX_TEXT
from mentoring.imports.choices import Choices
from mentoring.imports.tables import Sentence

Kind = Literal[
    "name", "id", "person", "text", "email", "date", "moment", "deadline", "integer", "count", "minutes", "rating",
    "decimal", "percent", "boolean", "choice", "time", "time_zone",
]  # fmt: skip
# The kinds in which 03/04/2024 may occur.
DATES = frozenset({"date", "moment", "deadline"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of import.

    `synonyms` are headings, the best first. `instead` names fields that together replace a required one.
    `whose` are the words for a person in headings such as "Mentor first name"; without them, none are joined.
    `is_literal`: "none" is a name like any other. `question` asks what an unknown word of a choice means.
    """

    name: str
    label: Sentence
    synonyms: tuple[str, ...] = ()
    required: bool = False
    kind: Kind = "name"
    max_length: int = MAX_TEXT
    # The largest amount of a number, above and below zero.
    limit: int | None = None
    choices: Choices | None = None
    instead: tuple[str, ...] = ()
    # What the cells of another column with such a heading say: a "Title" of Ms and Dr is no job title.
    never: frozenset[str] = frozenset()
    # With cells of only these words, any other column with a known heading is the better one.
    lesser: frozenset[str] = frozenset()
    is_literal: bool = False
    question: Sentence = ""
    # Without it the row is imported, when its cell cannot be read.
    is_optional_cell: bool = False
    whose: tuple[str, ...] = ()


def missing_fields(fields: Sequence[Field], mapped: Container[str]) -> list[Field]:
    """Return the required fields without a column, unless other fields replace them."""
    return [
        entry
        for entry in fields
        if entry.required
        and entry.name not in mapped
        and not (entry.instead and all(name in mapped for name in entry.instead))
    ]
