"""Calculate the outcomes of a program: read the database once, then compute its figures."""

from datetime import date
from functools import cache
from typing import Any

from programs.enums import ProgramState
from programs.models import Program
from reports.enums import ComparedWith
from reports.outcomes.cohorts import cohorts_of, kpi_definitions, siblings_of
from reports.outcomes.employment_history import EmploymentHistory, known_until
from reports.outcomes.figures.assemble import assemble_outcomes
from reports.outcomes.figures.groups import group_figures
from reports.outcomes.group_readings import group_readings


def calculate_outcomes(
    program: Program,
    *,
    leave_kind: str,
    today: date,
    primary_months: int = 12,
    is_random: bool = False,
    compares_with: str = ComparedWith.COLLEAGUES,
) -> tuple[dict[str, Any], date]:
    """Return figures and breakdowns of the program in the open scope, and the day up to which data is known."""
    until, readings_until = known_until(today)
    history = EmploymentHistory.read(
        until=until,
        leave_kind=leave_kind,
        readings_until=readings_until,
        primary_months=primary_months,
        is_random=is_random,
        compares_with=compares_with,
    )
    others = [it for it in history.programs.values() if it.state != ProgramState.DRAFT]
    kpis, cohorts = kpi_definitions(), cohorts_of(history, program)
    found = assemble_outcomes(cohorts, kpis, cache(lambda: siblings_of(history, program, others)))
    if cohorts:
        readings, withheld = group_readings(history, program)
        of_groups = group_figures(
            readings, kpis, withheld=withheld, index_on=program.starts_on, as_of=readings_until
        )
        found["figures"] += [figure.stored() for figure in of_groups]
    return found, until
