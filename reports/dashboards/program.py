"""The dashboard of a program: objectives, KPIs, leading indicators, and the same KPIs in other cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goals.presentation import PresentedObjective, presented
from goals.selectors.objective_answer import ProgramAnswer, answer_of
from goals.selectors.objectives import objectives_of, standings
from mentoring.tenancy.models import Membership
from programs.models import Program
from reports.dashboards.leading import Indicator, ProgramMonth, leading_indicators, program_months
from reports.dashboards.match_facts import read_match_facts
from reports.kpis.presentation import PresentedKpi, presented_kpis
from reports.kpis.selectors import MeasuredKpi, measured_of_programs
from reports.kpis.sources import has_role

# As many fit side by side.
MOST_COHORTS = 4


@dataclass(frozen=True)
class CohortKpi:
    """A KPI and its value in each cohort; None where a cohort does not have it."""

    name: str
    cells: Sequence[PresentedKpi | None]


@dataclass(frozen=True)
class ProgramDashboard:
    program: Program
    answer: ProgramAnswer
    objectives: Sequence[PresentedObjective]
    kpis: Sequence[PresentedKpi]
    months: Sequence[ProgramMonth]
    indicators: Sequence[Indicator]
    cohorts: Sequence[Program]
    cohort_kpis: Sequence[CohortKpi]

    @property
    def gaps(self) -> int:
        return sum(bool(it.measured.gap) for it in self.kpis)


def program_dashboard(
    program: Program, *, membership: Membership, today: date, language: str
) -> ProgramDashboard:
    """Return the dashboard. The number of queries does not depend on how many objectives, KPIs or cohorts there are."""
    slug = program.organization.slug
    objectives = [it for it in objectives_of(program) if it.is_active]
    for objective in objectives:
        objective.program = program
    by_id = standings(objectives, today=today)
    visible = Program.objects.visible_to(membership).without_test_runs()
    others = list(visible.newest_first().exclude(pk=program.pk))
    by_program = measured_of_programs([program, *others], today=today)
    mine = by_program[program.pk]
    cohorts = _cohorts(mine, others, by_program)
    shown = presented_kpis(
        [*mine, *(it for cohort in cohorts for it in by_program[cohort.pk])], slug=slug, language=language
    )
    return ProgramDashboard(
        program=program,
        answer=answer_of([by_id[it.pk] for it in objectives], today=today),
        objectives=[presented(by_id[it.pk], today=today) for it in objectives],
        kpis=shown[: len(mine)],
        months=program_months(program.starts_on),
        indicators=leading_indicators(read_match_facts(program), today=today),
        cohorts=[program, *cohorts] if cohorts else [],
        cohort_kpis=_side_by_side([program, *cohorts], shown) if cohorts else [],
    )


def _key(measured: MeasuredKpi) -> tuple[str, str, str]:
    """Return what makes a KPI of two programs the same: source and role or, of entered values, the name."""
    kpi = measured.kpi
    return (kpi.source, kpi.reference or kpi.name, kpi.role if has_role(kpi.source) else "")


def _cohorts(mine: Sequence[MeasuredKpi], others: Sequence[Program], by_program: dict) -> list[Program]:
    """Return the newest other programs that have one of the KPIs, the oldest first."""
    wanted = {_key(it) for it in mine if it.kpi.source}
    found = [it for it in others if any(_key(kpi) in wanted for kpi in by_program[it.pk])]
    return sorted(found[: MOST_COHORTS - 1], key=lambda it: (it.starts_on, str(it.pk)))


def _side_by_side(programs: Sequence[Program], shown: Sequence[PresentedKpi]) -> list[CohortKpi]:
    by_key = {(it.measured.kpi.program_id, _key(it.measured)): it for it in reversed(shown)}
    rows = []
    for it in shown:
        if it.measured.kpi.program_id != programs[0].pk or not it.measured.kpi.source:
            continue
        cells = [by_key.get((program.pk, _key(it.measured))) for program in programs]
        if sum(cell is not None for cell in cells) > 1:
            rows.append(CohortKpi(it.measured.kpi.name, cells))
    return rows
