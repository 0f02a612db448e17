"""From the database to figures: one read of the directory, then reports.outcomes."""

from datetime import date
from functools import cache
from typing import Any

from programs.enums import ProgramState
from programs.models import Program
from reports.cohorts import Directory, cohorts_of, known_until, kpi_facts, siblings_of
from reports.outcomes.outcome import outcome_of


def work_out(program: Program, *, leave_kind: str, today: date) -> tuple[dict[str, Any], date]:
    """Return figures and breakdowns of the program, and the day up to which they know. In the open scope."""
    until, readings_until = known_until(today)
    directory = Directory.read(until=until, leave_kind=leave_kind, readings_until=readings_until)
    others = [it for it in directory.programs.values() if it.state != ProgramState.DRAFT]
    found = outcome_of(
        cohorts_of(directory, program), kpi_facts(), cache(lambda: siblings_of(directory, program, others))
    )
    return found, until
