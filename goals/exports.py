"""The goals of a program as a table to download: title, numbers and progress.

Milestones and notes stay with the match, and so do title and measure unless the program shows titles to its staff.
"""

from decimal import Decimal

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
        _("Growth area"),
        _("Measured by"),
        _("Baseline"),
        _("Target"),
        _("Latest value"),
        _("Attainment"),
        _("Closed on"),
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
                goal.skill,
                goal.measure if program.shows_goal_titles else "",
                _number(goal.baseline),
                _number(goal.target),
                _number(goal.current_value),
                goal.get_attainment_display(),
                goal.closed_on,
            ]
        )
    return Table(heads, rows)


def _number(value: Decimal | None) -> int | Decimal | None:
    """Return a number without the zeros behind its decimal point, so that CSV and Excel say the same."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()
