"""The columns that identify a match: mentor and mentee."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import RowFault, Rows
from mentoring.imports.fields import Field
from mentoring.people.import_kinds.known import find_each, index_of_people
from programs.models import Match

MENTOR = Field(
    "mentor",
    _("mentor"),
    (
        "Mentor ID", "Mentor Employee ID", "Mentor Email", "Mentor's email", "Mentor Email Address",
        "Mentor E-Mail", "E-Mail Mentor", "Mentor", "Mentor Name", "Mentor's name", "Mentorin", "Mentor/in", "Mentora",
    ),
    required=True,
    kind="person",
    max_length=254,
    whose=("mentor", "mentors", "mentorin", "mentora"),
)  # fmt: skip
MENTEE = Field(
    "mentee",
    _("mentee"),
    (
        "Mentee ID", "Mentee Employee ID", "Mentee Email", "Mentee's email", "Mentee Email Address",
        "Mentee E-Mail", "E-Mail Mentee", "Mentee", "Mentee Name", "Mentee's name", "Mentoré", "Mentorée", "Mentorado",
    ),
    required=True,
    kind="person",
    max_length=254,
    whose=("mentee", "mentees", "mentoré", "mentorée", "mentorado", "mentorada", "mentoree"),
)  # fmt: skip

Pair = tuple[UUID, UUID]


def find_pairs(rows: Rows, faults: list[RowFault]) -> list[Pair | None]:
    """Return the ids (mentor, mentee) of the people of each row, or None if one is unknown."""
    index = index_of_people()
    sides = {name: find_each(rows.get(name), index) for name in ("mentor", "mentee")}
    pairs: list[Pair | None] = []
    for n, number in enumerate(rows.numbers):
        mentor, mentee = sides["mentor"][n], sides["mentee"][n]
        for name, person in (("mentor", mentor), ("mentee", mentee)):
            if isinstance(person, CellFault):
                faults.append(RowFault(number, name, person))
        if isinstance(mentor, UUID) and isinstance(mentee, UUID):
            pairs.append((mentor, mentee))
        else:
            pairs.append(None)
    return pairs


def matches_of(program_id: UUID | None) -> dict[Pair, UUID]:
    """Return the program's matches by (mentor, mentee)."""
    rows = Match.objects.filter(program=program_id).values_list(
        "mentor__person_id", "mentee__person_id", "id"
    )
    return {(mentor, mentee): match for mentor, mentee, match in rows}


def no_such_match() -> CellFault:
    return fault("", _("There is no such match in this program. Import the matches first."), "no-match")
