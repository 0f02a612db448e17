"""From the database to figures: one read of the directory, then reports.outcomes."""

from datetime import date
from functools import cache
from typing import Any

from programs.enums import ProgramState
from programs.models import Program
from reports.outcomes.cohorts import cohorts_of, kpi_facts, siblings_of
from reports.outcomes.directory import Directory, known_until
from reports.outcomes.figures.assemble import outcome_of
from reports.outcomes.figures.groups import group_figures
from reports.outcomes.group_readings import group_readings


def work_out(program: Program, *, leave_kind: str, today: date) -> tuple[dict[str, Any], date]:
    """Return figures and breakdowns of the program, and the day up to which they know. In the open scope."""
    until, readings_until = known_until(today)
    directory = Directory.read(until=until, leave_kind=leave_kind, readings_until=readings_until)
    others = [it for it in directory.programs.values() if it.state != ProgramState.DRAFT]
    kpis, cohorts = kpi_facts(), cohorts_of(directory, program)
    found = outcome_of(cohorts, kpis, cache(lambda: siblings_of(directory, program, others)))
    if cohorts:
        readings, hidden = group_readings(directory, program)
        of_groups = group_figures(
            readings, kpis, hidden=hidden, index_on=program.starts_on, as_of=readings_until
        )
        found["figures"] += [figure.stored() for figure in of_groups]
    return found, until
