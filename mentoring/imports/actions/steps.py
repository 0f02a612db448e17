"""The order of steps, checked under a lock, so that two clicks or two tabs do not import twice."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.imports.enums import RunState
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ImportRun

# The states in which columns and cells can be corrected.
CORRECTABLE = frozenset({RunState.UPLOADED, RunState.CHECKED, RunState.FAILED})


def locked(run: ImportRun) -> ImportRun:
    """Return the run as it is now, and keep others from changing it until the transaction ends."""
    return ImportRun.objects.light().select_for_update().get(pk=run.pk)


def refuse_when(is_past: bool) -> None:
    if is_past:
        raise ValidationError(_("This step is no longer possible. Start a new import."), code="state")


def refuse_missing(run: ImportRun, mapping: Mapping[str, int]) -> None:
    """Raise ValidationError if required columns are missing."""
    kind = IMPORT_KINDS[run.kind]
    missing = [kind.label_of(entry) for entry in kind.missing(mapping)]
    if missing:
        raise ValidationError(
            _("Choose a column for: %(field)s."), code="missing", params={"field": ", ".join(missing)}
        )
