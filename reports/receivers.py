"""Signal receivers of reports: an import can change outcomes."""

from datetime import datetime
from typing import Any

from mentoring.imports.models import ImportRun
from mentoring.imports.signals import rows_imported
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue
from programs.enums import ProgramState
from programs.models import Program
from reports.outcomes.actions import request_outcomes

# Import kinds that outcomes depend on.
KINDS = frozenset({"directory", "employment-events", "kpi-readings", "participants", "matches"})
# Import kinds that the cost of time depends on.
TIME_KINDS = frozenset({"directory", "participants", "sessions"})


def connect() -> None:
    rows_imported.connect(recalculate_outcomes, dispatch_uid="reports.recalculate_outcomes")
    rows_imported.connect(count_session_time, dispatch_uid="reports.count_session_time")


def count_session_time(sender: Any, *, run: ImportRun, now: datetime, **kwargs: Any) -> None:
    """Count the session time of the program that was imported into, or of all where levels changed."""
    if run.kind in TIME_KINDS:
        programs = Program.objects.exclude(state=ProgramState.DRAFT).filter(starts_on__lte=now.date())
        for program in programs.filter(pk=run.target_id) if run.target_id else programs.order_by("pk"):
            enqueue("reports.count_levels", program.pk)


def recalculate_outcomes(sender: Any, *, run: ImportRun, now: datetime, **kwargs: Any) -> None:
    """Request the outcomes of every program that has begun; several imports in a row share one run."""
    if run.kind not in KINDS:
        return
    begun = Program.objects.exclude(state=ProgramState.DRAFT).filter(starts_on__lte=now.date())
    for program in begun.order_by("starts_on", "pk"):
        request_outcomes(program, by=Actor.system("import"), now=now)
