"""What reports does when something happens below: new facts make stored outcomes old."""

from datetime import datetime
from typing import Any

from mentoring.imports.models import ImportRun
from mentoring.imports.signals import rows_imported
from mentoring.tenancy.actor import Actor
from programs.enums import ProgramState
from programs.models import Program
from reports.outcomes.actions import request_outcomes

# Kinds of file that outcomes are made from.
KINDS = frozenset({"directory", "employment-events", "kpi-readings", "participants", "matches"})


def connect() -> None:
    rows_imported.connect(work_out_again, dispatch_uid="reports.work_out_again")


def work_out_again(sender: Any, *, run: ImportRun, now: datetime, **kwargs: Any) -> None:
    """Ask for the outcomes of every program that has begun; several files in a row wait for the same run."""
    if run.kind not in KINDS:
        return
    begun = Program.objects.exclude(state=ProgramState.DRAFT).filter(starts_on__lte=now.date())
    for program in begun.order_by("starts_on", "pk"):
        request_outcomes(program, by=Actor.system("import"), now=now)
