"""The objective of the program that a goal serves, by its name."""

from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from goals.models import Objective
from mentoring.imports.cells import fault
from mentoring.imports.extensions import ImportContext, RowFault, Rows
from mentoring.imports.fields import Field

# "Objective" alone is a goal, as in many files; beside a column of goals it is this.
OBJECTIVE = Field(
    "program_objective",
    _("objective of the program"),
    ("Objective of the program", "Program objective", "Business objective", "Programmziel", "Ziel des Programms",
     "Geschäftsziel", "Objective"),
    max_length=300,
    is_optional_cell=True,
)  # fmt: skip


def served_objectives(rows: Rows, context: ImportContext, faults: list[RowFault]) -> list[UUID | None]:
    """Return the objective of each row. A row with an unknown name is imported without it. At most one query."""
    names = rows.get(OBJECTIVE.name)
    if not any(names):
        return [None] * len(names)
    # Those under way last, so that of names alike in case theirs wins.
    objectives = Objective.objects.filter(program=context.target_id).in_order().reverse()
    known = {_folded(statement): pk for pk, statement in objectives.values_list("pk", "statement")}
    found = [known.get(_folded(name)) if name else None for name in names]
    unknown = format_lazy(
        _("{problem} The row is imported without it."),
        problem=_("The program has no objective of this name."),
    )
    faults += [
        RowFault(number, OBJECTIVE.name, fault(name, unknown, "unknown-objective"), skips_row=False)
        for number, name, pk in zip(rows.numbers, names, found, strict=True)
        if name and pk is None
    ]
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
