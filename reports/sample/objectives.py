"""Objectives and KPIs of the made-up organization: every kind of source, one gap, and a goal that no program serves."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from goals.actions import update_goal
from goals.actions.objectives import create_objective, create_organization_goal
from goals.actions.reviews import review_objective
from goals.enums import GoalState, ObjectiveDecision
from goals.models import Goal, Objective
from mentoring.tenancy.actor import Actor
from programs.models import Program
from reports.enums import Direction, HrRate, KpiSource, ProgramCount
from reports.kpis.actions import create_kpi, declare_primary, record_kpi_value
from reports.models import Kpi, ProgramKpi
from surveys.library.bank import AGAIN

OWNER = "Jonas Weber"
GOALS = (
    ("Retain engineers", "Replacing an engineer takes seven months.", "Ingrid Halvorsen"),
    ("Fill leadership posts from within", "Half of all posts by the end of next year.", "Board"),
    ("Halve unfilled apprenticeships in Gdańsk", "", "Tomasz Zieliński"),
)
BY = Actor.system("sample")


def add_objectives(*, today: date) -> None:
    """Add two objectives with their KPIs to the first and to the newest program."""
    goals = [
        create_organization_goal(values={"name": name, "description": text, "owner": owner}, by=BY)
        for name, text, owner in GOALS
    ]
    with_surveys = Program.objects.filter(surveys__isnull=False).distinct()
    finished, *_others, running = with_surveys.order_by("starts_on")
    for program in (finished, running):
        year = program.starts_on + timedelta(days=365)
        values = {
            "organization_goal": goals[0], "statement": "More engineers of the first two years stay",
            "measure": "share still employed after 12 months", "unit": "%", "baseline": Decimal(84),
            "target": Decimal(88), "due_on": year + timedelta(days=14), "owner": "Ingrid Halvorsen",
        }  # fmt: skip
        stay = create_objective(program, values=values, by=BY, today=program.starts_on)
        values = {
            "organization_goal": goals[1], "statement": "More team-lead posts are filled from within",
            "measure": "share of team-lead posts filled from within", "unit": "%", "baseline": Decimal(27),
            "target": Decimal(55), "due_on": year + timedelta(days=240), "owner": OWNER,
        }  # fmt: skip
        lead = create_objective(program, values=values, by=BY, today=program.starts_on)
        _add_kpis(program, stay, lead, today=today)
        _link_goals(program, stay, lead, today=today)
        if program == finished:
            reason = "Half of the year has passed. It is too early to decide."
            on = program.starts_on + timedelta(days=182)
            decision = {"decision": ObjectiveDecision.KEEP, "reason": reason}
            review_objective(stay, values=decision, by=BY, today=on)
            decision = {
                "decision": ObjectiveDecision.KEEP,
                "reason": "More posts are filled from within each quarter.",
            }
            review_objective(lead, values=decision, by=BY, today=today - timedelta(days=30))


def _add_kpis(program: Program, stay: Objective, lead: Objective, *, today: date) -> None:
    primary = (
        _kpi(program, stay, "Retention after 12 months", KpiSource.HR, HrRate.RETENTION, unit="%"),
        _kpi(program, lead, "Team-lead posts filled from within", KpiSource.ENTERED, unit="%",
             definition="Team-lead posts filled with employees, of all that were filled."),
    )  # fmt: skip
    for kpi in primary:
        declare_primary(kpi, by=BY, today=program.starts_on)
    _kpi(program, stay, "Regretted departures within a year", KpiSource.HR, HrRate.DEPARTURES,
         definition="Resignations.", direction=Direction.DOWN, baseline=Decimal(9), target=Decimal(6))  # fmt: skip
    _kpi(program, stay, "Sessions per match", KpiSource.PROGRAM, ProgramCount.SESSIONS, target=Decimal(8))
    _kpi(program, lead, "Goals met", KpiSource.PROGRAM, ProgramCount.GOALS_MET, target=Decimal(60))
    _kpi(program, lead, "I would choose this mentor again", KpiSource.SURVEY, AGAIN.key, target=Decimal(80))
    skill = Kpi.objects.filter(readings__person__participations__program=program).exclude(
        name__contains="rating"
    )
    if found := skill.order_by("name").first():
        _kpi(program, lead, found.name.capitalize(), KpiSource.SKILL, str(found.pk), baseline=Decimal(5),
             target=Decimal(7))  # fmt: skip
    _kpi(program, lead, "Responsibility handed over, reported by managers", target=Decimal(60))
    for days, value, people in ((-60, 27, 11), (90, 38, 8), (200, 46, 13)):
        taken_on = program.starts_on + timedelta(days=days)
        if taken_on <= today:
            values = {"taken_on": taken_on, "value": Decimal(value), "people": people, "source": "Recruiting"}
            record_kpi_value(primary[1], values=values, by=BY, today=today)


def _link_goals(program: Program, stay: Objective, lead: Objective, *, today: date) -> None:
    """Let most goals of the program serve one of its objectives; every fourth serves none."""
    goals = Goal.objects.filter(match__program=program).exclude(state=GoalState.DRAFT)
    for number, goal in enumerate(goals.select_related("match__program").order_by("match_id", "title")):
        if number % 4 != 3:
            objective = stay if number % 4 == 2 else lead
            update_goal(goal, values={"objective_id": objective.pk}, by=BY, today=today)


def _kpi(
    program: Program, objective: Objective, name: str, source: str = "", reference: str = "", **more: Any
) -> ProgramKpi:
    values = {"objective": objective, "name": name, "source": source, "reference": reference, **more}
    return create_kpi(program, values=values, by=BY)
