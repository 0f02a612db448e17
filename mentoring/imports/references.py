"""Find the person that a cell refers to, and duplicate rows."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain
from typing import Generic, TypeVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, clean, fault
from mentoring.imports.headings import normalise_heading

Key = TypeVar("Key", bound=Hashable)


class PersonIndex(Generic[Key]):
    """Find people by employee id, by email address, or by a unique full name.

    Filled with the people of the organization and of the file before anyone is looked up, so that the order
    of rows does not matter. A key is whatever the caller tells people apart by.
    """

    def __init__(self) -> None:
        self._by_id: dict[str, Key] = {}
        self._by_email: dict[str, Key] = {}
        self._unread_names: list[Iterable[tuple[str, Key]]] = []
        self._by_name: dict[str, set[Key]] = {}

    def add(self, key: Key, *, employee_id: str = "", email: str = "", full_name: str = "") -> None:
        """Make a person findable. The same key may be added twice, with what each source knows."""
        self.add_each([key], employee_ids=[employee_id], emails=[email], full_names=[full_name])

    def add_each(
        self,
        keys: Sequence[Key],
        *,
        employee_ids: Iterable[str],
        emails: Iterable[str],
        full_names: Iterable[str],
    ) -> None:
        """Make people findable; blank for what is not known of one."""
        for known, texts in ((self._by_id, employee_ids), (self._by_email, emails)):
            known.update(zip(map(str.casefold, texts), keys, strict=True))
            known.pop("", None)
        self._unread_names.append(zip(full_names, keys, strict=True))

    def _named(self, name: str) -> set[Key]:
        # Most files refer to managers by id or email address: then no names need to be normalized.
        for full_name, key in chain.from_iterable(self._unread_names):
            if full_name:
                self._by_name.setdefault(_name_key(full_name), set()).add(key)
        self._unread_names = []
        return self._by_name.get(_name_key(name), set())

    def find(self, cell: str, *, but_not: Key | None = None) -> Key | CellFault | None:
        """Return the person whom this cell means, None for a blank cell.

        `but_not` is the person of the same row, who cannot be their own manager.
        """
        text = clean(cell)
        if not text:
            return None
        found = self._by_id.get(text.casefold(), self._by_email.get(text.casefold()))
        if found is None:
            named = self._named(text)
            if len(named) > 1:
                return fault(
                    cell,
                    format_lazy(
                        _("{count} people have this name. Use the employee id or the email address instead."),
                        count=len(named),
                    ),
                    "person-not-unique",
                )
            found = next(iter(named), None)
        if found is None:
            return fault(
                cell,
                _("Nobody in the file or the organization has this employee id, email address or full name."),
                "person-unknown",
            )
        if found == but_not:
            return fault(cell, _("A person cannot be their own manager."), "person-self")
        return found


def _name_key(name: str) -> str:
    # "Raman, Priya" and "Priya Raman" are one name; accents are often lost on the way.
    last, comma, first = name.partition(",")
    return normalise_heading(f"{first} {last}" if comma else name)


def find_duplicates(values: Iterable[tuple[int, str, str]]) -> dict[int, CellFault]:
    """Return a fault for each row whose value an earlier row has, by row number.

    Each entry is a row number, the cell as it was written, and its normalized form; blanks repeat nothing.
    The sentence names the earlier row, and says when the two differ in capitals alone.
    """
    first: dict[str, tuple[int, str]] = {}
    faults: dict[int, CellFault] = {}
    for number, cell, normalized in values:
        if not normalized:
            continue
        earlier, written = first.setdefault(normalized, (number, cell))
        if earlier == number:
            continue
        if written == cell:
            sentence, code = _("Row {row} has the same value. It must be unique."), "repeated"
        else:
            sentence = _(
                "Row {row} has the same value, written “{written}”. Upper and lower case are equal here."
            )
            code = "repeated-other-case"
        faults[number] = fault(cell, format_lazy(sentence, row=earlier, written=written), code)
    return faults
