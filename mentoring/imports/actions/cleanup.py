"""Delete the data of imports that can no longer be undone, and fail those whose job has died."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from mentoring.imports.actions.interruptions import note_death
from mentoring.imports.enums import RunState
from mentoring.imports.models import UNDO_FOR, ImportChange, ImportFault, ImportRun

BUSY = (RunState.CHECKING, RunState.IMPORTING)


@transaction.atomic
def clean_up_imports(*, now: datetime) -> int:
    """Delete the files of imports unchanged for 24 hours, and fail those whose job has died; return how many.

    The faults and the undo data are deleted too: they contain personal data that is no longer needed.
    """
    return _empty_old(now) + _give_up_dead(now)


def _empty_old(now: datetime) -> int:
    old = ImportRun.objects.filter(state_at__lte=now - UNDO_FOR).filter(~Q(state__in=BUSY))
    ids = list(old.filter(Q(source__isnull=False) | Q(changes__isnull=False)).values_list("pk", flat=True))
    ImportFault.objects.filter(run__in=ids).delete()
    ImportChange.objects.filter(run__in=ids).delete()
    ImportRun.objects.filter(pk__in=ids).update(source=None, fixes={}, columns=[])
    return len(set(ids))


def _give_up_dead(now: datetime) -> int:
    """Fail the imports whose job was killed. A job still running holds its run's lock, and is skipped."""
    busy = ImportRun.objects.light().filter(state__in=BUSY).order_by("pk")
    return sum(note_death(run, now=now) for run in busy)
