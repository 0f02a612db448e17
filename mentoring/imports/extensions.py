"""The kinds of import that apps register: their fields, and how rows become changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from mentoring.imports.cells import CellFault
from mentoring.imports.fields import Field, missing_fields
from mentoring.imports.questions import Question
from mentoring.imports.tables import Sentence
from mentoring.registry import Registry
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id


@dataclass(frozen=True)
class ImportContext:
    """The target and time of an import. `as_of` is the date of the data in the file; `now` the time of the job."""

    as_of: date
    now: datetime
    target_id: UUID | None = None
    # The zone of times without one; blank for the organization's.
    time_zone: str = ""
    # The answers to the questions of plans, by key.
    answers: Mapping[str, str] = field(default_factory=dict)
    # The file has corrected rows of an earlier one, and says nothing about other rows.
    is_correction: bool = False

    @cached_property
    def organization(self) -> Organization:
        """The organization. One query."""
        return Organization.objects.get(pk=current_organization_id())

    @cached_property
    def today(self) -> date:
        """Today in the organization's time zone."""
        return self.organization.local_date(self.now)


# The codes of faults of rows in which there is nothing to correct.
NO_DATA = frozenset({"total", "note"})


class RowFault(NamedTuple):
    """An error in a cell, by row number in the file. Either the row is skipped, or it is imported without the cell."""

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
    # The ids and addresses in rows that are left out, without case: the file has these people too.
    unread_ids: frozenset[str] = frozenset()

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
    # Further rows to add, as the values of each column: quicker where nothing has to be merged.
    added_by_column: list[list] = field(default_factory=list)

    @property
    def added_count(self) -> int:
        return len(self.added) + len(self.added_by_column[0] if self.added_by_column else ())


@dataclass
class Plan:
    """The changes of an import: counts of rows, and the tables to write in this order."""

    faults: list[RowFault] = field(default_factory=list)
    changes: list[TableChange] = field(default_factory=list)
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    # What a person is asked before the import, and what they are told.
    questions: list[Question] = field(default_factory=list)
    remarks: list[Sentence] = field(default_factory=list)


class ImportKind:
    """A kind of file. Subclasses are registered by their app's AppConfig.ready()."""

    name: ClassVar[str]
    label: ClassVar[Sentence]
    # One sentence: what such a file holds, a row for each what.
    description: ClassVar[Sentence]
    fields: ClassVar[tuple[Field, ...]]
    # Whether it needs something to import into, and what kind (IMPORT_TARGETS).
    needs_target: ClassVar[bool] = False
    target: ClassVar[str] = "program"
    # Whether the user has to enter the date of the data (a directory as of a day).
    has_as_of: ClassVar[bool] = False
    # The place in the order in which a program is filled, from 1, and the kind that comes next; 0 for the others.
    step: ClassVar[int] = 0
    # The page that shows the imported data, and the label of the link to it; blank where there is none.
    result_url_name: ClassVar[str] = ""
    result_label: ClassVar[Sentence] = ""

    def missing(self, mapping: Mapping[str, int]) -> list[Field]:
        """Return the required fields without a column, unless other fields replace them."""
        return missing_fields(self.fields, mapping)

    def label_of(self, entry: Field) -> str:
        """Return the label of a field; what replaces a required one is named beside it."""
        if not entry.instead:
            return str(entry.label)
        labels = {other.name: str(other.label) for other in self.fields}
        others = _(" and ").join(labels[name] for name in entry.instead)
        return _("%(field)s (or %(others)s)") % {"field": entry.label, "others": others}

    def is_required(self, entry: Field, mapping: Mapping[str, int]) -> bool:
        """Return whether a blank cell of the field is an error: not where other mapped fields replace it."""
        return entry.required and not entry.instead

    def is_done(self, target_id: UUID | None) -> bool:
        """Return whether there are rows of this kind already, for the check marks of the steps."""
        return False

    def lacks(self, target_id: UUID | None) -> Sentence:
        """Return what has to be imported before this kind; blank when nothing is missing."""
        return ""

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        """Return the changes of the rows, in any order. Reads in the open scope, writes nothing."""
        raise TypeError(f"{type(self).__name__} must implement plan()")

    def lock(self, context: ImportContext) -> None:
        """Lock what the import changes. Called before rows are planned to be written, and before they are undone."""

    def finish(self, plan: Plan, context: ImportContext) -> None:
        """Update dependent data after the plan was written or undone, in the same transaction."""


class ImportTarget:
    """Something to import rows into, such as a program. Registered by the app that owns it."""

    label: ClassVar[Sentence]
    # The text when there is none yet.
    none_yet: ClassVar[Sentence]
    # The page that creates one, and the label of its button; blank where there is none.
    create_url_name: ClassVar[str] = ""
    create_label: ClassVar[Sentence] = ""
    # The argument of its id in URLs.
    url_argument: ClassVar[str] = ""

    def choices(self) -> list[tuple[str, str]]:
        """Return (id, name) of the possible targets in the open scope."""
        raise TypeError(f"{type(self).__name__} must implement choices()")

    def name_of(self, target_id: UUID) -> str | None:
        """Return the target's name, or None if the open scope's organization has no such target."""
        raise TypeError(f"{type(self).__name__} must implement name_of()")


# Return the names of the people whose employee ids or addresses these cells are, for errors and questions.
NamesOfPeople = Callable[[set[str]], Mapping[str, str]]
PERSON_NAMES: Registry[NamesOfPeople] = Registry("names of people")
IMPORT_TARGETS: Registry[ImportTarget] = Registry("import targets")
IMPORT_KINDS: Registry[ImportKind] = Registry("import kinds")
