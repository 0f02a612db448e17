"""Leave out further rows of headings: labels below technical names, and the header of each page of an export."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.columns import map_columns
from mentoring.imports.fields import Field
from mentoring.imports.headings import normalise_heading
from mentoring.imports.tables import Sentence, Table

# Fewer equal cells may be a person called Mentor.
EQUAL_CELLS = 3
EQUAL_SHARE = 0.5
# So many repeated headers are named.
NOTED = 3


def without_second_heading(table: Table, fields: Sequence[Field]) -> Table:
    """Remove the row below the header if its cells name the same columns, and rows that repeat it; note them."""
    if not table.rows or len(table.header) < EQUAL_CELLS:
        return table
    repeated = [row.number for row in table.rows if row.cells == table.header]
    if repeated:
        table.rows = [row for row in table.rows if row.cells != table.header]
        table.notes += map(_repeats_names, repeated[:NOTED])
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
        table.notes.append(_repeats_names(row.number))
    return table


def _repeats_names(number: int) -> Sentence:
    return format_lazy(_("Row {row} repeats the column names and is not imported."), row=number)
