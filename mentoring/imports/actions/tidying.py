"""What is thrown away once an import cannot be undone any more, and what is given up."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring.imports.actions.importing import fail
from mentoring.imports.enums import RunState
from mentoring.imports.models import STALE_AFTER, UNDO_FOR, ImportChange, ImportFault, ImportRun

BUSY = (RunState.CHECKING, RunState.IMPORTING)


@transaction.atomic
def tidy_imports(*, now: datetime) -> int:
    """Empty the files of imports that were left alone for 24 hours, and give up jobs that died; return how many.

    With the file go the faults and what the rows were before: all of it is about people, and of no more use.
    """
    return _empty_old(now) + _give_up_stale(now)


def _empty_old(now: datetime) -> int:
    old = ImportRun.objects.filter(state_at__lte=now - UNDO_FOR).filter(~Q(state__in=BUSY))
    ids = list(old.filter(Q(source__isnull=False) | Q(changes__isnull=False)).values_list("pk", flat=True))
    ImportFault.objects.filter(run__in=ids).delete()
    ImportChange.objects.filter(run__in=ids).delete()
    ImportRun.objects.filter(pk__in=ids).update(source=None, fixes={}, columns=[])
    return len(set(ids))


def _give_up_stale(now: datetime) -> int:
    """Fail what is busy without end. A job that still works holds its run's lock, and is passed over."""
    busy = ImportRun.objects.light().filter(state__in=BUSY, state_at__lte=now - STALE_AFTER)
    stale = list(busy.select_for_update(skip_locked=True).order_by("pk"))
    for run in stale:
        fail(
            run,
            _("The server stopped during the import. Nothing was imported; check the file again."),
            now=now,
        )
    return len(stale)
