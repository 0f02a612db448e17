"""Dashboards as the API answers them: the numbers and sentences of the pages."""

from typing import Any

from goals.objective_status import progress_of
from goals.presentation import PresentedObjective
from programs.models import Program
from reports.dashboards.areas import Strengths
from reports.dashboards.money import ProgramMoney
from reports.dashboards.organization import OrganizationDashboard
from reports.dashboards.program import ProgramDashboard
from reports.dashboards.wording import findings, headline
from reports.kpis.answer import kpi_answer, measurement_answer


def program_answer(found: ProgramDashboard) -> dict[str, Any]:
    """Return the dashboard of a program as plain values."""
    return {
        "program_id": found.program.pk,
        "heading": found.answer.heading,
        "evidence": list(found.answer.evidence),
        "reached": found.answer.reached,
        "total": found.answer.total,
        "objectives": [_objective(it) for it in found.objectives],
        "kpis": [kpi_answer(it) for it in found.kpis],
        "indicators": [
            {
                "key": it.key,
                "label": str(it.label),
                "months": [
                    {"month": month.number, "measurement": measurement_answer(value, "%")}
                    for month, value in zip(found.months, it.values, strict=True)
                ],
            }
            for it in found.indicators
        ],
        "cohorts": [
            {
                "name": row.name,
                "cohorts": [
                    {
                        "program_id": program.pk,
                        "program": program.name,
                        "value": cell.measured.actual.value if cell and cell.measured.actual else None,
                        "text": cell.value_text if cell else "–",
                    }
                    for program, cell in zip(found.cohorts, row.cells, strict=True)
                ],
            }
            for row in found.cohort_kpis
        ],
    }


def organization_answer(found: OrganizationDashboard) -> dict[str, Any]:
    """Return the dashboard of the organization as plain values."""
    return {
        "people": found.people,
        "objectives": found.objectives,
        "reached": found.reached,
        "too_early": found.too_early,
        "gaps": found.gaps,
        "reviews_due": found.reviews_due,
        "programs": [
            {
                "program_id": row.program.pk,
                "name": row.program.name,
                "people": row.people,
                "heading": row.answer.heading,
                "reached": row.answer.reached,
                "total": row.answer.total,
                "retention": list(row.difference),
                "state_label": row.state,
                **_money(row.money),
            }
            for row in found.programs
        ],
        "pooled": [
            {
                "program_id": it.program.pk,
                "programs": [program.name for program in it.programs],
                **_money(it.money),
            }
            for it in found.money.pools
        ],
        "goals": [
            {
                "id": row.goal.pk,
                "name": row.goal.name,
                "owner": row.goal.owner,
                "objectives": [_objective(it) for it in row.objectives],
            }
            for row in found.goals
        ],
    }


def _money(found: ProgramMoney) -> dict[str, Any]:
    result = found.result
    return {
        "cost": result.cost,
        "cost_per_participant": result.cost_per_participant,
        "currency": result.inputs.currency,
        "price_year": result.inputs.price_year,
        "are_costs_closed": result.inputs.are_costs_closed,
        "roi_state": result.state,
        "roi_percent": found.roi,
    }


def strengths_answer(found: Strengths, program: Program, *, is_staff: bool) -> dict[str, Any]:
    return {"headline": headline(found), **findings(found, program, is_staff=is_staff)}


def _objective(found: PresentedObjective) -> dict[str, Any]:
    objective, result = found.objective, found.result
    return {
        "id": objective.pk,
        "organization_goal_id": objective.organization_goal_id,
        "statement": objective.statement,
        "owner": objective.owner,
        "due_on": objective.due_on,
        "status": found.standing.status,
        "status_label": found.standing.label,
        "kpi": result.kpi if result else "",
        "baseline": result.baseline if result else objective.baseline,
        "value": result.value if result else None,
        "target": result.target if result else objective.target,
        "progress": progress_of(result) if result else None,
    }
