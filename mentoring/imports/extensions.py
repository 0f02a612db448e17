"""What an app says to have a kind of file imported: its fields, and what rows of it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db.models import Model

from mentoring.imports.cells import CellFault
from mentoring.imports.columns import Field
from mentoring.imports.tables import Sentence
from mentoring.registry import Registry


@dataclass(frozen=True)
class ImportContext:
    """What the rows are imported into and when. `as_of` is the day that the file speaks of; `now` the job's clock."""

    as_of: date
    now: datetime
    target_id: UUID | None = None

    @property
    def today(self) -> date:
        return self.now.date()


class RowFault(NamedTuple):
    """A cell that cannot be taken, by the row's number in the file.

    The row is left out as a whole, unless only this cell is passed over and the sentence says so.
    """

    row: int
    field: str
    fault: CellFault
    skips_row: bool = True


@dataclass
class Rows:
    """The readable rows, by column: `numbers[i]` is the row of `columns[field][i]`.

    A field without a column is absent.
    """

    numbers: list[int]
    columns: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.numbers)

    def get(self, name: str) -> list[Any]:
        """Return the column's values, or as many Nones when the file has no such column."""
        return self.columns.get(name) or [None] * len(self.numbers)


@dataclass
class TableChange:
    """Rows to be written to one table. `columns` are attribute names, "id" first; so are the values of each row.

    Columns that are not named get the field's default when a row is added and keep their value when it is changed.
    """

    model: type[Model]
    columns: list[str]
    added: list[tuple] = field(default_factory=list)
    changed: list[tuple] = field(default_factory=list)


@dataclass
class Plan:
    """What an import would do: counted by rows of the file, written by tables in this order."""

    faults: list[RowFault] = field(default_factory=list)
    changes: list[TableChange] = field(default_factory=list)
    adds: int = 0
    updates: int = 0
    unchanged: int = 0


class ImportKind:
    """A kind of file. Subclasses are registered by their app's AppConfig.ready()."""

    name: ClassVar[str]
    label: ClassVar[Sentence]
    # One sentence: what such a file holds, a row for each what.
    description: ClassVar[Sentence]
    fields: ClassVar[tuple[Field, ...]]
    # Whether it is imported into something that exists already, and into which kind of thing (IMPORT_TARGETS).
    needs_target: ClassVar[bool] = False
    target: ClassVar[str] = "program"
    # Whether the file speaks of a day that the person has to name (a directory as it was).
    has_as_of: ClassVar[bool] = False
    # The page on which what came in is seen, and what the link to it says; blank where there is none.
    result_url_name: ClassVar[str] = ""
    result_label: ClassVar[Sentence] = ""

    def missing(self, mapping: Mapping[str, int]) -> list[Field]:
        """Return the required fields that no column is for, and that no other fields make up for."""
        return [
            entry
            for entry in self.fields
            if entry.required
            and entry.name not in mapping
            and not (entry.instead and all(other in mapping for other in entry.instead))
        ]

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        """Return what the rows would change. Reads in the open scope, writes nothing; rows may come in any order."""
        raise TypeError(f"{type(self).__name__} has to say what its rows change")

    def finish(self, plan: Plan, context: ImportContext) -> None:
        """Bring roll-ups in order after the plan was written, or undone; in the same transaction."""


class ImportTarget:
    """Something that rows are imported into, such as a program. Registered by the app that owns it."""

    label: ClassVar[Sentence]
    # Where there is none yet.
    none_yet: ClassVar[Sentence]
    # The page that makes one, and what its button says; blank where there is no such page.
    create_url_name: ClassVar[str] = ""
    create_label: ClassVar[Sentence] = ""
    # How addresses of the thing's pages call its id.
    url_argument: ClassVar[str] = ""

    def choices(self) -> list[tuple[str, str]]:
        """Return (id, name) of what may be imported into, in the open scope."""
        raise TypeError(f"{type(self).__name__} has to say what may be chosen")

    def name_of(self, target_id: UUID) -> str | None:
        """Return the thing's name, or None when the open scope's organization has no such thing."""
        raise TypeError(f"{type(self).__name__} has to find a thing by its id")


IMPORT_TARGETS: Registry[ImportTarget] = Registry("import targets")
IMPORT_KINDS: Registry[ImportKind] = Registry("import kinds")
