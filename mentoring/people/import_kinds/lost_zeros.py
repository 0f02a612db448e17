"""Recognize people whose employee ids lost their leading zeros in a spreadsheet."""

from typing import Any
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mentoring.imports.identifiers import without_zeros
from mentoring.imports.person_names import loose_keys
from mentoring.imports.questions import NAMES_SHOWN, NO, YES, Question, answer_of

LOST_ZEROS = "lost_zeros"


class LostZeros:
    """Finds known people by an id without its zeros, if the address or the name is theirs too; asks once."""

    def __init__(self, known: Any, answers: Any) -> None:
        self.known = known
        self.is_refused = answer_of(LOST_ZEROS, YES, answers) == NO
        self.found: list[tuple[str, str]] = []
        self.names: list[str] = []
        self._by_bare_id: dict[str, set[UUID]] | None = None

    def find(self, employee_id: str, by_email: UUID | None, name: str) -> UUID | None:
        """Return the known person whom this id without zeros means, or None."""
        bare = without_zeros(employee_id)
        if not bare:
            return None
        if self._by_bare_id is None:
            self._by_bare_id = {}
            for known_id, key in self.known.by_employee_id.items():
                self._by_bare_id.setdefault(without_zeros(known_id), set()).add(key)
        keys = self._by_bare_id.get(bare, set())
        if len(keys) != 1:
            return None
        key = next(iter(keys))
        has_same_name = bool(name) and not loose_keys(name).isdisjoint(loose_keys(self.known.name_of(key)))
        if by_email != key and not (by_email is None and has_same_name):
            return None
        known_id = self.known.employee_id_of(key)
        if len(known_id) > len(employee_id):
            self.found.append((employee_id, known_id))
            self.names.append(name or self.known.name_of(key))
            if self.is_refused:
                return None
        return key

    def question(self) -> Question | None:
        """Return the question whether they are the same people; None when nobody was found."""
        if not self.found:
            return None
        mine, theirs = self.found[0]
        return Question(
            LOST_ZEROS,
            format_lazy(
                ngettext_lazy(
                    "{number} employee ID has no leading zeros: {mine} instead of {theirs}. Is it the same person?",
                    "{number} employee IDs have no leading zeros, such as {mine} instead of {theirs}. Are they the "
                    "same people?",
                    len(self.found),
                ),
                number=len(self.found),
                mine=mine,
                theirs=theirs,
            ),
            guess=YES,
            detail=_("Spreadsheets remove them. The known IDs are kept."),
            count=len(self.found),
            people=self.names[:NAMES_SHOWN],
        )
