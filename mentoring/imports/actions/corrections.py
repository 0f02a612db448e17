"""Correct faulty cells, one by one or all with the same fault."""

from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.imports.actions.steps import locked, refuse_when
from mentoring.imports.cells import MAX_TEXT
from mentoring.imports.enums import RunState
from mentoring.imports.models import ImportFault, ImportRun
from mentoring.tenancy.actor import Actor


class Cell(NamedTuple):
    """A cell by its row's number in the file."""

    row: int
    field: str


class FaultGroup(NamedTuple):
    """The cells of one column with the same fault."""

    field: str
    code: str


@transaction.atomic
def correct_cells(
    run: ImportRun,
    *,
    by: Actor,
    cells: Mapping[Cell, str] | None = None,
    causes: Mapping[FaultGroup, str] | None = None,
) -> int:
    """Replace the text of faulty cells; return how many cells were corrected. "" leaves a cell blank.

    A correction of a cell takes precedence over that of its group. Only cells that are faulty can be corrected.
    """
    refuse_when(locked(run).state != RunState.CHECKED)
    cells, causes = dict(cells or {}), dict(causes or {})
    for text in [*cells.values(), *causes.values()]:
        if len(text) > MAX_TEXT or "\x00" in text:
            raise ValidationError(_("This text is too long or contains invisible characters."), code="text")
    faults = ImportFault.objects.filter(run=run, field__in=run.mapping)
    corrected: dict[Cell, str] = {}
    for row, field, code in faults.values_list("row_number", "field", "code"):
        instead = cells.get(Cell(row, field), causes.get(FaultGroup(field, code)))
        if instead is not None:
            corrected[Cell(row, field)] = instead
    if set(cells) - set(corrected):
        raise ValidationError(
            _("One of these cells has no error any more. Check the list again."), code="cell"
        )
    for cell, text in corrected.items():
        run.fixes.setdefault(str(cell.row), {})[cell.field] = text
    run.save(update_fields=["fixes"])
    return len(corrected)


@transaction.atomic
def discard_corrections(run: ImportRun, *, by: Actor) -> None:
    """Discard all corrections."""
    refuse_when(locked(run).state != RunState.CHECKED)
    run.fixes = {}
    run.save(update_fields=["fixes"])
