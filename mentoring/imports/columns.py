"""Map the columns of a file to fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from mentoring.imports.cells import MAX_TEXT, Choices
from mentoring.imports.headings import normalise_heading
from mentoring.imports.refused_columns import RefusedColumn, refused_columns
from mentoring.imports.tables import Sentence

# High, because a wrong guess is worse than a click: "First name" and "Last name" are already 78 alike.
GUESS_FROM = 88
# Among short words one letter is another word: "Level" and "Label".
GUESS_LENGTH = 6

Kind = Literal[
    "name", "text", "email", "date", "integer", "decimal", "boolean", "choice", "time", "time_zone"
]
How = Literal["remembered", "known", "guess", "second", "refused", ""]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of import.

    `synonyms` are headings, the best first. `instead` names fields that together replace a required one.
    """

    name: str
    label: Sentence
    synonyms: tuple[str, ...] = ()
    required: bool = False
    kind: Kind = "name"
    max_length: int = MAX_TEXT
    choices: Choices | None = None
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """The field of one column, and how it was determined. Without a field it is not imported."""

    index: int
    header: str
    field: str | None = None
    how: How = ""


@dataclass(slots=True)
class ColumnMapping:
    """The fields of all columns of a file, and what a person should check before continuing."""

    columns: list[Column]
    refused: list[RefusedColumn]
    missing: list[Field]
    notes: list[Sentence] = field(default_factory=list)

    @property
    def indexes(self) -> dict[str, int]:
        """Return the column of each field that was found."""
        return {column.field: column.index for column in self.columns if column.field}

    @property
    def needs_confirmation(self) -> bool:
        """Return whether a column was guessed, ambiguous or missing, so that a person has to confirm."""
        return bool(self.missing) or any(column.how in {"guess", "second"} for column in self.columns)

    def memory(self) -> dict[str, str]:
        """Return what to remember for the next file: the field of each heading, "" if it is not imported."""
        return {
            normalise_heading(column.header): column.field or ""
            for column in self.columns
            if column.header and column.how != "refused"
        }


class _Candidate(NamedTuple):
    """A possible field of a column; ordered: remembered ones, then synonyms, then guesses."""

    strength: float
    at: int
    field: str
    how: How


def map_columns(
    header: Sequence[str], fields: Sequence[Field], remembered: Mapping[str, str] | None = None
) -> ColumnMapping:
    """Return which column is which field.

    A heading that was mapped before (`remembered`, as memory() returned it) is mapped as then. Otherwise it
    is known by a synonym, or guessed when it is nearly one. Of two columns for one field the better synonym
    wins. Columns that must not be taken in are refused first and never guessed at.
    """
    refused = refused_columns(header)
    closed = {column.index for column in refused}
    labels = {entry.name: entry.label for entry in fields}
    memory = remembered or {}
    columns: dict[int, Column] = {}
    taken: dict[str, int] = {}
    notes: list[Sentence] = []
    for candidate in sorted(_candidates(header, fields, memory, closed)):
        name = header[candidate.at]
        if candidate.at in columns and columns[candidate.at].field:
            continue
        if candidate.field not in taken:
            taken[candidate.field] = candidate.at
            columns[candidate.at] = Column(candidate.at, name, candidate.field, candidate.how)
        elif candidate.at not in columns and candidate.how != "guess":
            columns[candidate.at] = Column(candidate.at, name, None, "second")
            notes.append(
                format_lazy(
                    _("“{second}” and “{first}” both match {field}. “{first}” is used."),
                    first=header[taken[candidate.field]],
                    second=name,
                    field=labels[candidate.field],
                )
            )
    return ColumnMapping(
        [
            Column(at, name, None, "refused") if at in closed else columns.get(at, Column(at, name))
            for at, name in enumerate(header)
        ],
        refused,
        [
            wanted
            for wanted in fields
            if wanted.required
            and wanted.name not in taken
            and not (wanted.instead and all(name in taken for name in wanted.instead))
        ],
        notes,
    )


def _candidates(
    header: Sequence[str], fields: Sequence[Field], memory: Mapping[str, str], closed: set[int]
) -> Iterator[_Candidate]:
    names = {entry.name for entry in fields}
    known = {
        entry.name: [normalise_heading(word) for word in (entry.name, *entry.synonyms)] for entry in fields
    }
    for index, heading in enumerate(map(normalise_heading, header)):
        if index in closed or not heading:
            continue
        if heading in memory and (memory[heading] in names or not memory[heading]):
            if memory[heading]:
                yield _Candidate(0, index, memory[heading], "remembered")
            continue
        exact = [
            _Candidate(1 + words.index(heading), index, name, "known")
            for name, words in known.items()
            if heading in words
        ]
        yield from exact
        if exact or len(heading) < GUESS_LENGTH:
            continue
        for name, words in known.items():
            likeness = max(fuzz.ratio(heading, word) for word in words)
            if likeness >= GUESS_FROM:
                yield _Candidate(1_000 - likeness, index, name, "guess")
