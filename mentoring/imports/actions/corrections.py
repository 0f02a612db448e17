"""Take other text than what a cell says, in one row or wherever the same is wrong."""

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


class Cause(NamedTuple):
    """What is wrong with many cells of one column alike."""

    field: str
    code: str


@transaction.atomic
def mend_rows(
    run: ImportRun,
    *,
    by: Actor,
    cells: Mapping[Cell, str] | None = None,
    causes: Mapping[Cause, str] | None = None,
) -> int:
    """Take this text instead of what faulty cells say; return how many cells that were. "" leaves a cell blank.

    A cell's own text goes before that of its cause. Only cells that the last check found faulty can be mended.
    """
    refuse_when(locked(run).state != RunState.CHECKED)
    cells, causes = dict(cells or {}), dict(causes or {})
    for text in [*cells.values(), *causes.values()]:
        if len(text) > MAX_TEXT or "\x00" in text:
            raise ValidationError(_("This text is too long or contains hidden characters."), code="text")
    faults = ImportFault.objects.filter(run=run, field__in=run.mapping)
    mended: dict[Cell, str] = {}
    for row, field, code in faults.values_list("row_number", "field", "code"):
        instead = cells.get(Cell(row, field), causes.get(Cause(field, code)))
        if instead is not None:
            mended[Cell(row, field)] = instead
    if set(cells) - set(mended):
        raise ValidationError(
            _("One of these cells has already been corrected. Reload the page."), code="cell"
        )
    for cell, text in mended.items():
        run.fixes.setdefault(str(cell.row), {})[cell.field] = text
    run.save(update_fields=["fixes"])
    return len(mended)


@transaction.atomic
def forget_mends(run: ImportRun, *, by: Actor) -> None:
    """Go back to what the file itself says."""
    refuse_when(locked(run).state != RunState.CHECKED)
    run.fixes = {}
    run.save(update_fields=["fixes"])
