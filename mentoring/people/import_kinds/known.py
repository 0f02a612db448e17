"""Find the known people of an organization, for imports."""

from collections.abc import Hashable
from typing import TypeVar
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, storable
from mentoring.imports.references import PersonIndex
from mentoring.people.models import Person

Key = TypeVar("Key", bound=Hashable)
NO_DIRECTORY = _("There is nobody in the directory yet. Import the directory first.")


def index_of_people() -> PersonIndex[UUID]:
    """Return an index of the open scope's people by employee id, email and unique full name."""
    index: PersonIndex[UUID] = PersonIndex()
    people = list(
        Person.objects.values_list("id", "employee_id", "email_norm", "first_name", "last_name").iterator(
            chunk_size=5000
        )
    )
    index.add_each(
        [person[0] for person in people],
        employee_ids=[person[1] or "" for person in people],
        emails=[person[2] or "" for person in people],
        full_names=(f"{person[3]} {person[4]}".strip() for person in people),
    )
    return index


def names_of(cells: set[str]) -> dict[str, str]:
    """Return the names of the people with these employee ids and addresses, by the cell."""
    # A cell that the database cannot store is nobody's id, and cannot be asked for either.
    wanted = {cell.casefold(): cell for cell in cells if cell and storable(cell) == cell}
    people = Person.objects.filter(Q(employee_id__in=wanted.values()) | Q(email_norm__in=wanted))
    found: dict[str, str] = {}
    for person in people.only("employee_id", "email", "email_norm", "first_name", "last_name"):
        for key in (person.employee_id, person.email_norm):
            cell = wanted.get((key or "").casefold())
            if cell:
                found[cell] = person.name
    return found


def find_each(cells: list[str | None], index: PersonIndex[Key]) -> list[Key | CellFault | None]:
    """Return the person of each cell; equal cells are looked up once."""
    known: dict[str, Key | CellFault | None] = {}
    for cell in set(filter(None, cells)):
        known[cell] = index.find(cell)
    return [known[cell] if cell else None for cell in cells]
