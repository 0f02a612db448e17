"""Goals and action plans as tables to download: of a program in numbers; goals of a match in full, for its two people.

Milestones and notes stay with the match, and so do title and measure unless the program shows titles to its staff.
"""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from goals.models import CheckIn, Goal, Milestone
from goals.selectors import GoalFilters, goals_of_match, goals_of_program
from goals.selectors.plans import plans_of_program, with_people
from mentoring.ui.tabular import Table
from programs.models import Program
from programs.selectors.parties import Party


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
        _("Objective of the program"),
        _("Measured by"),
        _("Baseline"),
        _("Target"),
        _("Latest value"),
        _("Attainment"),
        _("Closed on"),
    ]
    rows = []
    goals = goals_of_program(program, filters).select_related("objective")
    for goal in goals.order_by("title", "id"):
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
                goal.objective.statement if goal.objective else "",
                goal.measure if program.shows_goal_titles else "",
                _number(goal.baseline),
                _number(goal.target),
                _number(goal.current_value),
                goal.get_attainment_display(),
                goal.closed_on,
            ]
        )
    return Table(heads, rows)


def check_ins_table(program: Program, filters: GoalFilters) -> Table:
    """Return the check-ins of the filtered goals with their numbers, oldest first; no notes, no pace. One query."""
    heads = [
        _("Goal"),
        _("Mentee"),
        _("Mentee email"),
        _("Mentee employee ID"),
        _("Checked on"),
        _("Progress (percent)"),
        _("Value"),
        _("Confirmed"),
    ]
    goals = goals_of_program(program, filters)
    check_ins = CheckIn.objects.filter(goal__in=goals.order_by().values("pk"))
    check_ins = check_ins.select_related("goal__match__program", "goal__match__mentee__person")
    rows = []
    for it in check_ins.order_by("checked_on", F("created_at").asc(nulls_first=True), "id"):
        mentee = it.goal.match.mentee.person
        rows.append(
            [
                it.goal.label_for_staff,
                mentee.name,
                mentee.email,
                mentee.employee_id,
                it.checked_on,
                it.progress_percent,
                _number(it.value),
                _("yes") if it.confirmed_at else _("no"),
            ]
        )
    return Table(heads, rows)


def own_goals_table(party: Party) -> Table:
    """Return everything about the goals of a match for its two people, in the columns of the import.

    One row for each check-in and milestone, oldest first, with the columns of the goal repeated. Three queries.
    """
    heads = [
        _("Mentee email"),
        _("Goal"),
        _("Growth area"),
        _("Objective of the program"),
        _("Measured by"),
        _("Baseline"),
        _("Target"),
        _("Unit"),
        _("Due on"),
        _("Status"),
        _("Closed on"),
        _("Checked on"),
        _("Progress (percent)"),
        _("Value"),
        _("Pace"),
        _("Note"),
        _("Milestone"),
        _("Milestone due on"),
        _("Milestone done on"),
    ]
    goals = goals_of_match(party.match.pk, with_drafts=True)
    parts: dict[UUID, list[list[Any]]] = {goal.pk: [] for goal in goals}
    check_ins = CheckIn.objects.filter(goal__match=party.match)
    for it in check_ins.order_by("checked_on", F("created_at").asc(nulls_first=True), "id"):
        pace = it.get_pace_display()
        parts[it.goal_id].append(
            [it.checked_on, it.progress_percent, _number(it.value), pace, it.note, "", None, None]
        )
    milestones = Milestone.objects.filter(goal__match=party.match)
    for it in milestones.order_by(F("due_on").asc(nulls_last=True), "title"):
        parts[it.goal_id].append([None, None, None, "", "", it.title, it.due_on, it.done_on])
    mentee = party.person if not party.is_mentor else party.partner.person
    who = mentee.email or mentee.employee_id or mentee.name
    nothing = [None, None, None, "", "", "", None, None]
    return Table(
        heads, [[who, *_of_goal(goal), *part] for goal in goals for part in parts[goal.pk] or [nothing]]
    )


def _of_goal(goal: Goal) -> list[Any]:
    return [
        goal.title,
        goal.skill,
        goal.objective.statement if goal.objective else "",
        goal.measure,
        _number(goal.baseline),
        _number(goal.target),
        goal.unit,
        goal.due_on,
        goal.get_state_display(),
        goal.closed_on,
    ]


def _number(value: Decimal | None) -> int | Decimal | None:
    """Return a number without the zeros behind its decimal point, so that CSV and Excel say the same."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()


def plans_table(program: Program, *, today: date, status: str = "") -> Table:
    """Return the plans of the program's current matches in numbers, with both people. No word of what they say."""
    heads = [
        _("Mentee"),
        _("Mentee email"),
        _("Mentee employee ID"),
        _("Mentor"),
        _("Mentor email"),
        _("Mentor employee ID"),
        _("Status"),
        _("Last updated"),
        _("Due by"),
        _("Open actions"),
        _("Actions done"),
        _("Actions overdue"),
        _("Revisions"),
        _("Times unchanged in a row"),
    ]
    rows = []
    for it in with_people(plans_of_program(program, today=today, status=status)):
        mentee, mentor, plan, facts = it.match.mentee.person, it.match.mentor.person, it.facts.plan, it.facts
        rows.append(
            [
                mentee.name,
                mentee.email,
                mentee.employee_id,
                mentor.name,
                mentor.email,
                mentor.employee_id,
                facts.freshness.label,
                plan.revised_on if plan else None,
                facts.freshness.due_on,
                facts.open if plan else None,
                facts.done if plan else None,
                facts.late if plan else None,
                plan.revision if plan else 0,
                plan.unchanged_in_a_row if plan else 0,
            ]
        )
    return Table(heads, rows)
