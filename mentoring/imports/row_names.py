"""Name the person whom a row is about, for errors and questions."""

from collections.abc import Iterable, Mapping

from mentoring.imports.cells import clean
from mentoring.imports.extensions import PERSON_NAMES, ImportKind
from mentoring.imports.models import ImportRun
from mentoring.imports.tables import Row

# Together, or the first that has anything in it.
NAME = ("first_name", "last_name")
OTHERS = ("full_name", "person", "mentee", "mentor", "email", "employee_id")
MAX_LENGTH = 60


class RowNames:
    """The names of a file's rows, read only where they are needed."""

    def __init__(self, rows: list[Row], kind: ImportKind, mapping: Mapping[str, int]) -> None:
        self.rows = rows
        self.mapping = mapping
        self.places: dict[int, int] | None = None

    def at(self, n: int) -> str:
        """Return the name in the row at this place."""
        return _name(self.rows[n], self.mapping)

    def by_number(self, number: int) -> str:
        """Return the name in the row with this number in the file; blank for a row that is not read."""
        if self.places is None:
            self.places = {row.number: n for n, row in enumerate(self.rows)}
        at = self.places.get(number)
        return "" if at is None else self.at(at)

    def by_numbers(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the names of these rows; where the file has ids or addresses, of the people that they are."""
        names = {number: self.by_number(number) for number in numbers}
        if names and not {*NAME, "full_name"}.intersection(self.mapping):
            known: dict[str, str] = {}
            for look_up in PERSON_NAMES:
                known |= look_up(set(names.values()))
            names = {number: known.get(name) or name for number, name in names.items()}
        return names

    def of_people(self, places: Iterable[int]) -> list[str]:
        """Return the names in the rows at these places, as by_numbers does."""
        return list(self.by_numbers(self.rows[n].number for n in places).values())

    @staticmethod
    def of_row(row: Row, run: ImportRun) -> str:
        return _name(row, run.mapping)


def _name(row: Row, mapping: Mapping[str, int]) -> str:
    parts = [clean(row.cells[mapping[name]]) for name in NAME if name in mapping]
    name = " ".join(filter(None, parts))
    if name and len(parts) < len(NAME) and "full_name" in mapping:
        # "Name" beside "Vorname" is the last name, or all of it.
        full_name = clean(row.cells[mapping["full_name"]])
        name = full_name if name in full_name else f"{name} {full_name}".strip()
    others = (clean(row.cells[mapping[other]]) for other in OTHERS if other in mapping)
    name = name or next(filter(None, others), "")
    return name if len(name) <= MAX_LENGTH else f"{name[: MAX_LENGTH - 1]}…"
