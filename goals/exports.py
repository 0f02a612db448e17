"""The goals of a program as a table to download: title and progress. Milestones and notes stay with the match."""

from django.utils.translation import gettext as _

from goals.selectors import GoalFilters, goals_of_program
from mentoring.ui.tabular import Table
from programs.models import Program


def goals_table(program: Program, filters: GoalFilters) -> Table:
    """Return the filtered goals by title, with both people of the match. One query."""
    heads = [
        _("Goal"),
        _("Mentee"),
        _("Mentee email"),
        _("Mentee employee ID"),
        _("Mentor"),
        _("Mentor email"),
        _("Mentor employee ID"),
        _("Status"),
        _("Progress (percent)"),
        _("Agreed on"),
        _("Met on"),
        _("Due on"),
        _("Last check-in"),
    ]
    rows = []
    for goal in goals_of_program(program, filters).order_by("title", "id"):
        mentee, mentor = goal.match.mentee.person, goal.match.mentor.person
        rows.append(
            [
                goal.label_for_staff,
                mentee.name,
                mentee.email,
                mentee.employee_id,
                mentor.name,
                mentor.email,
                mentor.employee_id,
                goal.get_state_display(),
                goal.progress_percent,
                goal.agreed_on,
                goal.met_on,
                goal.due_on,
                goal.last_check_in_on,
            ]
        )
    return Table(heads, rows)
