"""Signal receivers of reports: an import can change outcomes."""

from datetime import datetime
from typing import Any

from mentoring.imports.models import ImportRun
from mentoring.imports.signals import rows_imported
from mentoring.tenancy.actor import Actor
from programs.enums import ProgramState
from programs.models import Program
from reports.outcomes.actions import request_outcomes

# Import kinds that outcomes depend on.
KINDS = frozenset({"directory", "employment-events", "kpi-readings", "participants", "matches"})


def connect() -> None:
    rows_imported.connect(recalculate_outcomes, dispatch_uid="reports.recalculate_outcomes")


def recalculate_outcomes(sender: Any, *, run: ImportRun, now: datetime, **kwargs: Any) -> None:
    """Request the outcomes of every program that has begun; several imports in a row share one run."""
    if run.kind not in KINDS:
        return
    begun = Program.objects.exclude(state=ProgramState.DRAFT).filter(starts_on__lte=now.date())
    for program in begun.order_by("starts_on", "pk"):
        request_outcomes(program, by=Actor.system("import"), now=now)
