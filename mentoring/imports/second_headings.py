"""Leave out a second row of headings, such as the labels below the technical names of an export."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.columns import Field, map_columns
from mentoring.imports.headings import normalise_heading
from mentoring.imports.tables import Table

# Fewer equal cells may be a person called Mentor.
EQUAL_CELLS = 3
EQUAL_SHARE = 0.5


def without_second_heading(table: Table, fields: Sequence[Field]) -> Table:
    """Remove the row below the header if its cells name the same columns, and note it."""
    if not table.rows or len(table.header) < EQUAL_CELLS:
        return table
    row = table.rows[0]
    filled = [(a, b) for a, b in zip(table.header, row.cells, strict=True) if b.strip()]
    if not any(normalise_heading(a) == normalise_heading(b) for a, b in filled):
        return table
    above, below = (map_columns(cells, fields) for cells in (table.header, row.cells))
    same = sum(
        normalise_heading(a.header) == normalise_heading(b.header) or bool(a.field and a.field == b.field)
        for a, b in zip(above.columns, below.columns, strict=True)
        if b.header.strip()
    )
    if same >= EQUAL_CELLS and same >= len(filled) * EQUAL_SHARE:
        del table.rows[0]
        table.notes.append(
            format_lazy(_("Row {row} repeats the column names and is not imported."), row=row.number)
        )
    return table
