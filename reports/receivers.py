"""Signal receivers of reports: an import can change outcomes."""

from datetime import datetime
from typing import Any

from mentoring.imports.models import ImportRun
from mentoring.imports.signals import rows_imported
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue
from reports.outcomes.actions import request_outcomes
from reports.outcomes.selectors import programs_begun, programs_to_calculate

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
        programs = programs_begun(today=now.date())
        for program in programs.filter(pk=run.target_id) if run.target_id else programs.order_by("pk"):
            enqueue("reports.count_levels", program.pk)


def recalculate_outcomes(sender: Any, *, run: ImportRun, now: datetime, **kwargs: Any) -> None:
    """Request the outcomes of every program that has begun and a plan; several imports in a row share one run."""
    if run.kind not in KINDS:
        return
    begun = programs_to_calculate(today=now.date())
    for program in begun.order_by("starts_on", "pk"):
        request_outcomes(program, by=Actor.system("import"), now=now)
