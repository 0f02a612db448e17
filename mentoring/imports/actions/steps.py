"""Which step an import may take, seen under a lock: two clicks and two tabs are one import."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.imports.enums import RunState
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ImportRun

# While its columns and cells can be corrected.
MENDABLE = frozenset({RunState.UPLOADED, RunState.CHECKED, RunState.FAILED})


def locked(run: ImportRun) -> ImportRun:
    """Return the run as it is now, and keep others from changing it until the transaction ends."""
    return ImportRun.objects.light().select_for_update().get(pk=run.pk)


def refuse_when(is_past: bool) -> None:
    if is_past:
        raise ValidationError(_("This import is already past that step. Start a new one."), code="state")


def refuse_missing(run: ImportRun, mapping: Mapping[str, int]) -> None:
    """Refuse to go on without the columns that every row needs."""
    for entry in IMPORT_KINDS[run.kind].missing(mapping):
        raise ValidationError(
            _("Choose the column for %(field)s."), code="missing", params={"field": entry.label}
        )
