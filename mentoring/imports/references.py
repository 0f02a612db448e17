"""Find the person that a cell refers to, and duplicate rows."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.email_address import normalize_email
from mentoring.imports.cells import CellFault, clean, fault
from mentoring.imports.identifiers import GUARDED, WHOLE, without_separators, without_zeros
from mentoring.imports.name_scripts import is_in_other_script, latin_keys, sounds
from mentoring.imports.person_names import BRACKETED, SEPARATED, loose_keys, strict_key

Key = TypeVar("Key", bound=Hashable)


class PersonIndex(Generic[Key]):
    """Find people by employee id, by email address, or by a unique full name.

    An id may have lost its leading zeros, and a name its marks or their usual spelling, or be written in another
    script, where that leaves one person.
    Filled with the people of the organization and of the file before anyone is looked up, so that the order
    of rows does not matter. A key is whatever the caller tells people apart by.
    """

    def __init__(self) -> None:
        self._by_id: dict[str, Key] = {}
        self._by_email: dict[str, Key] = {}
        self._unread_names: list[Iterable[tuple[str, Key]]] = []
        self._by_name: dict[str, set[Key]] = {}
        self._by_loose_name: dict[str, set[Key]] = {}
        self._in_other_script: list[tuple[str, Key]] = []

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
        """Make people findable, by normalized addresses; blank for what is not known of one."""
        self._by_id.update(zip(map(str.casefold, employee_ids), keys, strict=True))
        self._by_email.update(zip(emails, keys, strict=True))
        for known in (self._by_id, self._by_email):
            known.pop("", None)
        self._unread_names.append(zip(full_names, keys, strict=True))

    @cached_property
    def _by_bare_id(self) -> dict[str, set[Key]]:
        bare: dict[str, set[Key]] = {}
        for employee_id, key in self._by_id.items():
            bare.setdefault(without_zeros(employee_id), set()).add(key)
        return bare

    def _named(self, name: str) -> set[Key]:
        # Most files refer to managers by id or email address: then no names need to be normalized.
        for full_name, key in chain.from_iterable(self._unread_names):
            if full_name:
                self._by_name.setdefault(strict_key(full_name), set()).add(key)
                for loose in loose_keys(full_name):
                    self._by_loose_name.setdefault(loose, set()).add(key)
                if is_in_other_script(full_name):
                    self._in_other_script.append((full_name, key))
        self._unread_names = []
        return (
            self._by_name.get(strict_key(name))
            or _union(self._by_loose_name, loose_keys(name))
            or _union(self._by_sound if is_in_other_script(name) else self._by_latin_name, latin_keys(name))
        )

    @cached_property
    def _by_sound(self) -> dict[str, set[Key]]:
        """The people by the sounds of their Latin names, for names in another script."""
        found: dict[str, set[Key]] = {}
        for loose, keys in self._by_loose_name.items():
            found.setdefault(sounds(loose), set()).update(keys)
        return found

    @cached_property
    def _by_latin_name(self) -> dict[str, set[Key]]:
        """The people with names in another script, by their sounds in Latin letters."""
        found: dict[str, set[Key]] = {}
        for full_name, key in self._in_other_script:
            for latin in latin_keys(full_name):
                found.setdefault(latin, set()).add(key)
        return found

    def _identified(self, text: str) -> Key | None:
        found = self._by_id.get(text.casefold())
        if found is None and "@" in text:
            found = self._by_email.get(normalize_email(text.removeprefix("mailto:")))
        if found is None:
            found = self._by_id.get(text := without_separators(text))
        if found is None and (whole := WHOLE.fullmatch(text)):
            # As a spreadsheet or a program writes the numbers of a column with blanks.
            text = whole[1]
            found = self._by_id.get(text)
        if found is None and (bare := without_zeros(text)):
            ids = self._by_bare_id.get(bare, set())
            found = next(iter(ids)) if len(ids) == 1 else None
        return found

    def _identified_and_named(self, text: str, name: str) -> Key | None:
        """Return the person with this id or address, if the name is theirs too."""
        found = self._identified(text)
        return found if found is not None and found in self._named(name) else None

    def find(self, cell: str, *, but_not: Key | None = None) -> Key | CellFault | None:
        """Return the person whom this cell means, None for a blank cell.

        `but_not` is the person of the same row, who cannot be their own manager.
        """
        text = clean(cell)
        if guarded := GUARDED.fullmatch(text):
            text = (guarded[1] or guarded[2] or "").strip()
        if not text:
            return None
        found = self._identified(text)
        if found is None and (bracketed := BRACKETED.fullmatch(text)):
            found = self._identified(bracketed[2].strip())
            text = bracketed[1]
            found = self._identified(text) if found is None else found
        if found is None and (parts := SEPARATED.fullmatch(text)):
            found = self._identified_and_named(parts[1], parts[2])
            found = self._identified_and_named(parts[2], parts[1]) if found is None else found
        if found is None:
            named = self._named(text)
            if len(named) > 1:
                return fault(
                    cell,
                    format_lazy(
                        _("{count} people have this name. Use the employee ID or the email address instead."),
                        count=len(named),
                    ),
                    "person-not-unique",
                )
            found = next(iter(named), None)
        if found is None:
            return fault(
                cell,
                _("Nobody in the file or the organization has this employee ID, email address or full name."),
                "person-unknown",
            )
        if found == but_not:
            return fault(cell, _("A person cannot be their own manager."), "person-self")
        return found


def _union(index: Mapping[str, set[Key]], names: Iterable[str]) -> set[Key]:
    return set().union(*(index.get(name, set()) for name in names))


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
