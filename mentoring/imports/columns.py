"""Map the columns of a file to fields."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from mentoring.imports.fields import Field, missing_fields
from mentoring.imports.headings import normalise_heading, words_of
from mentoring.imports.refused_columns import RefusedColumn, refused_columns
from mentoring.imports.special_categories import Category
from mentoring.imports.tables import JoinedColumn, Sentence

# High, because a wrong guess is worse than a click: "First name" and "Last name" are already 78 alike.
GUESS_FROM = 88
# Among short words one letter is another word: "Level" and "Label".
GUESS_LENGTH = 6

# "second": another column has the same heading. "lesser": another one is better for its field. "part": of a joined one.
How = Literal["remembered", "known", "guess", "second", "lesser", "part", "refused", ""]
# Without a field, these say nothing about the next file, which may lack the better column.
NOT_LEARNED = frozenset({"second", "lesser", "part", "refused"})
# The heading of the reasons in the file of rows with errors: never a field of its own.
PROBLEM_HEADINGS = frozenset({"importproblem", "importproblems", "importfehler"})
# Headings with these words are about another person or another day than the one that they resemble.
OTHER_MATTERS = frozenset({
    "employer", "emergency", "indirect", "dotted", "hr", "probation", "contract", "promotion", "rehire", "notice",
    "personal", "private", "home", "birth", "coach", "previous", "former", "next", "matrix", "skip", "second",
    "alternate", "backup", "assistant", "recruiter", "vertrag", "vertragsende", "probezeit", "privat", "notfall",
    "geburt", "personnel", "perso", "urgence", "contrat", "emergencia", "contrato", "inactive", "inaktiv", "inactif",
    "inactivo", "unemployed", "not", "nicht",
})  # fmt: skip
# A heading with one of these words is no guess for a whole name.
PARTS_OF_NAMES = frozenset({
    "first", "last", "middle", "given", "family", "forename", "surname", "firstname", "lastname", "vorname", "nachname",
    "familienname", "prenom", "apellido", "apellidos",
})  # fmt: skip
# Added to the place of a synonym; less than any guess has.
WEAK = 500
# Names are the last choice, after guesses.
JOINED = 2_000
# A column with more addresses than this is one of addresses.
ADDRESS_SHARE = 0.8
# A heading with one of these words is no guess for a synonym without it: "Position ID" is not "Position".
TYPES = frozenset({
    "id", "number", "no", "nr", "nummer", "code", "date", "datum", "email", "mail", "name", "status", "type",
})  # fmt: skip


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
            if column.header and (column.field or column.how not in NOT_LEARNED)
        }


class _Candidate(NamedTuple):
    """A possible field of a column; ordered: remembered ones, then synonyms, then guesses."""

    strength: float
    at: int
    field: str
    how: How


def is_correction(columns: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether a file with these columns has corrected rows of an earlier one, with the reasons."""
    return any(normalise_heading(column["header"]) in PROBLEM_HEADINGS for column in columns)


Samples = Callable[[int], Sequence[str]]


def map_columns(
    header: Sequence[str],
    fields: Sequence[Field],
    remembered: Mapping[str, str] | None = None,
    *,
    samples: Samples = lambda at: (),
    joined: Mapping[int, JoinedColumn] | None = None,
) -> ColumnMapping:
    """Return which column is which field.

    A heading that was mapped before (`remembered`, as memory() returned it) is mapped as then. Otherwise it
    is known by a synonym, or guessed when it is nearly one. Of two columns for one field the better synonym
    wins; of two ids the one by which the file refers to people. Columns that must not be taken in are refused
    first and never guessed at. `samples` returns some cells of a column. `joined` are columns of full names, which
    identify people only where nothing else does.
    """
    refused = _refused(header, fields)
    closed = {column.index for column in refused}
    labels = {entry.name: entry.label for entry in fields}
    memory = remembered or {}
    columns: dict[int, Column] = {}
    taken: dict[str, int] = {}
    notes: list[Sentence] = []
    parts = {
        at: Column(at, header[at], None, "part")
        for it in (joined or {}).values()
        for at in (it.first, it.last)
    }
    others = _candidates(header, fields, memory, closed | (joined or {}).keys(), samples, parts)
    names = _joined_candidates(header, joined or {}, memory)
    candidates = _ids_in_use(sorted([*others, *names]), fields, samples)
    for candidate in candidates:
        name = header[candidate.at]
        if candidate.at in columns and columns[candidate.at].field:
            continue
        if candidate.field not in taken:
            taken[candidate.field] = candidate.at
            columns[candidate.at] = Column(candidate.at, name, candidate.field, candidate.how)
        elif candidate.at not in columns and candidate.how != "guess":
            first = header[taken[candidate.field]]
            is_equal = normalise_heading(first) == normalise_heading(name)
            columns[candidate.at] = Column(candidate.at, name, None, "second" if is_equal else "lesser")
            if candidate.strength == JOINED:
                continue
            notes.append(
                format_lazy(
                    _("“{second}” and “{first}” both match {field}. “{first}” is used."),
                    first=first,
                    second=name,
                    field=labels[candidate.field],
                )
            )
    for entry in fields:
        if entry.kind == "email" and entry.name not in taken:
            at = _addresses(header, columns, memory, closed, samples)
            if at is not None:
                taken[entry.name] = at
                columns[at] = Column(at, header[at], entry.name, "guess")
    return ColumnMapping(
        [
            Column(at, name, None, "refused")
            if at in closed
            else columns.get(at, parts.get(at, Column(at, name)))
            for at, name in enumerate(header)
        ],
        refused,
        missing_fields(fields, taken),
        notes,
    )


def _joined_candidates(
    header: Sequence[str], joined: Mapping[int, JoinedColumn], memory: Mapping[str, str]
) -> Iterator[_Candidate]:
    for at, each in joined.items():
        if memory.get(normalise_heading(header[at])) != "":
            yield _Candidate(JOINED, at, each.field, "known")


def _candidates(
    header: Sequence[str],
    fields: Sequence[Field],
    memory: Mapping[str, str],
    closed: set[int],
    samples: Samples,
    parts: Container[int],
) -> Iterator[_Candidate]:
    by_name = {entry.name: entry for entry in fields}
    known = {
        entry.name: [normalise_heading(word) for word in (entry.name, *entry.synonyms)] for entry in fields
    }
    for index, name in enumerate(header):
        heading = normalise_heading(name)
        if index in closed or not heading or heading in PROBLEM_HEADINGS:
            continue
        if heading in memory and (memory[heading] in by_name or not memory[heading]):
            if memory[heading]:
                yield _Candidate(0, index, memory[heading], "remembered")
            continue
        if index in parts:
            continue
        exact = [
            _Candidate(
                1 + words.index(heading) + (WEAK if _has_only(by_name[field].lesser, samples, index) else 0),
                index,
                field,
                "known",
            )
            for field, words in known.items()
            if heading in words and not _has_only(by_name[field].never, samples, index)
        ]
        yield from exact
        if exact or len(heading) < GUESS_LENGTH or OTHER_MATTERS.intersection(words_of(name)):
            continue
        for entry in fields:
            near = max(known[entry.name], key=lambda word: fuzz.ratio(heading, word))
            likeness = fuzz.ratio(heading, near)
            if entry.whose and PARTS_OF_NAMES.intersection(words_of(name)):
                continue
            if (
                likeness >= GUESS_FROM
                and _same_type(name, entry, near)
                and not _has_only(entry.never, samples, index)
            ):
                yield _Candidate(1_000 - likeness, index, entry.name, "guess")


def _addresses(
    header: Sequence[str],
    columns: Mapping[int, Column],
    memory: Mapping[str, str],
    closed: set[int],
    samples: Samples,
) -> int | None:
    """Return the one column without a field that is full of addresses; whose they are has to be asked."""
    found = []
    for at, name in enumerate(header):
        heading = normalise_heading(name)
        if at in closed or at in columns or heading in memory or OTHER_MATTERS.intersection(words_of(name)):
            continue
        cells = samples(at)
        if cells and sum("@" in cell for cell in cells) > len(cells) * ADDRESS_SHARE:
            found.append(at)
    return found[0] if len(found) == 1 else None


def _refused(header: Sequence[str], fields: Sequence[Field]) -> list[RefusedColumn]:
    """Return the columns that must not be imported. An hourly rate is no pay where the kind of file asks for it."""
    asked_for = {normalise_heading(word) for entry in fields for word in entry.synonyms}
    return [
        column
        for column in refused_columns(header)
        if column.category is not Category.PAY or normalise_heading(column.header) not in asked_for
    ]


def _has_only(allowed: frozenset[str], samples: Samples, at: int) -> bool:
    if not allowed:
        return False
    words = {normalise_heading(cell) for cell in samples(at)} - {""}
    return bool(words) and words <= allowed


def _same_type(heading: str, entry: Field, synonym: str) -> bool:
    words = next((words_of(word) for word in entry.synonyms if normalise_heading(word) == synonym), ())
    return TYPES.intersection(words_of(heading)) == TYPES.intersection(words) or not words


def _ids_in_use(candidates: list[_Candidate], fields: Sequence[Field], samples: Samples) -> list[_Candidate]:
    """Put the column of ids first by which the file's references to people are written."""
    kinds = {entry.name: entry.kind for entry in fields}
    ids = [each for each in candidates if kinds[each.field] == "id" and each.how == "known"]
    if len(ids) < 2:
        return candidates
    meant = {
        cell.strip().casefold()
        for each in candidates
        if kinds[each.field] == "person" and each.how != "guess"
        for cell in samples(each.at)
    } - {""}
    uses = {
        each.at: len(meant.intersection(cell.strip().casefold() for cell in samples(each.at))) for each in ids
    }
    best = max(ids, key=lambda each: uses[each.at])
    if not uses[best.at]:
        return candidates
    return [best, *(each for each in candidates if each is not best)]
