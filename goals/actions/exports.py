"""Export goals and action plans."""

from datetime import date

from django.db import transaction

from goals.exports import check_ins_table, goals_table, own_goals_table, plans_table
from goals.selectors import GoalFilters
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.ui.tabular import Table
from programs.models import Program
from programs.selectors.parties import Party


@transaction.atomic
def export_goals(program: Program, filters: GoalFilters, *, by: Actor) -> Table:
    """Return the filtered goals as a table and record the export."""
    table = goals_table(program, filters)
    used = sorted(name for name, value in vars(filters).items() if value)
    values = {"rows": len(table.rows), "filters": used}
    record("goals.export_goals", program, by=by, label=program.name, values=values)
    return table


@transaction.atomic
def export_plans(program: Program, *, status: str, by: Actor, today: date) -> Table:
    """Return the plans of the program's matches in numbers and record the export."""
    table = plans_table(program, today=today, status=status)
    values = {"rows": len(table.rows), "filters": ["status"] if status else []}
    record("goals.export_plans", program, by=by, label=program.name, values=values)
    return table


@transaction.atomic
def export_check_ins(program: Program, filters: GoalFilters, *, by: Actor) -> Table:
    """Return the numbers of the filtered goals' check-ins as a table and record the export."""
    table = check_ins_table(program, filters)
    values = {"rows": len(table.rows)}
    record("goals.export_check_ins", program, by=by, label=program.name, values=values)
    return table


@transaction.atomic
def export_own_goals(party: Party, *, by: Actor) -> Table:
    """Return the goals of a match with milestones and notes, for one of its two people, and record the export."""
    table = own_goals_table(party)
    record("goals.export_own_goals", party.match, by=by, values={"rows": len(table.rows)})
    return table
