"""Join the columns of first and last names of a person, in files that refer to people."""

from collections.abc import Sequence

from mentoring.imports.cells import clean
from mentoring.imports.fields import Field
from mentoring.imports.headings import words_of
from mentoring.imports.placeholders import NO_PERSON, is_nothing
from mentoring.imports.tables import JoinedColumn, Table

FIRST, LAST, NAME = "first", "last", "name"
# Headings without the words that say whose name it is.
PARTS = {
    FIRST: ("firstname", "givenname", "forename", "fname", "vorname", "prenom", "nombre", "nombres", "primernombre"),
    LAST: (
        "lastname", "surname", "familyname", "lname", "nachname", "familienname", "zuname", "nom", "nomfamille",
        "apellido", "apellidos", "primerapellido",
    ),
    # Beside "Vorname" it is the last name, or all of it.
    NAME: ("name",),
}  # fmt: skip
PART_OF = {word: part for part, words in PARTS.items() for word in words}
# Only of a person who is named: "First" and "Last" alone may be dates.
SHORT = {"first": FIRST, "last": LAST}
# "Vorname der Mentorin", "Mentor/in Vorname", "Nom du mentor" and "Mentor's last name".
LINKS = frozenset({"s", "of", "the", "in", "der", "des", "du", "de", "del", "la", "le", "l", "d", "a"})
BRACKETS = str.maketrans("()[]{}<>", "        ")


def find_name_columns(header: Sequence[str], fields: Sequence[Field]) -> list[JoinedColumn]:
    """Return the columns to join: one of first and one of last names of the same person.

    Headings that do not say whose names they are belong to the person of a row that has only one.
    """
    people = [entry for entry in fields if entry.kind == "person"]
    found = []
    for entry in people:
        if not entry.whose:
            continue
        whose = {word for text in entry.whose for word in words_of(text)}
        named, bare = _parts(header, whose), _parts(header, set()) if len(people) == 1 else {}
        pair = _pair(entry, named) or _pair(entry, bare)
        if pair:
            found.append(pair)
    return found


def _parts(header: Sequence[str], whose: set[str]) -> dict[str, list[int]]:
    """Return the places of the columns by the part of a name that they have, of this person or of one not named."""
    found: dict[str, list[int]] = {}
    for at, heading in enumerate(header):
        words = [word for word in words_of(heading.translate(BRACKETS)) if word not in LINKS]
        if bool(whose.intersection(words)) != bool(whose):
            continue
        rest = "".join(word for word in words if word not in whose)
        part = PART_OF.get(rest) or (SHORT.get(rest) if whose else None)
        if part:
            found.setdefault(part, []).append(at)
    return found


def _pair(entry: Field, parts: dict[str, list[int]]) -> JoinedColumn | None:
    first, last = parts.get(FIRST, []), parts.get(LAST) or parts.get(NAME, [])
    if len(first) != 1 or len(last) != 1:
        return None
    return JoinedColumn(entry.name, first[0], last[0], is_last_sure=LAST in parts)


def join_names(table: Table, fields: Sequence[Field]) -> Table:
    """Add a column of full names for each pair of first and last names."""
    for pair in find_name_columns(table.header, fields):
        table.joined[len(table.header)] = pair
        table.header.append(f"{table.header[pair.first]} + {table.header[pair.last]}")
        for row in table.rows:
            row.cells.append(_joined(row.cells[pair.first], row.cells[pair.last], pair))
    return table


def _joined(first: str, last: str, pair: JoinedColumn) -> str:
    names = [name for name in (clean(first), clean(last)) if name and not is_nothing(name, NO_PERSON)]
    if len(names) == 2 and not pair.is_last_sure and _is_full(names[1], names[0]):
        return names[1]
    # A single name is not looked up as the id that it may be.
    return " ".join(names) if len(names) != 1 else f"{names[0]},"


def _is_full(name: str, first: str) -> bool:
    words = f" {name.casefold().replace(',', ' ')} "
    return len(words.split()) > len(first.split()) and f" {first.casefold()} " in words
