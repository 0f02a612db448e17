"""Signal receivers of reports: an import can change outcomes."""

from datetime import datetime
from typing import Any

from mentoring.imports.models import ImportRun
from mentoring.imports.signals import rows_imported
from mentoring.tenancy.actor import Actor
from reports.outcomes.actions import request_outcomes
from reports.outcomes.selectors import programs_to_calculate

# Import kinds that outcomes depend on.
KINDS = frozenset({"directory", "employment-events", "kpi-readings", "participants", "matches"})


def connect() -> None:
    rows_imported.connect(recalculate_outcomes, dispatch_uid="reports.recalculate_outcomes")


def recalculate_outcomes(sender: Any, *, run: ImportRun, now: datetime, **kwargs: Any) -> None:
    """Request the outcomes of every program that has begun and a plan; several imports in a row share one run."""
    if run.kind not in KINDS:
        return
    begun = programs_to_calculate(today=now.date())
    for program in begun.order_by("starts_on", "pk"):
        request_outcomes(program, by=Actor.system("import"), now=now)
