"""Notice that the job of an import was killed, and continue it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.imports.actions.importing import begin, fail, member_id, refuse_begin
from mentoring.imports.actions.steps import locked, refuse_when
from mentoring.imports.enums import RunState
from mentoring.imports.models import ImportRun
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue


@transaction.atomic
def note_beginning(run: ImportRun, *, now: datetime) -> None:
    """Note that the job of an import has begun: from now on it holds the lock, or is dead."""
    run.began_at = now
    run.save(update_fields=["began_at"])


@transaction.atomic
def note_death(run: ImportRun, *, now: datetime) -> bool:
    """Fail an import whose job was killed; return whether it was.

    A job holds the lock of its run, which the database releases when the job's process ends in whatever way.
    """
    if not run.may_have_died(now):
        return False
    free = ImportRun.objects.light().select_for_update(skip_locked=True).filter(pk=run.pk).first()
    if free is None or not free.may_have_died(now):
        return False
    run.interrupted_in = free.state
    run.save(update_fields=["interrupted_in"])
    fail(run, _("The import was interrupted. Nothing was imported."), now=now)
    return True


@transaction.atomic
def continue_import(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Do again what was interrupted: the check, or the import.

    An import stops after the check when a person has to decide something: the one that was killed may have begun
    without a preview.
    """
    current = locked(run)
    refuse_when(not current.interrupted_in and not current.is_late(now))
    is_import = RunState.IMPORTING in {current.interrupted_in, current.state}
    refuse_begin(current, now)
    begin(run, RunState.IMPORTING if is_import else RunState.CHECKING, now)
    if is_import:
        enqueue("imports.import", run.pk, member_id(by), True)
    else:
        enqueue("imports.check", run.pk)
